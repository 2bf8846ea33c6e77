using Fluence.AquaVM;
using Fluence.Interop.Tests.Avm.Differential.Mutation;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Our interpreter against avm.wasm 0.62.0: nothing but speed may tell one from the other.</summary>
[Collection("differential")]
public sealed class DifferentialTests
{
    private const int Networks = 4000;
    private const int DamagedNetworks = 1000;
    private const int Scripts = 12_000;

    [NodeFact("client")]
    public void Random_networks_see_no_difference() => Run(new DifferentialRun(0, Networks));

    [NodeFact("client")]
    public void Damaged_data_get_the_same_answer() => Run(new DifferentialRun(1_000_000, DamagedNetworks, mutations: 150));

    [NodeFact("client")]
    public void Damaged_scripts_get_the_same_verdict()
    {
        using BothVms vms = new();
        Random random = new(4711);
        for (int i = 0; i < Scripts; i++)
        {
            NetworkCase good = NetworkCase.Random(random.Next());
            NetworkCase bad = good with { Script = ScriptMutator.Mutate(good.Script, random), MostInvokes = 1, Losses = 0 };
            if (RandomNetwork.Run(bad, vms) is { } difference)
            {
                Assert.Fail(Report(new Finding(bad, difference), vms));
            }
        }

        Assert.InRange(vms.Codes.GetValueOrDefault(1), Scripts / 4, Scripts);
    }

    [NodeFact("client")]
    public void A_difference_would_be_found_and_shrunk()
    {
        // the same networks with an interpreter of another version, which folds canonical maps in another way
        using BothVms vms = new(new AquaVmOptions { Version = AquaVmVersion.V064 });
        NetworkCase @case = new(
            1, "(seq (seq (null) (ap (\"k\" 1) %m)) (seq (ap (\"k\" 2) %m) (canon \"@0\" %m #%cm)))", Peers: 2);
        Difference difference = Assert.IsType<Difference>(RandomNetwork.Run(@case, vms));
        Assert.Equal(Aspect.Data, difference.Aspect);
        Finding shrunk = new Shrinker(vms).Shrink(new Finding(@case, difference));
        Assert.Equal("(null)", shrunk.Case.Script);
        Assert.Contains("0.64.1", $"{shrunk.Difference}", StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_makes_the_same_network() => Assert.Equal(NetworkCase.Random(17), NetworkCase.Random(17));

    private static void Run(DifferentialRun run)
    {
        run.Run(Math.Min(Environment.ProcessorCount, 2));
        if (run.Findings.Count > 0)
        {
            using BothVms vms = new();
            Assert.Fail(string.Join('\n', run.Findings.Select(finding => Report(finding, vms))));
        }

        Assert.True(run.Invokes > 0 && run.Skipped < run.Invokes / 100, run.Summary);
    }

    private static string Report(Finding found, BothVms vms)
    {
        Finding shrunk = new Shrinker(vms).Shrink(found);
        return $"seed {found.Case.Seed}: {found.Difference}\nshrunk: {shrunk.Difference}\n{shrunk.Case}";
    }
}

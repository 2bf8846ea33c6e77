using Fluence.Aqua.Emission;
using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>What the scripts of the original and of our compiler do to the peers of a network.</summary>
public sealed class BehaviourTests(ITestOutputHelper output)
{
    private const int Seeds = 8;

    [NodeTheory(OriginalCompiler.Folder)]
    [InlineData(false, false, false)]
    [InlineData(true, false, false)]
    [InlineData(false, true, false)]
    [InlineData(false, false, true)]
    public async Task Our_sources_do_the_same(bool noRelay, bool noXor, bool tracing)
    {
        SourceBehaviour behaviour = new(Seeds);

        await behaviour.CompareAsync(OriginalCompiler.OwnSources, new AirOptions(noRelay, noXor, tracing));

        output.WriteLine($"{behaviour}");
        Assert.True(behaviour.Differences.Count == 0, string.Join("\n\n", behaviour.Differences));
        Assert.InRange(behaviour.Functions, 90, int.MaxValue);
        Assert.InRange(behaviour.Comparer.Responses, behaviour.Functions / 2, int.MaxValue);
        Assert.InRange(behaviour.Comparer.Errors, behaviour.Functions / 4, int.MaxValue);
        Assert.InRange(behaviour.Comparer.Runs.Finished, behaviour.Comparer.Runs.All * 9 / 10, int.MaxValue);
    }

    [NodeTheory(OriginalCompiler.Folder)]
    [InlineData("@fluencelabs/aqua-lib", 0)]
    [InlineData("@fluencelabs/aqua-ipfs", 10)]
    [InlineData("@fluencelabs/spell", 0)]
    [InlineData("@fluencelabs/installation-spell", 5)]
    public async Task Packages_do_the_same(string package, int functions)
    {
        SourceBehaviour behaviour = new(Seeds / 2);

        await behaviour.CompareAsync(OriginalCompiler.PackageSources(package), new AirOptions());

        output.WriteLine($"{behaviour}");
        Assert.True(behaviour.Differences.Count == 0, string.Join("\n\n", behaviour.Differences));
        Assert.InRange(behaviour.Functions, functions, int.MaxValue);
    }
}

using System.Globalization;
using System.Numerics;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>
/// Random sequences of calls by many actors, on a chain and in the model of the money; after every call all balances, statuses and counts that
/// the contracts show are what the model says. <c>FLUENCE_SEQUENCES</c> and <c>FLUENCE_SEED</c> choose how many, and from which seed on.
/// </summary>
public sealed class SequenceTests(ITestOutputHelper output)
{
    [AnvilFact]
    public Task Every_call_moves_the_money_as_the_model_says() => RunAsync(Code.Ours, Rules.Ours, onlyOriginal: false, 200);

    [AnvilFact]
    public async Task The_original_differs_from_ours_in_nothing_but_the_listed_defects()
    {
        await RunAsync(Code.Original, Rules.Original, onlyOriginal: true, 100);
        await RunAsync(Code.Ours, Rules.Ours, onlyOriginal: true, 100);
    }

    private async Task RunAsync(Code code, Rules rules, bool onlyOriginal, int otherwise)
    {
        await using TestChain chain = await TestChain.StartAsync();
        SequenceRunner runner = await SequenceRunner.StartAsync(chain, code, rules, Setting.Hasty);
        int first = Number("FLUENCE_SEED", 0);
        int count = Number("FLUENCE_SEQUENCES", otherwise);
        for (int seed = first; seed < first + count; seed++)
        {
            SequenceMaker maker = new(runner.Cast, seed, onlyOriginal);
            Sequence sequence = maker.Make();
            if (await runner.RunAsync(sequence) is { } difference)
            {
                Assert.Fail($"{code.Name}: {difference}");
            }

            if (rules == Rules.Ours)
            {
                AssertNothingIsStuck(maker.End, runner.Cast.Marketplace.Setting, seed);
            }
        }

        output.WriteLine($"{code.Name}: {count} sequences, {runner.Counts.Calls} calls, {runner.Counts.Refused} of them refused");
        output.WriteLine(string.Join(", ", runner.Accepted.Select(static pair => $"{pair.Key} {pair.Value}")));
    }

    /// <summary>At the end of a sequence everybody has taken out what is theirs.</summary>
    private static void AssertNothingIsStuck(World world, Setting setting, int seed)
    {
        Assert.All(world.Deals, deal => Assert.True((deal.Total + deal.Locked).IsZero, $"seed {seed}: money is stuck in a deal"));
        Assert.True(world.Commitments.All(static cc => cc is null), $"seed {seed}: a commitment cannot be finished");
        Assert.True(world.ActiveUnits.IsZero, $"seed {seed}: units count as proving without a commitment");
        Assert.True(world.CapacityCoins == world.RewardBalance, $"seed {seed}: collateral is stuck");
        BigInteger tokens = world.Tokens.Aggregate(BigInteger.Zero, static (sum, each) => sum + each);
        BigInteger coins = world.Coins.Aggregate(world.CapacityCoins, static (sum, each) => sum + each);
        Assert.Equal(Cast.Tokens * Cast.Actors, tokens);
        Assert.Equal((Cast.Coins * Cast.Actors) + setting.InitialRewardBalance, coins);
    }

    private static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out int number) ? number : otherwise;
}

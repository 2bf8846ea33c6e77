using System.Numerics;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>Sequences, one seed after the other, on a chain of their own with the contracts of one marketplace.</summary>
internal sealed class SequenceSeries : IAsyncDisposable
{
    private readonly TestChain _chain;
    private readonly SequenceRunner _runner;
    private readonly Code _code;
    private readonly Rules _rules;
    private readonly bool _onlyOriginal;
    private int _sequences;

    private SequenceSeries(TestChain chain, SequenceRunner runner, Code code, Rules rules, bool onlyOriginal)
    {
        _chain = chain;
        _runner = runner;
        _code = code;
        _rules = rules;
        _onlyOriginal = onlyOriginal;
    }

    /// <summary>The single rules without which the model would have been wrong somewhere.</summary>
    public Rules Needed => _runner.Needed;

    /// <summary>What was run, in numbers.</summary>
    public string Summary =>
        $"{_code.Name}{(_onlyOriginal ? ", what both know" : "")}: {_sequences} sequences, {_runner.Counts.Calls} calls, "
        + $"{_runner.Counts.Refused} of them refused";

    /// <summary>How often each kind of call was accepted, and how often it was refused for which reason.</summary>
    public string Outcomes => string.Join(", ", _runner.Outcomes.Select(static pair => $"{pair.Key} {pair.Value}"));

    public static async Task<SequenceSeries> StartAsync(Code code, Rules rules, bool onlyOriginal)
    {
        TestChain chain = await TestChain.StartAsync();
        return new SequenceSeries(chain, await SequenceRunner.StartAsync(chain, code, rules, Setting.Hasty), code, rules, onlyOriginal);
    }

    /// <summary>Makes the sequence of a seed and runs it.</summary>
    /// <returns>In what chain and model differ, or what is stuck at the end; null if there is nothing.</returns>
    public async Task<string?> RunAsync(int seed)
    {
        SequenceMaker maker = new(_runner.Cast, seed, _onlyOriginal);
        Sequence sequence = maker.Make();
        _sequences++;
        string? difference = await _runner.RunAsync(sequence)
            ?? (_rules == Rules.Ours ? Stuck(maker.End, _runner.Cast.Marketplace.Setting) : null);
        return difference is null ? null : $"{_code.Name}, seed {seed}: {difference}";
    }

    public ValueTask DisposeAsync() => _chain.DisposeAsync();

    /// <summary>At the end of a sequence everybody has taken out what is theirs.</summary>
    private static string? Stuck(World world, Setting setting)
    {
        BigInteger tokens = world.Tokens.Aggregate(BigInteger.Zero, static (sum, each) => sum + each);
        BigInteger coins = world.Coins.Aggregate(world.CapacityCoins, static (sum, each) => sum + each);
        return world.Deals.Any(static deal => !(deal.Total + deal.Locked).IsZero) ? "money is stuck in a deal"
            : world.Commitments.Any(static cc => cc is not null) ? "a commitment cannot be finished"
            : !world.ActiveUnits.IsZero ? "units count as proving without a commitment"
            : world.CapacityCoins != world.RewardBalance ? "collateral is stuck"
            : tokens != Cast.Tokens * Cast.Actors ? "tokens were made or lost"
            : coins != (Cast.Coins * Cast.Actors) + setting.InitialRewardBalance ? "coins were made or lost"
            : null;
    }
}

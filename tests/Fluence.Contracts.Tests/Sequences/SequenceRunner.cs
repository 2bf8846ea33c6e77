using System.Collections.Immutable;
using System.Numerics;
using System.Text;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>Carries out sequences on a chain and in a model, and compares the two after every call.</summary>
internal sealed class SequenceRunner
{
    private readonly Rules _rules;
    private string _snapshot;

    private SequenceRunner(Cast cast, Rules rules, string snapshot)
    {
        Cast = cast;
        _rules = rules;
        _snapshot = snapshot;
    }

    public Cast Cast { get; }

    /// <summary>How many calls were compared, and how many of them were refused.</summary>
    public (long Calls, long Refused) Counts { get; private set; }

    /// <summary>The single rules without which the model would have been wrong somewhere.</summary>
    public Rules Needed { get; private set; }

    /// <summary>How often each kind of call was accepted, and how often it was refused for which reason.</summary>
    public SortedDictionary<string, long> Outcomes { get; } = new(StringComparer.Ordinal);

    public static async Task<SequenceRunner> StartAsync(TestChain chain, Code code, Rules rules, Setting setting)
    {
        Cast cast = await Cast.MakeAsync(await Marketplace.DeployAsync(chain, code, setting));
        return new SequenceRunner(cast, rules, await chain.SnapshotAsync());
    }

    /// <summary>Runs a sequence from the beginning of the marketplace on.</summary>
    /// <returns>The first difference between chain and model; null when there is none.</returns>
    public async Task<string?> RunAsync(Sequence sequence)
    {
        (string? difference, int at) = await CompareAsync(sequence, inWordsOf: -1);
        return difference is null ? null : (await CompareAsync(sequence, inWordsOf: at)).Difference ?? difference;
    }

    private async Task<(string? Difference, int At)> CompareAsync(Sequence sequence, int inWordsOf)
    {
        TestChain chain = Cast.Marketplace.Chain;
        _snapshot = await chain.RevertAsync(_snapshot);
        for (int step = 0; step < sequence.Steps.Length; step++)
        {
            ImmutableArray<DriverCall> calls = [.. sequence.Steps[step].Operations.Select(Encode)];
            await chain.SubmitAsync(chain.Accounts[0], Cast.Driver, new DriverContract.Run(calls, step == inWordsOf).Encode());
            await chain.MineAsync(sequence.Steps[step].Seconds);
        }

        ImmutableArray<Log> logs = await chain.Client.GetLogsAsync(new LogFilter
        {
            From = BlockTag.Number((ulong)Cast.BlockNumber + 1), To = BlockTag.Latest, Addresses = [Cast.Driver],
        });
        (string? Difference, int At) result = Compare(sequence, logs, _rules);
        foreach (Rules rule in Enum.GetValues<Rules>())
        {
            if (result.Difference is null && rule != _rules && _rules.HasFlag(rule) && !Needed.HasFlag(rule)
                && Compare(sequence, logs, _rules & ~rule).Difference is not null)
            {
                Needed |= rule;
            }
        }

        return result;
    }

    private DriverCall Encode(Operation operation)
    {
        (Address to, IContractCall call) = operation.On(Cast);
        return new DriverCall((byte)operation.Actor, to, operation.Value, call.Encode());
    }

    private (string? Difference, int At) Compare(Sequence sequence, ImmutableArray<Log> logs, Rules rules)
    {
        World world = Cast.NewWorld(rules);
        int next = 0;
        for (int step = 0; step < sequence.Steps.Length; step++)
        {
            Cast.Advance(world, sequence.Steps[step].Seconds);
            foreach (Operation operation in sequence.Steps[step].Operations)
            {
                if (next >= logs.Length || !DriverContract.DoneEvent.TryDecode(logs[next++], out DriverContract.DoneEvent? done))
                {
                    return ($"seed {sequence.Seed}: the chain made nothing of block {step}", step);
                }

                (world, string? refusal) = Apply(world, operation);
                Count(operation, refusal, rules);
                if (Difference(world, refusal, done, rules) is { } difference)
                {
                    return ($"seed {sequence.Seed}, block {step}, epoch {world.Epoch}: {operation}: {difference}", step);
                }
            }
        }

        return (null, -1);
    }

    private static (World World, string? Refusal) Apply(World world, Operation operation)
    {
        World attempt = world.Copy();
        try
        {
            operation.Apply(attempt);
            return (attempt, null);
        }
        catch (RevertException refused)
        {
            return (world, refused.Error);
        }
    }

    private string? Difference(World world, string? refusal, DriverContract.DoneEvent done, Rules rules)
    {
        string error = Code.ErrorNames.GetValueOrDefault(done.Error, done.Error.ToString());
        if (done.Success != refusal is null)
        {
            return done.Success ? $"the chain accepts it, the model does not: {refusal}"
                : $"the chain refuses it with {error}, the model does not";
        }

        if (rules == Rules.Ours && refusal is not null && error != refusal && refusal != "Panic")
        {
            return $"the chain refuses it with {error}, the model with {refusal}";
        }

        List<(string Name, BigInteger Value)> words = Lens.Look(world, Cast, rules.HasFlag(Rules.ViewsAreStale));
        if (Lens.Hash(words) == done.Seen)
        {
            return null;
        }

        StringBuilder text = new("afterwards");
        for (int i = 0; i < done.Words.Length; i++)
        {
            if (done.Words[i] != words[i].Value)
            {
                text.Append($" | {words[i].Name}: chain {done.Words[i]}, model {words[i].Value}");
            }
        }

        return text.ToString();
    }

    private void Count(Operation operation, string? refusal, Rules rules)
    {
        if (rules != _rules)
        {
            return;
        }

        Counts = (Counts.Calls + 1, Counts.Refused + (refusal is null ? 0 : 1));
        string outcome = refusal is null ? operation.GetType().Name : $"{operation.GetType().Name} {refusal}";
        Outcomes[outcome] = Outcomes.GetValueOrDefault(outcome) + 1;
    }
}

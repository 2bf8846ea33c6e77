using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>Tampers with the states of a trace.</summary>
internal sealed class TraceMutator(Random random, InterpreterData data)
{
    public ImmutableArray<ExecutedState> Mutate()
    {
        List<ExecutedState> trace = [.. data.Trace];
        for (int i = 1 + random.Next(3); i > 0 && trace.Count > 0; i--)
        {
            Mutate(trace);
        }

        return [.. trace];
    }

    private void Mutate(List<ExecutedState> trace)
    {
        int index = random.Next(trace.Count);
        int other = random.Next(trace.Count);
        switch (random.Next(8))
        {
            case 0:
                trace.RemoveAt(index);
                break;
            case 1:
                trace.Insert(other, trace[index]);
                break;
            case 2:
                (trace[index], trace[other]) = (trace[other], trace[index]);
                break;
            case 3:
                trace.RemoveRange(index, trace.Count - index);
                break;
            case 4:
                trace[index] = Invented();
                break;
            default:
                trace[index] = Alter(trace[index]);
                break;
        }
    }

    private ExecutedState Alter(ExecutedState state) => state switch
    {
        ParState par => random.Next(2) == 0 ? par with { LeftSize = Number() } : par with { RightSize = Number() },
        ApState => new ApState([.. Enumerable.Range(0, random.Next(3)).Select(_ => Number())]),
        FoldState fold => new FoldState(Alter(fold.Lore)),
        CallExecutedStream call => random.Next(3) switch
        {
            0 => new CallExecutedScalar(call.ServiceResult),
            _ => call with { Generation = Number() },
        },
        CallExecutedScalar call => random.Next(4) switch
        {
            0 => new CallFailed(call.ServiceResult),
            1 => new CallExecutedStream(call.ServiceResult, Number()),
            2 => new CallExecutedUnused(Value(call.ServiceResult)),
            _ => new CallExecutedScalar(AnyServiceResult(call.ServiceResult)),
        },
        CallFailed call => random.Next(2) == 0 ? new CallExecutedScalar(call.ServiceResult) : new CallFailed(AnyServiceResult(call.ServiceResult)),
        CallExecutedUnused => Invented(),
        CallSentBy => Invented(),
        CanonExecuted canon => random.Next(2) == 0 ? new CanonSentBy(Peer()) : new CanonExecuted(AnyCanonResult(canon.CanonResult)),
        _ => Invented(),
    };

    private ImmutableArray<FoldSubTraceLore> Alter(ImmutableArray<FoldSubTraceLore> lore)
    {
        if (lore.IsEmpty)
        {
            return [Invented(2)];
        }

        int index = random.Next(lore.Length);
        FoldSubTraceLore chosen = lore[index];
        return random.Next(6) switch
        {
            0 => lore.RemoveAt(index),
            1 => lore.Insert(random.Next(lore.Length), chosen),
            2 => lore.SetItem(index, chosen with { ValuePosition = Number() }),
            3 => lore.SetItem(index, Invented(random.Next(4))),
            4 => [.. lore.Reverse()],
            _ => lore.SetItem(index, chosen with { SubTraces = [.. chosen.SubTraces.Select(Alter)] }),
        };
    }

    private SubTraceDesc Alter(SubTraceDesc part) => random.Next(3) switch
    {
        0 => part,
        1 => part with { Begin = Number() },
        _ => part with { Length = Number() },
    };

    private FoldSubTraceLore Invented(int parts) =>
        new(Number(), [.. Enumerable.Range(0, parts).Select(_ => new SubTraceDesc(Number(), Number()))]);

    private ExecutedState Invented() => random.Next(7) switch
    {
        0 => new ParState(Number(), Number()),
        1 => new ApState([Number()]),
        2 => new FoldState([.. Enumerable.Range(0, random.Next(3)).Select(_ => Invented(2))]),
        3 => new CanonSentBy(Peer()),
        _ => new CallSentBy(Peer(), random.Next(2) == 0 ? null : Number()),
    };

    private DataCid Value(DataCid serviceResult) =>
        data.ServiceResults.TryGet(serviceResult, out ServiceResultAggregate? result) ? result.Value : serviceResult;

    private DataCid AnyServiceResult(DataCid otherwise) => Any(data.ServiceResults, otherwise);

    private DataCid AnyCanonResult(DataCid otherwise) => Any(data.CanonResults, otherwise);

    private DataCid Any<T>(CidStore<T> store, DataCid otherwise)
        where T : class
    {
        List<DataCid> cids = [];
        foreach ((DataCid cid, _) in store)
        {
            cids.Add(cid);
        }

        return cids.Count == 0 ? otherwise : cids[random.Next(cids.Count)];
    }

    private string Peer() => random.Next(6) == 0 ? "nobody" : NetworkCase.Ids[random.Next(NetworkCase.MostPeers)];

    private uint Number() => random.Next(12) switch
    {
        0 => uint.MaxValue,
        1 => (uint)random.Next(),
        _ => (uint)random.Next(8),
    };
}

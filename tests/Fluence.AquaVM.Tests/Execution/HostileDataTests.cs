using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Execution;

/// <summary>Data whose CIDs and signatures are right can still hold any states in any order.</summary>
public sealed class HostileDataTests
{
    private static readonly string[] Scripts =
    [
        """
        (seq (par (call "A" ("" "a") [] $s) (call "B" ("" "b") [] $s))
          (fold $s i (par (seq (call "A" ("" "") [i] x) (ap x $out)) (seq (canon "A" $s #cc) (next i)))))
        """,
        """
        (seq (xor (call "A" ("fail" "a") [1] x) (ap :error: x))
          (seq (ap ("k" x) %m) (seq (fold %m i (seq (ap i $s) (next i)) (null)) (par (canon "A" %m #%cm) (canon "A" %m object)))))
        """,
        """
        (seq (ap 1 $s) (new $s (seq (ap 2 $s) (seq (fold $s i (seq (xor (match i 2 (ap 3 $s)) (null)) (next i))) (call "A" ("" "f") [])))))
        """,
    ];

    [Fact]
    public void Any_states_are_executed_or_end_the_run_with_a_documented_error()
    {
        InterpreterData[] honest = [.. Scripts.Select(script => new TestPeer("A", script).Run(Services.ByName).Data)];
        InterpreterData all = Union(honest);
        ExecutedState[] states = [.. honest.SelectMany(data => data.Trace)];
        var random = new Random(4711);
        var codes = new HashSet<int>();
        for (int round = 0; round < 2_000; round++)
        {
            string script = Scripts[random.Next(Scripts.Length)];
            var peer = new TestPeer(random.Next(2) == 0 ? "A" : "B", script);
            InterpreterData hostile = all with { Trace = Damage(honest[random.Next(honest.Length)].Trace, states, random) };
            try
            {
                peer.Run(all with { Trace = Damage(honest[Array.IndexOf(Scripts, script)].Trace, states, random) });
                codes.Add(peer.Run(hostile).Code);
            }
            catch (UncatchableException error)
            {
                codes.Add(error.Code);
            }
        }

        Assert.Superset(new HashSet<int> { 0, 20000, 20006, 20014, 20017 }, codes);
    }

    /// <summary>The original traps there; a result that nobody keeps must not slip through, because nobody signs it either.</summary>
    [Fact]
    public void A_result_of_a_call_whose_arguments_are_missing_ends_the_run()
    {
        DataCid unused = new(System.Text.Encoding.ASCII.GetBytes("bagaaihra"));
        var hostile = new InterpreterData { Trace = [new ParState(1, 1), new CallSentBy("A", null), new CallExecutedUnused(unused)] };
        var peer = new TestPeer("A", """(par (call "B" ("" "give") [] x) (call "B" ("" "take") [x]))""");
        Assert.Equal(29002, Assert.Throws<UncatchableException>(() => peer.Run(hostile)).Code);
    }

    private static ImmutableArray<ExecutedState> Damage(ImmutableArray<ExecutedState> trace, ExecutedState[] states, Random random)
    {
        List<ExecutedState> damaged = [.. trace];
        for (int i = random.Next(4); i > 0 && damaged.Count > 0; i--)
        {
            int index = random.Next(damaged.Count);
            switch (random.Next(4))
            {
                case 0:
                    damaged.RemoveAt(index);
                    break;
                case 1:
                    damaged.Insert(index, states[random.Next(states.Length)]);
                    break;
                case 2:
                    damaged[index] = Alter(damaged[index], random);
                    break;
                default:
                    damaged.RemoveRange(index, damaged.Count - index);
                    break;
            }
        }

        return [.. damaged];
    }

    private static ExecutedState Alter(ExecutedState state, Random random) => state switch
    {
        ParState => new ParState(Number(random), Number(random)),
        ApState => new ApState([.. Enumerable.Range(0, random.Next(3)).Select(_ => Number(random))]),
        CallExecutedStream call => call with { Generation = Number(random) },
        CallExecutedScalar call => new CallSentBy(random.Next(2) == 0 ? "A" : "B", random.Next(2) == 0 ? Number(random) : null),
        CanonExecuted => new CanonSentBy("B"),
        FoldState fold => new FoldState([.. fold.Lore.Select(lore => new FoldSubTraceLore(
            Number(random), [.. lore.SubTraces.Select(part => new SubTraceDesc(Number(random), Number(random)))]))]),
        _ => state,
    };

    private static uint Number(Random random) => random.Next(8) switch
    {
        0 => uint.MaxValue,
        1 => (uint)random.Next(),
        _ => (uint)random.Next(6),
    };

    private static InterpreterData Union(InterpreterData[] parts)
    {
        InterpreterData all = parts[0];
        foreach (InterpreterData part in parts)
        {
            var state = new CidState(all, part, new CidPool());
            all = new InterpreterData
            {
                Values = state.Values,
                Tetraplets = state.Tetraplets,
                CanonElements = state.CanonElements,
                CanonResults = state.CanonResults,
                ServiceResults = state.ServiceResults,
            };
        }

        return all;
    }
}

using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm;

/// <summary>Particles whose steps run partly on our interpreter and partly on avm.wasm: the outcome must not tell which ran where.</summary>
public sealed class MixedNetworkTests
{
    private static readonly string[] Peers = ["init", "a", "b", "c"];

    private static readonly (string Name, string Script)[] Scripts =
    [
        ("a chain over all peers", """
            (seq (call "@a" ("op" "me") [] x) (seq (call "@b" ("op" "pair") [x 1.5] y)
             (seq (call "@c" ("op" "pair") [y.$.[0] y %init_peer_id% %timestamp% %ttl%] z) (call %init_peer_id% ("end" "done") [z x y]))))
            """),
        ("all at once, joined on scalars", """
            (seq (par (par (call "@a" ("op" "me") [] x) (call "@b" ("op" "me") [] y)) (call "@c" ("op" "me") [] z))
             (call %init_peer_id% ("end" "done") [x y z]))
            """),
        ("a fold over peers, collected in a stream", """
            (seq (seq (call %init_peer_id% ("data" "peers") [] peers)
              (fold peers peer (par (seq (call peer ("op" "me") [] me) (seq (ap me $all) (call %init_peer_id% ("op" "noop") []))) (next peer))))
             (new $test (fold $all one (seq (seq (ap one $test) (canon %init_peer_id% $test #test))
              (xor (match #test.length 3 (seq (canon %init_peer_id% $all #all) (call %init_peer_id% ("end" "done") [#all #all.length])))
               (next one))))))
            """),
        ("errors caught near and far", """
            (seq (xor (call "@a" ("op" "fail") ["why"] x) (call "@b" ("op" "pair") [:error: %last_error%] y))
             (seq (xor (call "@c" ("op" "broken") [] z) (call "@c" ("op" "pair") [:error:.$.error_code] w))
              (call %init_peer_id% ("end" "done") [y.$.[0].message w])))
            """),
        ("streams of streams on several peers", """
            (seq (seq (call "@a" ("data" "[1,2,3]") [] numbers) (fold numbers n (seq (call "@b" ("op" "identity") [n] $doubled) (next n))))
             (seq (canon "@b" $doubled #doubled) (seq (fold #doubled d (par (call "@c" ("op" "pair") [d] $pairs) (next d)))
              (seq (canon "@c" $pairs #pairs) (call %init_peer_id% ("end" "done") [#doubled #pairs #pairs.$.[1]])))))
            """),
        ("a recursive stream", """
            (seq (call "@a" ("data" "1") [] $queue) (seq (fold $queue item (seq (xor (match item 4 (null))
              (seq (call "@b" ("op" "identity") [item] same) (xor (match same 1 (ap 2 $queue)) (xor (match same 2 (ap 3 $queue)) (ap 4 $queue)))))
              (next item)) (null)) (seq (canon %init_peer_id% $queue #queue) (call %init_peer_id% ("end" "done") [#queue]))))
            """),
        ("stream maps", """
            (seq (seq (call "@a" ("op" "me") [] me) (seq (ap ("first" me) %map) (seq (ap (2 "two") %map) (ap ("first" "again") %map))))
             (seq (canon "@b" %map #%canon) (seq (fold #%canon pair (seq (call "@c" ("op" "pair") [pair.$.key pair.$.value] $seen) (next pair)))
              (seq (canon "@b" $seen #seen) (seq (canon %init_peer_id% %map object)
               (call %init_peer_id% ("end" "done") [#%canon.$.first #seen object]))))))
            """),
        ("scopes and early failure", """
            (seq (call "@a" ("op" "me") [] x) (seq (new x (seq (call "@b" ("op" "me") [] x) (call "@c" ("op" "identity") [x] y)))
             (xor (mismatch x "a" (null)) (seq (call "@b" ("op" "pair") [x y] z) (call %init_peer_id% ("end" "done") [z])))))
            """),
    ];

    [NodeFact("client")]
    public async Task Every_distribution_of_interpreters_over_peers_makes_the_same_calls()
    {
        await using WasmInterpreter wasm = await WasmInterpreter.StartAsync();
        await using OurInterpreter ours = new();
        foreach ((string name, string script) in Scripts)
        {
            IReadOnlyList<string> expected = await RunAsync(script, _ => wasm);
            Assert.Contains(expected, call => call.StartsWith("init end.done(", StringComparison.Ordinal));
            for (int distribution = 0; distribution < 1 << Peers.Length; distribution++)
            {
                IReadOnlyList<string> actual = await RunAsync(script, peer => (distribution >> peer & 1) == 1 ? ours : wasm);
                Assert.True(expected.SequenceEqual(actual),
                    $"{name}, ours on {string.Join(" ", Peers.Where((_, peer) => (distribution >> peer & 1) == 1))}:\n"
                    + $"expected\n{string.Join('\n', expected)}\nactual\n{string.Join('\n', actual)}");
            }
        }
    }

    private static async Task<IReadOnlyList<string>> RunAsync(string script, Func<int, IInterpreter> interpreter)
    {
        VmNetwork network = new();
        foreach ((int index, string peer) in Peers.Index())
        {
            network.Add(peer, interpreter(index));
        }

        await network.RunAsync(script);
        return network.Calls;
    }
}

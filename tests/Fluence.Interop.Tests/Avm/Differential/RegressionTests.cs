using Fluence.TestKit;

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>Cases on which the interpreters once differed, shrunk.</summary>
[Collection("differential")]
public sealed class RegressionTests
{
    private static readonly (string Name, NetworkCase Case)[] Cases =
    [
        ("generations that the original cannot hold", new NetworkCase(174, """
            (call "@1" ("me" "0") [] $s4)
            """, Peers: 2, MostInvokes: 6, Mutations: 200)),
        ("an error code that the original cannot hold", new NetworkCase(1, """
            (seq (call "@0" ("object" "20") [] x1) (par (null) (fail x1)))
            """, Peers: 1, MostInvokes: 2, Mutations: 30)),
        ("a result that nobody keeps, of a call whose arguments are missing", new NetworkCase(3000527, """
            (seq (xor (call "@1" ("me" "0") []) (call "@1" ("me" "0") [] x0)) (call "@1" ("me" "0") [x0]))
            """, Peers: 2, MostInvokes: 7, Mutations: 60)),
        ("a result of a call to a peer that does not exist", new NetworkCase(3, """
            (seq (par (call "nobody" ("me" "0") [] x0) (call "@3" ("me" "0") [])) (call "@2" ("me" "0") [x0]))
            """, Peers: 4, MostInvokes: 6, Mutations: 60)),
        ("a stream of new that a fold enters again", new NetworkCase(3024887, """
            (seq (ap 0.1 $s0) (fold $s0 i7 (new $s8 (new $s8 (par (canon "@0" $s0 #$c9) (next i7)))) (ap #$c9 $s8)))
            """, Peers: 1, MostInvokes: 1, Mutations: 60)),
        ("failed calls whose value is no failure", new NetworkCase(2, """
            (call "@2" ("me" "0") [] x1)
            """, Peers: 4, MostInvokes: 10, Mutations: 200)),
    ];

    [NodeFact("client")]
    public void Nothing_differs_any_more()
    {
        using BothVms vms = new();
        foreach ((string name, NetworkCase @case) in Cases)
        {
            for (int seed = 0; seed < 10; seed++)
            {
                Difference? difference = RandomNetwork.Run(@case with { Seed = @case.Seed + seed }, vms);
                Assert.True(difference is null, $"{name}: {difference}");
            }
        }
    }
}

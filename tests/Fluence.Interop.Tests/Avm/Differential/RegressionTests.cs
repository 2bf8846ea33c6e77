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

using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>Replicated calls with a quorum: seven replicas.</summary>
public sealed class QuorumTests
{
    private const int Timeout = 5_000;

    private static readonly Fault[] AllFaults = [.. Enum.GetValues<Fault>().Except([Fault.None])];

    [Fact]
    public void Two_faulty_replicas_of_seven_do_not_keep_the_others_from_agreeing() => Seeds.Run(7, static network =>
    {
        network.Break(2, AllFaults);
        JsonValue answer = Ask(network, need: 4);
        Assert.True(answer.Get("ok").IsTrue());
        Assert.Equal(Oracle.Truth("life"), answer.Get("value").AsText());
    });

    private static JsonValue Ask(SimulatedNetwork network, int need)
    {
        Oracle.Install(network);
        return network.Run(
            AquaScripts.Of("quorum.aqua", "ask"),
            ("replicas", network.ReplicaList),
            ("need", Json.Number(need)),
            ("timeout_ms", Json.Number(Timeout)),
            ("question", Json.Text("life")));
    }
}

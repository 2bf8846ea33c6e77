using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>A service of replicas that answers each question with the same text, where it does not lie.</summary>
internal static class Oracle
{
    /// <summary>What liars answer who agree on it.</summary>
    public const string CommonLie = "lie";

    public static string Truth(string question) => $"truth about {question}";

    /// <summary>Gives all replicas the service.</summary>
    public static void Install(SimulatedNetwork network)
    {
        network.Services["oracle"] = static (_, call) => Text(Truth(call.Request.Arguments[0].AsText()));
        network.Lie = (peer, _, _) => peer.Fault == Fault.Lies ? Text(CommonLie)
            : network.Random.Next(4) == 0 ? new CallResult(0, "{\"not\":[\"a\",\"text\"]}") : Text($"lie {network.Random.Next()}");
    }

    /// <summary>Calls a function of <c>calls.aqua</c>.</summary>
    public static JsonValue Run(SimulatedNetwork network, string function, params (string Name, JsonValue Value)[] arguments)
    {
        Install(network);
        return network.Run(
            AquaScripts.Of("calls.aqua", function),
            [("replicas", network.ReplicaList), ("timeout_ms", Json.Number(Timeout)), ("question", Json.Text("life")), .. arguments]);
    }

    /// <summary>How long scripts wait for replicas, in milliseconds.</summary>
    public const int Timeout = 2_000;

    public static CallResult Text(string text) => new(0, new JsonString(text).ToString());
}

using System.Globalization;
using System.Text;
using Fluence.AquaVM;
using Fluence.Services.Calls;
using Fluence.Subnets.Tests.Simulation;

namespace Fluence.Subnets.Tests;

/// <summary>What liars answer in place of the consensus service: well-formed, to the purpose, and false.</summary>
internal static class ConsensusLies
{
    /// <summary>The value that liars want.</summary>
    public const string Evil = "evil";

    public static CallResult Answer(SimulatedNetwork network, SimulatedPeer peer, CallContext call, CallResult truth)
    {
        if (peer.Fault == Fault.Lies)
        {
            return Lie(call, Evil, 1);
        }

        return network.Random.Next(6) switch
        {
            0 => truth,
            1 => Oracle.Text(""),
            2 => new CallResult(0, "{\"not\":\"a text\"}"),
            3 => Oracle.Text("9999999999:nonsense"),
            _ => Lie(call, network.Random.Next(2) == 0 ? Evil : "worse", network.Random.Next(3)),
        };
    }

    /// <summary>A ballot as replicas write it.</summary>
    public static string Ballot(string name, IEnumerable<string> members, long round, string value) => Start(name, members, round) + Field(value);

    private static CallResult Lie(CallContext call, string value, int before)
    {
        if (call.Request.FunctionName is "decide" or "decision")
        {
            return Oracle.Text(value);
        }

        string[] members = [.. call.Request.Arguments[1].Items().Select(Json.AsText)];
        long round = call.Request.Arguments[2].AsNumber();
        string start = Start(call.Request.Arguments[0].AsText(), members, round);
        return Oracle.Text(call.Request.FunctionName == "status"
            ? start + Field(round - before) + Field(value) + Field(1) + Field(round - before) + Field(value)
            : start + Field(value));
    }

    /// <summary>A ballot, or what begins a status.</summary>
    private static string Start(string name, IEnumerable<string> members, long round) =>
        Field(Field(name) + string.Concat(members.Select(Field))) + Field(round);

    private static string Field(long number) => Field(number.ToString(CultureInfo.InvariantCulture));

    private static string Field(string text) => $"{Encoding.UTF8.GetByteCount(text)}:{text}";
}

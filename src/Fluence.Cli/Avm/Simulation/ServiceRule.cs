using System.Collections.Immutable;
using Fluence.AquaVM;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Avm.Simulation;

/// <summary>How one function answers in a simulation.</summary>
/// <param name="Peer">The name of the peer that has it; null for all.</param>
/// <param name="Service">The service's id.</param>
/// <param name="Function">The function's name; null for all of the service.</param>
internal abstract record ServiceRule(string? Peer, string Service, string? Function)
{
    /// <summary>Whether a call is answered by this rule.</summary>
    public bool Matches(string peer, CallRequest call) =>
        (Peer is null || Peer == peer) && Service == call.ServiceId && (Function is null || Function == call.FunctionName);

    /// <summary>The answer.</summary>
    /// <param name="call">The call.</param>
    /// <param name="previousCalls">How often this rule has answered the same peer before.</param>
    public abstract CallResult Answer(CallRequest call, int previousCalls);
}

/// <summary>Gives one value after the other, and the last one from then on: JSON texts, at least one.</summary>
internal sealed record ResultRule(string? Peer, string Service, string? Function, ImmutableArray<string> Results)
    : ServiceRule(Peer, Service, Function)
{
    public override CallResult Answer(CallRequest call, int previousCalls) =>
        new(0, Results[Math.Min(previousCalls, Results.Length - 1)]);
}

/// <summary>Gives one of the call's arguments back, counted from 0.</summary>
internal sealed record ArgumentRule(string? Peer, string Service, string? Function, int Index) : ServiceRule(Peer, Service, Function)
{
    public override CallResult Answer(CallRequest call, int previousCalls) => Index < call.Arguments.Length
        ? new CallResult(0, call.Arguments[Index].ToString())
        : new CallResult(1, new JsonString($"there is no argument {Index} to give back, only {call.Arguments.Length}").ToString());
}

/// <summary>Fails with a code other than 0 and a message, a JSON text.</summary>
internal sealed record ErrorRule(string? Peer, string Service, string? Function, int Code, string Message)
    : ServiceRule(Peer, Service, Function)
{
    public override CallResult Answer(CallRequest call, int previousCalls) => new(Code, Message);
}

using System.Collections.Immutable;
using Fluence.Client.Services;
using Fluence.Primitives.Json;

namespace Fluence.Client;

/// <summary>A script to run, with what it asks of the client while it runs.</summary>
/// <param name="Air">
/// The script. By convention it takes its arguments from <c>getDataSrv</c>, returns its result through <c>callbackSrv.response</c>
/// and reports an error that nothing caught through <c>errorHandlingSrv.error</c>, all on the init peer.
/// </param>
public sealed record ScriptCall(string Air)
{
    /// <summary>The arguments by name. The relay's peer id is there as <c>-relay-</c> always.</summary>
    public IReadOnlyDictionary<string, JsonValue> Arguments { get; init; } = ImmutableDictionary<string, JsonValue>.Empty;

    /// <summary>
    /// The functions that the script may call on the client, by service and name. They stay callable for as long as the script may take,
    /// also after it has returned.
    /// </summary>
    public IReadOnlyDictionary<(string ServiceId, string Function), ServiceFunction> Functions { get; init; } =
        ImmutableDictionary<(string, string), ServiceFunction>.Empty;

    /// <summary>Whether the script returns nothing. Then nobody waits for it: it is done when it has set out.</summary>
    public bool ReturnsNothing { get; init; }

    /// <summary>How long the script may take. The original client's default.</summary>
    public TimeSpan Ttl { get; init; } = TimeSpan.FromSeconds(7);
}

/// <summary>What a script has returned.</summary>
/// <param name="Values">The values of <c>callbackSrv.response</c>, in order.</param>
/// <param name="ParticleId">The particle in which the script travelled, which salts every signature in the data.</param>
/// <param name="Data">The interpreter data at the time of the return: the record of every step, signed by the peers that made it.</param>
public sealed record ScriptResult(ImmutableArray<JsonValue> Values, string ParticleId, ReadOnlyMemory<byte> Data);

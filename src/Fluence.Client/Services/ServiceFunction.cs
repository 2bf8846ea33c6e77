using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.Client.Services;

/// <summary>A function that a client offers to scripts.</summary>
/// <param name="call">What is called, by whom, with what.</param>
/// <param name="cancellation">Ends when the particle has no time left, or the client is closed.</param>
/// <returns>The result; null is JSON's null. An exception becomes an error of the call, with its message.</returns>
public delegate ValueTask<JsonValue?> ServiceFunction(ServiceCall call, CancellationToken cancellation);

/// <summary>A call of a client's function.</summary>
/// <param name="ServiceId">The service.</param>
/// <param name="Function">The function.</param>
/// <param name="Arguments">The arguments, as they came.</param>
/// <param name="ParticleId">The particle.</param>
/// <param name="InitPeerId">The peer that made the particle.</param>
/// <param name="Tetraplets">For each argument, which call on which peer its parts came from.</param>
public sealed record ServiceCall(
    string ServiceId,
    string Function,
    ImmutableArray<JsonValue> Arguments,
    string ParticleId,
    string InitPeerId,
    ImmutableArray<ImmutableArray<SecurityTetraplet>> Tetraplets);

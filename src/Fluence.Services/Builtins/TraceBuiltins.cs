using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Journeys;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>trace</c>, which the original does not have: what happened on this peer to the caller's own particles.</summary>
internal sealed class TraceBuiltins(ParticleJourneys journeys, PeerScopes scopes)
{
    /// <summary>
    /// <c>journey(particle_id: string) -> []Step</c>, a step as <see cref="JourneyJson"/> says; nothing for particles that another peer
    /// made. A worker tells of itself, the peer of its workers too.
    /// </summary>
    public FunctionOutcome Journey(CallContext call)
    {
        CallArguments arguments = new(call.Request.Arguments);
        return arguments.TryNext("particle_id", Shapes.Text, out string? particle)
            ? FunctionOutcome.Ok(new JsonArray(journeys.Of(call.InitPeerId, particle)
                .Where(step => call.Scope.IsHost || step.Peer == scopes.IdOf(call.Scope).ToString())
                .Select(JsonValue (step) => JourneyJson.Write(step))))
            : arguments.Error;
    }
}

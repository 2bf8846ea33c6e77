using Fluence.Crypto;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;

namespace Fluence.Services.Spells;

/// <summary>Calls the storage of spells for the peer itself, with the errors of the original.</summary>
internal sealed class SpellApi(ServiceRegistry services, PeerScopes scopes)
{
    /// <summary>Calls a function whose result has <c>success</c>.</summary>
    /// <param name="scope">Whose spell it is.</param>
    /// <param name="spell">The spell's id.</param>
    /// <param name="function">The function.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="caller">For whom it is called.</param>
    /// <param name="particle">The id of the particle for which it is called.</param>
    /// <param name="cancellation">Ends waiting for the spell.</param>
    public async ValueTask<(JsonObject? Result, ServiceFault? Fault)> CallAsync(
        PeerScope scope, string spell, string function, JsonArray arguments, PeerId caller, string particle, CancellationToken cancellation)
    {
        if (!services.TryFind(scope, spell, particle, out HostedService? service, out _) || service.Info.Kind != ServiceKind.Spell)
        {
            return (null, Fault($"Spell {spell} not found (function {function})", "ServiceNotFound", spell, function, null));
        }

        CallParameters parameters = new()
        {
            Particle = new ParticleParameters { Id = particle, InitPeerId = caller.ToString() },
            ServiceId = service.Info.Id,
            ServiceCreatorPeerId = service.Info.Owner.ToString(),
            HostId = scopes.HostId.ToString(),
            WorkerId = scopes.IdOf(scope).ToString(),
        };
        FunctionOutcome outcome = await service.CallAsync(function, arguments, parameters, cancellation);
        if (outcome.IsError)
        {
            string reason = ((JsonString)outcome.Value!).Value;
            return (null, Fault($"Error while calling {spell}.{function}: {reason}", "OtherError", spell, function, reason));
        }

        JsonObject result = (JsonObject)outcome.Value!;
        if (result.TryGetValue("success", out JsonValue? success) && success is JsonBool { Value: true })
        {
            return (result, null);
        }

        string error = result.TryGetValue("error", out JsonValue? text) && text is JsonString told ? told.Value : "";
        return (null, Fault(
            $"Call {spell}.{function} executed with the error: {error}", "ExecutionError", spell, function, error));
    }

    private static ServiceFault Fault(string message, string kind, string spell, string function, string? reason) => new(
        message,
        $"{kind} {{ spell_id: {RustDebug.Print(spell)}, function_name: {RustDebug.Print(function)}"
        + (reason is null ? "" : $", reason: {RustDebug.Print(reason)}") + " }");
}

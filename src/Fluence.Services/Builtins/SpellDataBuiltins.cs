using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;

namespace Fluence.Services.Builtins;

/// <summary>
/// The services by which a compiled function gets its arguments, gives back its result and tells its errors, for the particles of spells:
/// there they are the spell's storage.
/// </summary>
internal sealed class SpellDataBuiltins(SpellApi api, PeerScopes scopes)
{
    /// <summary><c>getDataSrv</c>: the function's name is the name of the argument.</summary>
    public async ValueTask<FunctionOutcome> GetAsync(CallContext call, CancellationToken cancellation)
    {
        string name = call.Request.FunctionName;
        if (name == "-relay-")
        {
            return FunctionOutcome.Ok(scopes.HostId.ToString());
        }

        if (!TryFindSpell(call, out string? spell, out FunctionOutcome error))
        {
            return error;
        }

        return name == "spell_id" ? FunctionOutcome.Ok(spell) : await GetArgumentAsync(call, spell, name, cancellation);
    }

    /// <summary><c>errorHandlingSrv.error</c>: an error, and its number in the script.</summary>
    public async ValueTask<FunctionOutcome> StoreErrorAsync(CallContext call, CancellationToken cancellation)
    {
        if (!TryFindSpell(call, out string? spell, out FunctionOutcome error))
        {
            return error;
        }

        JsonArray arguments = new([.. call.Request.Arguments, JsonNumber.FromUInt64(call.Particle.Timestamp)]);
        (_, ServiceFault? fault) = await api.CallAsync(
            call.Scope, spell, "store_error", arguments, call.InitPeerId, call.Particle.Id, cancellation);
        return fault is null ? FunctionOutcome.Empty : FunctionOutcome.Fail(
            $"Failed to store error [{string.Join(", ", arguments.Items.Select(RustDebug.Print))}] for spell {spell}: {fault.Message}");
    }

    /// <summary><c>callbackSrv.response</c>: an object, whose members are stored.</summary>
    public async ValueTask<FunctionOutcome> StoreResponseAsync(CallContext call, CancellationToken cancellation)
    {
        if (!TryFindSpell(call, out string? spell, out FunctionOutcome error))
        {
            return error;
        }

        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNextOptional("response", Shapes.Any, out Optional<JsonValue> response))
        {
            return arguments.Error;
        }

        if (!response.HasValue)
        {
            return FunctionOutcome.Empty;
        }

        string text = response.Value!.ToString()!;
        (_, ServiceFault? fault) = await api.CallAsync(
            call.Scope, spell, "set_json_fields", new JsonArray([new JsonString(text)]), call.InitPeerId, call.Particle.Id, cancellation);
        return fault is null
            ? FunctionOutcome.Empty : FunctionOutcome.Fail($"Failed to store response {text} for spell {spell}: {fault.Message}");
    }

    private async ValueTask<FunctionOutcome> GetArgumentAsync(CallContext call, string spell, string name, CancellationToken cancellation)
    {
        (JsonObject? result, ServiceFault? fault) = await api.CallAsync(
            call.Scope, spell, "get_string", new JsonArray([new JsonString(name)]), call.InitPeerId, call.Particle.Id, cancellation);
        if (result is null)
        {
            return FunctionOutcome.Fail($"Failed to get argument {name} for spell {spell}: {fault!.Message}");
        }

        if (result.TryGetValue("absent", out JsonValue? absent) && absent is JsonBool { Value: true }
            || !result.TryGetValue("value", out JsonValue? stored) || stored is not JsonString text)
        {
            return FunctionOutcome.Fail("value not found");
        }

        return JsonValue.TryParse(text.Value, out JsonValue? value, out string? problem)
            ? FunctionOutcome.Ok(value)
            : FunctionOutcome.Fail($"Failed to parse argument `{name} -> {text.Value}` for spell {spell}: {problem}");
    }

    private static bool TryFindSpell(CallContext call, [NotNullWhen(true)] out string? spell, out FunctionOutcome error)
    {
        spell = SpellParticle.SpellOf(call.Particle.Id);
        error = spell is not null ? default : FunctionOutcome.Fail(
            $"Invalid particle id: expected 'spell_{{SPELL_ID}}_{{COUNTER}}', got {call.Particle.Id}");
        return spell is not null;
    }
}

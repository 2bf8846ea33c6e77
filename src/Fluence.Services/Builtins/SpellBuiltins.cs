using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Workers;

namespace Fluence.Services.Builtins;

/// <summary>The service <c>spell</c>: spells of the scope on which it is called.</summary>
internal sealed class SpellBuiltins(SpellManager spells, ServiceRegistry services, PeerScopes scopes)
{
    public async ValueTask<FunctionOutcome> InstallAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("script", Shapes.Text, out string? script)
            || !arguments.TryNext("data", Shapes.Any, out JsonValue? data)
            || !arguments.TryNext("trigger_config", TriggerConfig.Shape, out TriggerConfig? config)
            || !arguments.TryNextOptional("alias", Shapes.Text, out Optional<string> alias))
        {
            return arguments.Error;
        }

        if (FindInstallProblem(call) is { } problem)
        {
            return problem;
        }

        FunctionOutcome? unnamed = null;
        (HostedService? spell, ServiceFault? fault) = await spells.InstallAsync(
            call.Scope, script, data, config, cancellation, alias.HasValue ? Name : null);
        return spell is not null ? FunctionOutcome.Ok(spell.Info.Id) : unnamed ?? fault!.ToOutcome();

        ServiceFault? Name(HostedService made)
        {
            // two runs of a script may install it at once, and a worker has one
            bool isOnlyOne = alias.Value == SpellParticle.WorkerSpellAlias && call.Scope.Worker is not null;
            ServiceFault? refusal = services.AddAlias(call.Scope, alias.Value!, made.Info.Id, call.InitPeerId, takesOver: !isOnlyOne);
            unnamed = refusal is null
                ? null : FunctionOutcome.Fail($"Failed to add alias {alias.Value} for spell {made.Info.Id}: {refusal.Debug}");
            return refusal;
        }
    }

    public async ValueTask<FunctionOutcome> RemoveAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("spell_id", Shapes.Text, out string? id))
        {
            return arguments.Error;
        }

        if (FindChangeProblem(
            call,
            (worker, creator) => $"Failed to remove spell {id}, spell can be removed by worker creator {creator}, "
                + $"worker itself {worker} or peer manager",
            host => $"Failed to remove spell {id}, worker itself {host} or peer manager") is { } forbidden)
        {
            return forbidden;
        }

        if (!TryFind(call, id, "remove_spell", out HostedService? spell, out FunctionOutcome error))
        {
            return error;
        }

        return (await spells.RemoveAsync(spell))?.ToOutcome() ?? FunctionOutcome.Empty;
    }

    public FunctionOutcome List(CallContext call) => FunctionOutcome.Ok(new JsonArray(
        [.. spells.Of(call.Scope).Select(spell => spell.Info.Id).Order(StringComparer.Ordinal)
            .Select(JsonValue (id) => new JsonString(id))]));

    public async ValueTask<FunctionOutcome> UpdateTriggerConfigAsync(CallContext call, CancellationToken cancellation)
    {
        CallArguments arguments = new(call.Request.Arguments);
        if (!arguments.TryNext("spell_id", Shapes.Text, out string? id))
        {
            return arguments.Error;
        }

        string start = $"Failed to update spell config {id}, spell config can be updated by ";
        string end = $" or peer manager; init_peer_id={call.InitPeerId}";
        if (FindChangeProblem(
            call,
            (worker, creator) => $"{start}worker creator {creator}, worker itself {worker}{end}",
            host => $"{start}worker itself {host}{end}") is { } forbidden)
        {
            return forbidden;
        }

        if (!TryFind(call, id, "update_trigger_config", out HostedService? spell, out FunctionOutcome error))
        {
            return error;
        }

        return arguments.TryNext("config", TriggerConfig.Shape, out TriggerConfig? config)
            ? (await spells.UpdateAsync(spell, config, cancellation))?.ToOutcome() ?? FunctionOutcome.Empty
            : arguments.Error;
    }

    private bool TryFind(
        CallContext call, string id, string function, [NotNullWhen(true)] out HostedService? spell, out FunctionOutcome error)
    {
        error = default;
        if (!services.TryFind(call.Scope, id, call.Particle.Id, out spell, out ServiceFault? fault))
        {
            error = fault.ToOutcome();
            return false;
        }

        if (spell.Info.Kind != ServiceKind.Spell)
        {
            error = ServiceFaults.Forbidden(scopes.IdOf(call.Scope), function, "the service isn't a spell").ToOutcome();
            return false;
        }

        return true;
    }

    private FunctionOutcome? FindInstallProblem(CallContext call)
    {
        if (scopes.IsManagement(call.InitPeerId))
        {
            return null;
        }

        if (call.Scope.Worker is not { } worker)
        {
            return FunctionOutcome.Fail(
                "Failed to install spell in the root scope, only management peer id can install top-level spells");
        }

        PeerId? creator = scopes.CreatorOf(worker);
        return creator is null ? WorkerFaults.NoWorker(worker).ToOutcome()
            : call.InitPeerId == worker || call.InitPeerId == creator ? null
            : FunctionOutcome.Fail(
                $"Failed to install spell on {WorkerFaults.DebugPrint(worker)}, spell can be installed by worker creator {creator}, "
                + $"worker itself {worker} or peer manager; init_peer_id={call.InitPeerId}");
    }

    private FunctionOutcome? FindChangeProblem(CallContext call, Func<PeerId, PeerId, string> onWorker, Func<PeerId, string> onHost)
    {
        if (scopes.IsManagement(call.InitPeerId))
        {
            return null;
        }

        if (call.Scope.Worker is not { } worker)
        {
            return scopes.IsHost(call.InitPeerId) ? null : FunctionOutcome.Fail(onHost(scopes.HostId));
        }

        PeerId? creator = scopes.CreatorOf(worker);
        return creator is null ? WorkerFaults.NoWorker(worker).ToOutcome()
            : call.InitPeerId == worker || call.InitPeerId == creator ? null
            : FunctionOutcome.Fail(onWorker(worker, creator));
    }
}

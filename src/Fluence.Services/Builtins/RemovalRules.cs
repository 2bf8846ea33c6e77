using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>
/// Who may remove what: its owner, its scope itself and the manager; spells only by <c>spell.remove</c>, and nothing else by it.
/// </summary>
internal static class RemovalRules
{
    public static async ValueTask<FunctionOutcome> RemoveAsync(
        ServiceRegistry services, PeerScopes scopes, CallContext call, string id, ServiceKind kind)
    {
        if (!services.TryFind(call.Scope, id, call.Particle.Id, out HostedService? service, out ServiceFault? fault))
        {
            return fault.ToOutcome();
        }

        fault = FindProblem(service.Info, scopes, call, kind) ?? await services.RemoveAsync(service);
        return fault?.ToOutcome() ?? FunctionOutcome.Empty;
    }

    private static ServiceFault? FindProblem(ServiceInfo service, PeerScopes scopes, CallContext call, ServiceKind kind) =>
        service.Kind == ServiceKind.Spell && kind != ServiceKind.Spell
            ? ServiceFaults.Forbidden(call.InitPeerId, "remove_service", "cannot remove a spell")
        : service.Kind != ServiceKind.Spell && kind == ServiceKind.Spell
            ? ServiceFaults.Forbidden(call.InitPeerId, "remove_spell", "the service isn't a spell")
        : call.InitPeerId != scopes.IdOf(call.Scope) && call.InitPeerId != service.Owner && !scopes.IsManagement(call.InitPeerId)
            ? ServiceFaults.Forbidden(call.InitPeerId, "remove_service", "only creator can remove service")
        : null;
}

using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>Who may remove a service: its owner, its scope itself and the manager. Spells are removed by <c>spell.remove</c>.</summary>
internal static class RemovalRules
{
    public static async ValueTask<FunctionOutcome> RemoveAsync(
        ServiceRegistry services, PeerScopes scopes, CallContext call, string id)
    {
        if (!services.TryFind(call.Scope, id, call.Particle.Id, out HostedService? service, out ServiceFault? fault))
        {
            return fault.ToOutcome();
        }

        fault = FindProblem(service.Info, scopes, call) ?? await services.RemoveAsync(service);
        return fault?.ToOutcome() ?? FunctionOutcome.Empty;
    }

    private static ServiceFault? FindProblem(ServiceInfo service, PeerScopes scopes, CallContext call) =>
        service.Kind == ServiceKind.Spell
            ? ServiceFaults.Forbidden(call.InitPeerId, "remove_service", "cannot remove a spell")
        : call.InitPeerId != scopes.IdOf(call.Scope) && call.InitPeerId != service.Owner && !scopes.IsManagement(call.InitPeerId)
            ? ServiceFaults.Forbidden(call.InitPeerId, "remove_service", "only creator can remove service")
        : null;
}

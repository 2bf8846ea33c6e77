using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;

namespace Fluence.Services.Builtins;

/// <summary>
/// Keeps functions that change the peer for its owners: the particle's init peer must be the host or its manager, or the particle one of a
/// worker spell of this peer.
/// </summary>
internal sealed class CallGuard(PeerScopes scopes, ServiceRegistry? services)
{
    /// <summary>Null when the call is allowed, otherwise the error to answer.</summary>
    public FunctionOutcome? Check(CallContext call) =>
        scopes.IsHost(call.InitPeerId) || scopes.IsManagement(call.InitPeerId) || IsWorkerSpell(call)
            ? null : FunctionOutcome.Fail("This function is only available to the host or worker spells");

    /// <summary>The init peer is local, and has a spell by the name of <c>worker-spell</c> whose particle this is.</summary>
    private bool IsWorkerSpell(CallContext call) => scopes.TryFind(call.InitPeerId, out PeerScope scope)
        && SpellParticle.SpellOf(call.Particle.Id) is { } spell
        && services is not null
        && services.TryFind(scope, SpellParticle.WorkerSpellAlias, call.Particle.Id, out HostedService? service, out _)
        && service.Info.Kind == ServiceKind.Spell && service.Info.Id == spell;
}

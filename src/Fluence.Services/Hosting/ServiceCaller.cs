using System.Collections.Immutable;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Vault;

namespace Fluence.Services.Hosting;

/// <summary>Calls services for particles, and tells the services who calls.</summary>
internal sealed class ServiceCaller(ServiceRegistry services, PeerScopes scopes, ParticleVault vault, VaultTokens tokens)
{
    /// <summary>Calls the service that a request names by id or alias; an outcome that is not defined where there is none.</summary>
    public async ValueTask<FunctionOutcome> CallAsync(CallContext call, CancellationToken cancellation)
    {
        if (!services.TryFind(call.Scope, call.Request.ServiceId, call.Particle.Id, out HostedService? service, out _))
        {
            return FunctionOutcome.NotDefined;
        }

        if (service.UsesFiles)
        {
            vault.Create(call.Scope, call.Particle);
        }

        return await service.CallAsync(
            call.Request.FunctionName, new JsonArray(call.Request.Arguments), Parameters(call, service), cancellation);
    }

    private CallParameters Parameters(CallContext call, HostedService service) => !service.AsksWhoCalls ? CallParameters.Empty : new()
    {
        Particle = new ParticleParameters
        {
            Id = call.Particle.Id,
            InitPeerId = call.InitPeerId.ToString(),
            Timestamp = call.Particle.Timestamp,
            Ttl = call.Particle.Ttl,
            Script = call.Particle.Script,
            Signature = call.Particle.Signature,
            Token = tokens.Of(call.Particle.Signature),
        },
        ServiceId = service.Info.Id,
        ServiceCreatorPeerId = service.Info.Owner.ToString(),
        HostId = scopes.HostId.ToString(),
        WorkerId = scopes.IdOf(call.Scope).ToString(),
        Tetraplets = [.. call.Request.Tetraplets.Select(origins => origins.Select(Convert).ToImmutableArray())],
    };

    private static Marine.Services.SecurityTetraplet Convert(AquaVM.Data.SecurityTetraplet origin) =>
        new(origin.PeerPk, origin.ServiceId, origin.FunctionName, origin.Lens);
}

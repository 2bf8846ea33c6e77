using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Particles.Recording;
using Fluence.Peer.Network;
using Fluence.Services;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer;

/// <summary>
/// What particles do on a node in one of its scopes: they call its builtins and services, and go to other peers over libp2p, or to another
/// scope of the same node.
/// </summary>
internal sealed partial class NodeEffects(
    PeerScope scope,
    ScopeProcessors processors,
    Libp2pHost host,
    NodeConnectivity network,
    HostedPeer hosted,
    ParticleOptions options,
    ParticleRecorder? recorder,
    ILogger logger,
    TimeProvider time)
    : IParticleEffects
{
    public ValueTask<CallResult> CallAsync(Particle particle, CallRequest request, CancellationToken cancellation)
    {
        DateTimeOffset deadline = DateTimeOffset.FromUnixTimeMilliseconds(
            (long)Math.Min(particle.Deadline, (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
        CallContext call = new(request, Describe(particle), scope, deadline);
        return hosted.Journeys.CallAsync(
            particle.InitPeerId, particle.Id, Self, request, () => hosted.Functions.CallAsync(call, cancellation));
    }

    /// <summary>
    /// Hands the particle over to another scope of this node; otherwise sends it over the open connection, or connects by the addresses
    /// known or found by Kademlia; one time limit covers all.
    /// </summary>
    public Task<bool> SendAsync(PeerId peer, Particle particle, CancellationToken cancellation) => hosted.Journeys.SendAsync(
        particle.InitPeerId, particle.Id, Self, peer, () => DeliverAsync(peer, particle, cancellation));

    private async Task<bool> DeliverAsync(PeerId peer, Particle particle, CancellationToken cancellation)
    {
        if (processors.IsLocal(peer))
        {
            return await processors.AdmitAsync(peer, particle, cancellation) is null;
        }

        return await SendToNetworkAsync(peer, particle, cancellation);
    }

    public void OnInterpreted(Particle particle, InvokeRequest request, InvokeOutcome outcome)
    {
        recorder?.Record(particle, request, outcome);
        hosted.Journeys.OnInterpreted(particle.InitPeerId, particle.Id, Self, request, outcome);
        if (outcome.RetCode != 0)
        {
            LogInterpretationFailed(particle.Id, particle.InitPeerId, outcome.RetCode, outcome.ErrorMessage);
        }
    }

    public void OnEnded(Particle particle)
    {
        try
        {
            hosted.OnParticleEnded(scope, Describe(particle));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            LogVaultStays(particle.Id, failure.Message);
        }
    }

    private string Self { get; } = (scope.Worker ?? host.PeerId).ToString();

    private static CallingParticle Describe(Particle particle) => new(
        particle.Id, particle.InitPeerId, particle.Timestamp, particle.Ttl, particle.Script, particle.Signature);

    private async Task<bool> SendToNetworkAsync(PeerId peer, Particle particle, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(options.SendTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            if (!host.IsConnected(peer) && !await network.ReachAsync(peer, either.Token))
            {
                LogSendFailed(particle.Id, peer, "it is not connected, no address of it answers, and other peers do not know it either");
                return false;
            }

            await ParticleProtocol.SendAsync(host, peer, particle, either.Token);
            return true;
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            LogSendFailed(particle.Id, peer, $"not delivered within {options.SendTimeout.TotalSeconds} s");
        }
        catch (OperationCanceledException)
        {
            LogSendFailed(particle.Id, peer, "the particle expired first");
        }
        catch (Exception broken) when (broken is IOException or TimeoutException)
        {
            LogSendFailed(particle.Id, peer, broken.Message);
        }

        return false;
    }

    [LoggerMessage(EventId = 4000, Level = LogLevel.Warning, Message = "could not send particle {ParticleId} to {Peer}: {Reason}")]
    private partial void LogSendFailed(string particleId, PeerId peer, string reason);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information,
        Message = "particle {ParticleId} of {InitPeer}: the interpreter ended with code {Code}: {Error}")]
    private partial void LogInterpretationFailed(string particleId, PeerId initPeer, int code, string error);

    [LoggerMessage(EventId = 4002, Level = LogLevel.Warning, Message = "the vault of particle {ParticleId} could not be removed: {Reason}")]
    private partial void LogVaultStays(string particleId, string reason);
}

using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Particles.Recording;
using Fluence.Services;
using Fluence.Services.Builtins;
using Fluence.Services.Calls;
using Microsoft.Extensions.Logging;

namespace Fluence.Peer;

/// <summary>What particles do on a node: they call its builtins, and go to other peers over libp2p.</summary>
internal sealed partial class NodeEffects(
    Libp2pHost host,
    IPeerConnectivity network,
    FunctionRouter functions,
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
        return functions.CallAsync(new CallContext(request, particle.Id, particle.InitPeerId, deadline), cancellation);
    }

    /// <summary>Sends over the open connection, or connects by the addresses known; one time limit covers both.</summary>
    public async Task<bool> SendAsync(PeerId peer, Particle particle, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(options.SendTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            if (!host.IsConnected(peer) && !await network.ConnectAsync(peer, [], either.Token))
            {
                LogSendFailed(particle.Id, peer, "it is not connected, and no address of it answers");
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

    public void OnInterpreted(Particle particle, InvokeRequest request, InvokeOutcome outcome)
    {
        recorder?.Record(particle, request, outcome);
        if (outcome.RetCode != 0)
        {
            LogInterpretationFailed(particle.Id, particle.InitPeerId, outcome.RetCode, outcome.ErrorMessage);
        }
    }

    [LoggerMessage(EventId = 4000, Level = LogLevel.Warning, Message = "could not send particle {ParticleId} to {Peer}: {Reason}")]
    private partial void LogSendFailed(string particleId, PeerId peer, string reason);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Information,
        Message = "particle {ParticleId} of {InitPeer}: the interpreter ended with code {Code}: {Error}")]
    private partial void LogInterpretationFailed(string particleId, PeerId initPeer, int code, string error);
}

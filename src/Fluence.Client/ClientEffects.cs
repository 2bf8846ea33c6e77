using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;

namespace Fluence.Client;

/// <summary>What particles do on a client: they call the running script's services, and go to the relay, whoever they are meant for.</summary>
internal sealed class ClientEffects(FluenceClient client, ParticleOptions options, TimeProvider time) : IParticleEffects
{
    public ValueTask<CallResult> CallAsync(Particle particle, CallRequest request, CancellationToken cancellation)
    {
        RunningScript? running = particle.InitPeerId == client.PeerId ? client.Find(particle.Id) : null;
        return ValueTask.FromResult(running?.Answer(request) ?? new CallResult(1, "\"the script has returned already\""));
    }

    public async Task<bool> SendAsync(PeerId peer, Particle particle, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(options.SendTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            Libp2pStream stream = await client.OpenStreamToRelayAsync(either.Token);
            await ParticleProtocol.SendAsync(stream, particle, either.Token);
            return true;
        }
        catch (Exception broken) when (broken is IOException or TimeoutException or OperationCanceledException)
        {
            Note(particle, $"the relay could not be reached: {broken.Message}");
            return false;
        }
    }

    public void OnInterpreted(Particle particle, InvokeOutcome outcome)
    {
        if (client.Find(particle.Id) is { } running)
        {
            running.Data = outcome.Data;
        }

        if (outcome.RetCode != 0)
        {
            Note(particle, $"the interpreter ended with code {outcome.RetCode}: {outcome.ErrorMessage}");
        }
    }

    private void Note(Particle particle, string problem)
    {
        if (client.Find(particle.Id) is { } running)
        {
            running.LastProblem = problem;
        }
    }
}

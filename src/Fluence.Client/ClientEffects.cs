using Fluence.AquaVM;
using Fluence.Client.Services;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Particles;
using Fluence.Particles.Execution;
using Fluence.Particles.Model;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;

namespace Fluence.Client;

/// <summary>
/// What particles do on a client: they call the running script's services, and go to the relay, whoever they are meant for.
/// </summary>
internal sealed class ClientEffects(FluenceClient client, ParticleOptions options, TimeProvider time) : IParticleEffects
{
    public ValueTask<CallResult> CallAsync(Particle particle, CallRequest request, CancellationToken cancellation) =>
        client.Journeys.CallAsync(
            particle.InitPeerId, particle.Id, client.PeerId.ToString(), request, () => AnswerAsync(particle, request, cancellation));

    private async ValueTask<CallResult> AnswerAsync(Particle particle, CallRequest request, CancellationToken cancellation)
    {
        RunningScript? running = particle.InitPeerId == client.PeerId ? client.Find(particle.Id) : null;
        if ((running?.FunctionFor(request) ?? client.FindFunction(request.ServiceId, request.FunctionName)) is { } function)
        {
            return await RunAsync(function, particle, request, cancellation);
        }

        if (running?.Answer(request) is { } answer)
        {
            return answer;
        }

        if (client.Functions.Has(request.ServiceId, request.FunctionName))
        {
            return await client.Functions.CallAsync(Describe(particle, request), cancellation);
        }

        return running?.Unknown(request) ?? new CallResult(1, "\"the script has returned already\"");
    }

    private static CallContext Describe(Particle particle, CallRequest request) => new(
        request,
        new CallingParticle(
            particle.Id, particle.InitPeerId, particle.Timestamp, particle.Ttl, particle.Script, particle.Signature),
        PeerScope.Host,
        DateTimeOffset.FromUnixTimeMilliseconds(
            (long)Math.Min(particle.Deadline, (ulong)DateTimeOffset.MaxValue.ToUnixTimeMilliseconds())));

    private static async ValueTask<CallResult> RunAsync(
        ServiceFunction function, Particle particle, CallRequest request, CancellationToken cancellation)
    {
        ServiceCall call = new(
            request.ServiceId, request.FunctionName, request.Arguments, particle.Id, particle.InitPeerId.ToString(), request.Tetraplets);
        try
        {
            JsonValue result = await function(call, cancellation) ?? JsonNull.Instance;
            return new CallResult(0, result.ToString());
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // whatever the function throws is the script's to handle; this client and its other scripts go on
            string message = $"{request.ServiceId}.{request.FunctionName} failed: {failure.Message}";
            return new CallResult(1, new JsonString(message).ToString());
        }
    }

    public Task<bool> SendAsync(PeerId peer, Particle particle, CancellationToken cancellation) => client.Journeys.SendAsync(
        particle.InitPeerId, particle.Id, client.PeerId.ToString(), client.Find(particle.Id)?.Relay ?? client.RelayPeerId,
        () => DeliverAsync(particle, cancellation));

    private async Task<bool> DeliverAsync(Particle particle, CancellationToken cancellation)
    {
        using CancellationTokenSource timeout = new(options.SendTimeout, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, timeout.Token);
        try
        {
            try
            {
                await client.SendToRelayAsync(particle, either.Token);
            }
            catch (Libp2pException) when (!client.IsConnected)
            {
                // the relay was lost while this was sent, which may be noticed only now; a particle that comes twice does no harm
                await client.SendToRelayAsync(particle, either.Token);
            }

            if (client.Find(particle.Id) is { } running)
            {
                running.HasLeft = true;
            }

            return true;
        }
        catch (Exception broken) when (broken is IOException or TimeoutException or OperationCanceledException)
        {
            Note(particle, broken.Message);
            return false;
        }
    }

    public void OnEnded(Particle particle)
    {
    }

    public void OnInterpreted(Particle particle, InvokeRequest request, InvokeOutcome outcome)
    {
        client.Journeys.OnInterpreted(particle.InitPeerId, particle.Id, client.PeerId.ToString(), request, outcome);
        if (client.Find(particle.Id) is not { } running)
        {
            return;
        }

        string? problem = outcome.RetCode == 0 ? null : $"the interpreter ended with code {outcome.RetCode}: {outcome.ErrorMessage}";
        if (problem is not null && running.Data.IsEmpty)
        {
            // the first run has only the script to work on, so no later one can do better
            running.Fail(problem);
            return;
        }

        running.Data = outcome.Data;
        if (problem is null)
        {
            running.SetOut();
        }

        running.LastProblem = problem ?? running.LastProblem;
    }

    private void Note(Particle particle, string problem)
    {
        if (client.Find(particle.Id) is { } running)
        {
            running.LastProblem = problem;
            if (!running.HasLeft)
            {
                running.FailUnsent(problem);
            }
        }
    }
}

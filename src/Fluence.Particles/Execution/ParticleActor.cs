using System.Collections.Concurrent;
using System.Threading.Channels;
using Fluence.AquaVM;
using Fluence.Crypto;
using Fluence.Particles.Model;

namespace Fluence.Particles.Execution;

/// <summary>
/// One particle on this peer, from its first arrival until its end of life: keeps its data, runs the interpreter on whatever
/// arrives (data from other peers, results of service calls), one run at a time, and carries out what the runs ask for.
/// </summary>
internal sealed class ParticleActor
{
    private readonly ParticleEnvironment _environment;
    private readonly TimeSpan _life;
    private readonly Channel<ReadOnlyMemory<byte>> _mailbox;
    private readonly ConcurrentQueue<(uint CallId, CallResult Result)> _results = new();
    // who brings something runs the actor's next turn on its own thread
    private readonly Channel<bool> _wake = Channel.CreateBounded<bool>(new BoundedChannelOptions(1)
    {
        FullMode = BoundedChannelFullMode.DropWrite,
        SingleReader = true,
        AllowSynchronousContinuations = true,
    });

    private readonly TaskLimiter _calls;
    private readonly TaskLimiter _sends;
    private ReadOnlyMemory<byte> _data;

    public ParticleActor(Particle particle, ParticleEnvironment environment, TimeSpan life)
    {
        Particle = particle with { Data = default };
        _environment = environment;
        _life = life;
        _mailbox = Channel.CreateBounded<ReadOnlyMemory<byte>>(environment.Options.MailboxLength);
        _calls = new TaskLimiter(environment.Options.MaxConcurrentCalls);
        _sends = new TaskLimiter(environment.Options.MaxConcurrentSends);
    }

    /// <summary>The particle without its data.</summary>
    public Particle Particle { get; }

    /// <summary>Whether <paramref name="other"/> is this very particle, so that its signature need not be checked again.</summary>
    public bool IsSame(Particle other) => other.Id == Particle.Id && other.Timestamp == Particle.Timestamp && other.Ttl == Particle.Ttl
        && other.InitPeerId == Particle.InitPeerId && other.Script == Particle.Script;

    /// <summary>Hands in data from the network, waiting while the mailbox is full; false when the particle has ended meanwhile.</summary>
    public async ValueTask<bool> DeliverAsync(ReadOnlyMemory<byte> data, CancellationToken cancellation)
    {
        try
        {
            await _mailbox.Writer.WriteAsync(data, cancellation);
        }
        catch (ChannelClosedException)
        {
            return false;
        }

        Wake();
        return true;
    }

    /// <summary>Lives until the end of the particle's life or of the peer's. Never throws.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        using CancellationTokenSource deadline = new(_life, _environment.Time);
        using CancellationTokenSource life = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, stopping);
        try
        {
            while (true)
            {
                await _wake.Reader.ReadAsync(life.Token);
                await StepAsync(life.Token);
            }
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            // the particle has come to its end
        }
#pragma warning disable CA1031 // a defect met by one particle must not touch the others
        catch (Exception defect)
#pragma warning restore CA1031
        {
            _environment.Log.ActorFailed(Particle.Id, defect);
        }
        finally
        {
            await life.CancelAsync();
            _mailbox.Writer.TryComplete();
            await _calls.WhenIdleAsync();
            await _sends.WhenIdleAsync();
            _environment.Metrics.AddStored(-_data.Length);
            _data = default;
        }
    }

    /// <summary>One turn: everything that has arrived is worked off, with the results that come back at once.</summary>
    private async Task StepAsync(CancellationToken life)
    {
        while (true)
        {
            bool hasData = _mailbox.Reader.TryRead(out ReadOnlyMemory<byte> incoming);
            Dictionary<uint, CallResult> results = DrainResults();
            if (!hasData && results.Count == 0)
            {
                return;
            }

            InvokeRequest request = new(Particle.Script, _data, incoming, _environment.RunParameters(Particle), results);
            InvokeOutcome outcome = await _environment.Pool.InvokeAsync(request, life);
            Keep(outcome.Data);
            _environment.Effects.OnInterpreted(Particle, request, outcome);
            foreach (string peer in outcome.NextPeers)
            {
                await SendAsync(peer, outcome.Data, life);
            }

            foreach ((uint callId, CallRequest call) in outcome.CallRequests)
            {
                await _calls.StartAsync(() => CallAsync(callId, call, life), life);
            }
        }
    }

    private Dictionary<uint, CallResult> DrainResults()
    {
        Dictionary<uint, CallResult> results = [];
        while (_results.TryDequeue(out (uint CallId, CallResult Result) result))
        {
            results[result.CallId] = result.Result;
        }

        return results;
    }

    private void Keep(ReadOnlyMemory<byte> data)
    {
        _environment.Metrics.AddStored(data.Length - _data.Length);
        _data = data;
    }

    private async ValueTask SendAsync(string peerText, ReadOnlyMemory<byte> data, CancellationToken life)
    {
        if (!PeerId.TryParse(peerText, out PeerId? peer))
        {
            _environment.Log.InvalidNextPeer(Particle.Id, peerText);
            return;
        }

        Particle outgoing = Particle with { Data = data };
        await _sends.StartAsync(async () => _environment.Metrics.OnSent(await _environment.Effects.SendAsync(peer, outgoing, life)), life);
    }

    private async Task CallAsync(uint callId, CallRequest request, CancellationToken life)
    {
        CallResult result;
        try
        {
            result = await _environment.Effects.CallAsync(Particle, request, life);
        }
        catch (OperationCanceledException) when (life.IsCancellationRequested)
        {
            return;
        }
#pragma warning disable CA1031 // a defect of one service is an error of its call
        catch (Exception defect)
#pragma warning restore CA1031
        {
            _environment.Log.CallFailed(Particle.Id, request.ServiceId, request.FunctionName, defect);
            result = new CallResult(1, $"\"internal error of the host in {request.ServiceId}.{request.FunctionName}\"");
        }

        _environment.Metrics.OnCall(result.RetCode == 0);
        _results.Enqueue((callId, result));
        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);
}

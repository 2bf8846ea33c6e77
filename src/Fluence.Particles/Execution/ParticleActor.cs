using System.Diagnostics;
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
    private readonly Channel<(ReadOnlyMemory<byte> Data, ActivityContext Origin)> _mailbox;

    // a concurrent queue would hold room for 32 results for as long as the particle lives
    private readonly Lock _resultsLock = new();
    private readonly Queue<(uint CallId, CallResult Result, ActivityContext Origin)> _results = new();

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
        _mailbox = Channel.CreateBounded<(ReadOnlyMemory<byte>, ActivityContext)>(environment.Options.MailboxLength);
        _calls = new TaskLimiter(environment.Options.MaxConcurrentCalls);
        _sends = new TaskLimiter(environment.Options.MaxConcurrentSends);
    }

    /// <summary>The particle without its data.</summary>
    public Particle Particle { get; }

    /// <summary>Whether <paramref name="other"/> is this very particle, so that its signature need not be checked again.</summary>
    public bool IsSame(Particle other) => other.Id == Particle.Id && other.Timestamp == Particle.Timestamp && other.Ttl == Particle.Ttl
        && other.InitPeerId == Particle.InitPeerId && other.Script == Particle.Script;

    /// <summary>Hands in data from the network, waiting while the mailbox is full; false when the particle has ended meanwhile.</summary>
    public async ValueTask<bool> DeliverAsync(ReadOnlyMemory<byte> data, ActivityContext origin, CancellationToken cancellation)
    {
        try
        {
            _environment.Metrics.AddMail(1);
            await _mailbox.Writer.WriteAsync((data, origin), cancellation);
        }
        catch (Exception ended) when (ended is ChannelClosedException or OperationCanceledException)
        {
            _environment.Metrics.AddMail(-1);
            if (ended is OperationCanceledException)
            {
                throw;
            }

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
            while (_mailbox.Reader.TryRead(out _))
            {
                _environment.Metrics.AddMail(-1);
            }

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
            bool hasData = _mailbox.Reader.TryRead(out (ReadOnlyMemory<byte> Data, ActivityContext Origin) incoming);
            _environment.Metrics.AddMail(hasData ? -1 : 0);
            Dictionary<uint, CallResult> results = DrainResults(out ActivityContext origin);
            if (!hasData && results.Count == 0)
            {
                return;
            }

            InvokeRequest request = new(Particle.Script, _data, incoming.Data, _environment.RunParameters(Particle), results);
            (InvokeOutcome outcome, ActivityContext run) = await InterpretAsync(request, hasData ? incoming.Origin : origin, life);
            _environment.Effects.OnInterpreted(Particle, request, outcome);
            foreach (string peer in outcome.NextPeers)
            {
                await SendAsync(peer, outcome.Data, run, life);
            }

            foreach ((uint callId, CallRequest call) in outcome.CallRequests)
            {
                await _calls.StartAsync(() => CallAsync(callId, call, run, life), life);
            }
        }
    }

    private async ValueTask<(InvokeOutcome Outcome, ActivityContext Span)> InterpretAsync(
        InvokeRequest request, ActivityContext origin, CancellationToken life)
    {
        long start = Stopwatch.GetTimestamp();
        using Activity? span = ParticleTracing.Interpret(origin, Particle, _environment.Identity.PeerId);
        InvokeOutcome outcome = await _environment.Pool.InvokeAsync(request, life);
        Keep(outcome.Data);
        _environment.Metrics.OnRun(Stopwatch.GetElapsedTime(start));
        span?.SetTag("code", outcome.RetCode);
        return (outcome, span?.Context ?? default);
    }

    /// <summary>What calls have come to; of their spans one.</summary>
    private Dictionary<uint, CallResult> DrainResults(out ActivityContext origin)
    {
        Dictionary<uint, CallResult> results = [];
        origin = default;
        lock (_resultsLock)
        {
            while (_results.TryDequeue(out (uint CallId, CallResult Result, ActivityContext Origin) result))
            {
                origin = result.Origin;
                results[result.CallId] = result.Result;
            }
        }

        return results;
    }

    private void Keep(ReadOnlyMemory<byte> data)
    {
        _environment.Metrics.AddStored(data.Length - _data.Length);
        _data = data;
    }

    private async ValueTask SendAsync(string peerText, ReadOnlyMemory<byte> data, ActivityContext run, CancellationToken life)
    {
        if (!PeerId.TryParse(peerText, out PeerId? peer))
        {
            _environment.Log.InvalidNextPeer(Particle.Id, peerText);
            return;
        }

        Particle outgoing = Particle with { Data = data };
        await _sends.StartAsync(() => SendAsync(peer, outgoing, run, life), life);
    }

    private async Task SendAsync(PeerId peer, Particle outgoing, ActivityContext run, CancellationToken life)
    {
        using Activity? span = ParticleTracing.Send(run, Particle, _environment.Identity.PeerId, peer);
        bool isSent = await _environment.Effects.SendAsync(peer, outgoing, life);
        span?.SetStatus(isSent ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        _environment.Metrics.OnSent(isSent);
    }

    private async Task CallAsync(uint callId, CallRequest request, ActivityContext run, CancellationToken life)
    {
        CallResult result;
        using Activity? span = ParticleTracing.Call(
            run, Particle, _environment.Identity.PeerId, request.ServiceId, request.FunctionName);
        long start = Stopwatch.GetTimestamp();
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

        _environment.Metrics.OnCall(result.RetCode == 0, Stopwatch.GetElapsedTime(start));
        span?.SetTag("code", result.RetCode);
        lock (_resultsLock)
        {
            _results.Enqueue((callId, result, span?.Context ?? default));
        }

        Wake();
    }

    private void Wake() => _wake.Writer.TryWrite(true);
}

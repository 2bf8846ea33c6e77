using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Fluence.Particles;

/// <summary>Why a particle or a message was refused. Each reason is counted under its own tag.</summary>
public enum RefusalReason
{
    /// <summary>The message is no particle.</summary>
    Malformed,

    /// <summary>The message is longer than allowed.</summary>
    TooLarge,

    /// <summary>The sender did not finish the message in time.</summary>
    ReceiveTimeout,

    /// <summary>The stream broke off inside the message.</summary>
    Truncated,

    /// <summary>The particle's life is over.</summary>
    Expired,

    /// <summary>The init peer did not sign this particle.</summary>
    BadSignature,

    /// <summary>The peer already has as many particles, or as much data, as it may.</summary>
    Overloaded,
}

/// <summary>The counters of particle processing, under the meter <c>Fluence.Particles</c>. One instance a peer.</summary>
public sealed class ParticleMetrics : IDisposable
{
    private readonly Counter<long> _received;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _sent;
    private readonly Counter<long> _sendFailures;
    private readonly Counter<long> _calls;
    private readonly Counter<long> _interpretations;
    private readonly Histogram<double> _interpretationTime;
    private readonly long[] _refusals = new long[Enum.GetValues<RefusalReason>().Length];
    private long _liveParticles;
    private long _storedBytes;
    private long _receivedTotal;
    private readonly ConcurrentDictionary<int, long> _failures = new();
    private long _sentTotal;
    private long _failedSends;
    private long _interpretationTotal;

    /// <summary>Makes the instruments.</summary>
    public ParticleMetrics()
    {
        Meter = new Meter("Fluence.Particles");
        _received = Meter.CreateCounter<long>("connection_pool_received_particles", description: "Particles received from the network");
        _refused = Meter.CreateCounter<long>("particles_refused", description: "Particles and messages refused, by reason");
        _sent = Meter.CreateCounter<long>("connectivity_particle_send_success", description: "Particles written to a peer");
        _sendFailures = Meter.CreateCounter<long>("connectivity_particle_send_failure", description: "Particles that could not be sent");
        _calls = Meter.CreateCounter<long>("particle_executor_service_calls", description: "Service calls, by success");
        _interpretations = Meter.CreateCounter<long>("particle_executor_interpretations", description: "Interpreter runs, by success");
        _interpretationTime = Meter.CreateHistogram<double>("particle_executor_interpretation_time_sec", "s", "Time of an interpreter run");
        Meter.CreateObservableGauge("particle_executor_alive_actors", () => LiveParticles, description: "Particles alive");
        Meter.CreateObservableGauge("particle_executor_stored_bytes", () => StoredBytes, "By", "Interpreter data held for live particles");
    }

    /// <summary>The meter of these instruments.</summary>
    public Meter Meter { get; }

    /// <summary>Particles alive now.</summary>
    public long LiveParticles => Interlocked.Read(ref _liveParticles);

    /// <summary>Bytes of interpreter data held now.</summary>
    public long StoredBytes => Interlocked.Read(ref _storedBytes);

    /// <summary>Particles received since the start.</summary>
    public long Received => Interlocked.Read(ref _receivedTotal);

    /// <summary>Particles sent since the start.</summary>
    public long Sent => Interlocked.Read(ref _sentTotal);

    /// <summary>Particles that could not be delivered since the start.</summary>
    public long FailedSends => Interlocked.Read(ref _failedSends);

    /// <summary>Interpreter runs since the start that ended with the return code <paramref name="code"/>, which is not 0.</summary>
    public long FailedInterpretations(int code) => _failures.GetValueOrDefault(code);

    /// <summary>All interpreter runs since the start that did not end with return code 0.</summary>
    public long FailedInterpretations() => _failures.Values.Sum();

    /// <summary>Interpreter runs since the start.</summary>
    public long Interpretations => Interlocked.Read(ref _interpretationTotal);

    /// <summary>How often something was refused for <paramref name="reason"/>.</summary>
    public long Refusals(RefusalReason reason) => Interlocked.Read(ref _refusals[(int)reason]);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    internal void OnReceived()
    {
        Interlocked.Increment(ref _receivedTotal);
        _received.Add(1);
    }

    internal void OnRefused(RefusalReason reason)
    {
        Interlocked.Increment(ref _refusals[(int)reason]);
        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    internal void OnSent(bool success)
    {
        Interlocked.Increment(ref success ? ref _sentTotal : ref _failedSends);
        (success ? _sent : _sendFailures).Add(1);
    }

    internal void OnCall(bool success) => _calls.Add(1, new KeyValuePair<string, object?>("success", success));

    internal void OnInterpreted(int code, TimeSpan time)
    {
        if (code != 0)
        {
            _failures.AddOrUpdate(code, 1, static (_, count) => count + 1);
        }

        Interlocked.Increment(ref _interpretationTotal);
        _interpretations.Add(1, new KeyValuePair<string, object?>("success", code == 0));
        _interpretationTime.Record(time.TotalSeconds);
    }

    internal long AddLive(int change) => Interlocked.Add(ref _liveParticles, change);

    internal void AddStored(long change) => Interlocked.Add(ref _storedBytes, change);
}

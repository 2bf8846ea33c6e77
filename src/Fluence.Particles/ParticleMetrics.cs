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
    private readonly Counter<long> _expired;
    private readonly Counter<long> _goodCalls;
    private readonly Counter<long> _badCalls;
    private readonly Counter<long> _goodRuns;
    private readonly Counter<long> _badRuns;
    private readonly Histogram<double> _interpretationTime;
    private readonly Histogram<double> _runTime;
    private readonly Histogram<double> _callTime;
    private readonly Histogram<long> _sizes;
    private readonly long[] _refusals = new long[Enum.GetValues<RefusalReason>().Length];
    private long _liveParticles;
    private long _storedBytes;
    private long _receivedTotal;
    private readonly ConcurrentDictionary<int, long> _failures = new();
    private long _sentTotal;
    private long _failedSends;
    private long _interpretationTotal;
    private long _mail;
    private long _waits;

    /// <summary>Makes the instruments.</summary>
    public ParticleMetrics()
    {
        Meter = new Meter("Fluence.Particles");
        _received = Meter.CreateCounter<long>("connection_pool_received_particles", description: "Particles received from the network");
        _refused = Meter.CreateCounter<long>("particles_refused", description: "Particles and messages refused, by reason");
        _sent = Meter.CreateCounter<long>("connectivity_particle_send_success", description: "Particles written to a peer");
        _sendFailures = Meter.CreateCounter<long>("connectivity_particle_send_failure", description: "Particles that could not be sent");
        _expired = Meter.CreateCounter<long>("dispatcher_particles_expired", description: "Particles whose life was over when they came");
        _sizes = Meter.CreateHistogram(
            "connection_pool_particle_sizes", "By", "Data of particles received, in bytes", [],
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] });
        _goodCalls = Meter.CreateCounter<long>("particle_executor_service_call_success", description: "Calls that succeeded");
        _badCalls = Meter.CreateCounter<long>("particle_executor_service_call_failure", description: "Calls that failed");
        _callTime = Meter.CreateHistogram<double>("particle_executor_service_call_time_sec", "s", "Time of a call of a function");
        _goodRuns = Meter.CreateCounter<long>("particle_executor_interpretation_successes", description: "Interpreter runs with code 0");
        _badRuns = Meter.CreateCounter<long>(
            "particle_executor_interpretation_failures", description: "Interpreter runs with another code");
        _interpretationTime = Meter.CreateHistogram<double>("particle_executor_interpretation_time_sec", "s", "Time of an interpreter run");
        _runTime = Meter.CreateHistogram<double>(
            "particle_executor_avm_call_time_sec", "s", "Time of an interpreter run with waiting for an interpreter");
        Meter.CreateObservableGauge(
            "particle_executor_total_actors_mailbox", () => Volatile.Read(ref _mail), description: "Messages that wait");
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

    internal void OnReceived(int dataLength)
    {
        _sizes.Record(dataLength);
        Interlocked.Increment(ref _receivedTotal);
        _received.Add(1);
    }

    internal void OnRefused(RefusalReason reason)
    {
        Interlocked.Increment(ref _refusals[(int)reason]);
        if (reason == RefusalReason.Expired)
        {
            _expired.Add(1);
        }

        _refused.Add(1, new KeyValuePair<string, object?>("reason", reason.ToString()));
    }

    internal void OnSent(bool success)
    {
        Interlocked.Increment(ref success ? ref _sentTotal : ref _failedSends);
        (success ? _sent : _sendFailures).Add(1);
    }

    internal void OnCall(bool success, TimeSpan time)
    {
        (success ? _goodCalls : _badCalls).Add(1);
        _callTime.Record(time.TotalSeconds);
    }

    internal void OnRun(TimeSpan time) => _runTime.Record(time.TotalSeconds);

    internal void OnNoFreeInterpreter() => Interlocked.Increment(ref _waits);

    internal void AddMail(int change) => Interlocked.Add(ref _mail, change);

    /// <summary>Makes the instruments of the interpreters, of which there are always as many.</summary>
    internal void AddPool(int size, Func<int> free)
    {
        Meter.CreateObservableGauge("aqua_vm_pool_pool_size", () => size, description: "Interpreters that may run at once");
        Meter.CreateObservableGauge("aqua_vm_pool_free_vms", free, description: "Interpreters that are free");
        Meter.CreateObservableCounter(
            "aqua_vm_pool_get_vm", () => Interpretations + size - free(), description: "How often an interpreter was taken");
        Meter.CreateObservableCounter("aqua_vm_pool_put_vm", () => Interpretations, description: "How often one was given back");
        Meter.CreateObservableCounter(
            "aqua_vm_pool_no_free_vm", () => Interlocked.Read(ref _waits), description: "How often one was waited for");
    }

    internal void OnInterpreted(int code, TimeSpan time)
    {
        if (code != 0)
        {
            _failures.AddOrUpdate(code, 1, static (_, count) => count + 1);
        }

        Interlocked.Increment(ref _interpretationTotal);
        (code == 0 ? _goodRuns : _badRuns).Add(1);
        _interpretationTime.Record(time.TotalSeconds);
    }

    internal long AddLive(int change) => Interlocked.Add(ref _liveParticles, change);

    internal void AddStored(long change) => Interlocked.Add(ref _storedBytes, change);
}

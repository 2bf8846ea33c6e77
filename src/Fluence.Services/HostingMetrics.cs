using System.Collections.Immutable;
using System.Diagnostics.Metrics;
using Fluence.Marine.Services;

namespace Fluence.Services;

/// <summary>
/// The counters of what a peer hosts, under the meter <c>Fluence.Services</c>: the names are the original's where it has one.
/// </summary>
public sealed class HostingMetrics : IDisposable
{
    private const long Mebi = 1L << 20;

    private static readonly InstrumentAdvice<long> _memoryBuckets = new()
    {
        HistogramBucketBoundaries = [.. Enumerable.Range(0, 14).Select(power => Mebi << power)],
    };

    private readonly Histogram<double> _creationTime, _removalTime, _callTime, _waitTime;
    private readonly Counter<long> _creations, _creationFailures, _removals, _successes, _failures, _overloads, _spellRuns;
    private readonly Histogram<long> _modules, _serviceMemory, _moduleMemory;
    private long _memory;

    internal HostingMetrics()
    {
        _creationTime = Time("services_creation_time_msec", "Time of making a service");
        _removalTime = Time("services_removal_time_msec", "Time of removing a service");
        _callTime = Time("services_call_time_msec", "Time of a call, without waiting");
        _waitTime = Time("services_lock_wait_time_sec", "Time that a call waited for the calls before and for a thread");
        _creations = Count("services_creation_count", "Services made");
        _creationFailures = Count("services_creation_failure_count", "Services that could not be made");
        _removals = Count("services_removal_count", "Services removed");
        _successes = Count("services_call_success_count", "Calls of services that succeeded");
        _failures = Count("services_call_failed_count", "Calls of services that failed");
        _overloads = Count("services_call_overloaded_count", "Calls that were refused because too many waited for the service");
        _spellRuns = Count("spell_particles_created", "Runs of spells");
        _modules = Meter.CreateHistogram(
            "services_modules_in_services_count", null, "Modules of a service that was made", [],
            new InstrumentAdvice<long> { HistogramBucketBoundaries = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] });
        _serviceMemory = Memory("services_mem_used_bytes", "Memory of a service when it was made or has grown");
        _moduleMemory = Memory("services_mem_used_per_module_bytes", "Memory of each of its modules then");
        Meter.CreateObservableGauge("services_mem_used_total_bytes", () => Volatile.Read(ref _memory), "By", "Memory of all services");
    }

    /// <summary>The meter of these instruments.</summary>
    public Meter Meter { get; } = new("Fluence.Services");

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    /// <summary>Makes the instruments that look at what there is.</summary>
    internal void Observe(Func<int> services, Func<int> threads, Func<int> waiting, Func<int> spells)
    {
        Meter.CreateObservableGauge("spell_scheduled_now", spells, description: "Spells that wait for their time or for connections");
        Meter.CreateObservableGauge("services_services_count", services, description: "Services that there are");
        Meter.CreateObservableGauge("services_pool_threads", threads, description: "Threads on which services run");
        Meter.CreateObservableGauge("services_pool_waiting", waiting, description: "Work of services that waits for a thread");
    }

    internal void OnSpellRun() => _spellRuns.Add(1);

    internal void OnCreated(TimeSpan time)
    {
        _creations.Add(1);
        _creationTime.Record(time.TotalSeconds);
    }

    internal void OnCreationFailed() => _creationFailures.Add(1);

    internal void OnRemoved(TimeSpan time)
    {
        _removals.Add(1);
        _removalTime.Record(time.TotalSeconds);
    }

    internal void OnWaited(TimeSpan time) => _waitTime.Record(time.TotalSeconds);

    internal void OnOverloaded() => _overloads.Add(1);

    internal void OnCalled(bool success, TimeSpan time)
    {
        (success ? _successes : _failures).Add(1);
        _callTime.Record(time.TotalSeconds);
    }

    /// <summary>The modules of a service that was made.</summary>
    internal void OnLoaded(ImmutableArray<ModuleMemory> modules)
    {
        _modules.Record(modules.Length);
        OnGrown(modules, modules.Sum(module => module.Bytes));
    }

    /// <summary>The modules of a service whose memory has changed.</summary>
    internal void OnGrown(ImmutableArray<ModuleMemory> modules, long change)
    {
        Interlocked.Add(ref _memory, change);
        _serviceMemory.Record(modules.Sum(module => module.Bytes));
        foreach (ModuleMemory module in modules)
        {
            _moduleMemory.Record(module.Bytes);
        }
    }

    internal void OnUnloaded(ImmutableArray<ModuleMemory> modules) => Interlocked.Add(ref _memory, -modules.Sum(module => module.Bytes));

    // the values are seconds, as the original's are whatever the name says
    private Histogram<double> Time(string name, string description) => Meter.CreateHistogram<double>(name, "s", description);

    private Histogram<long> Memory(string name, string description) =>
        Meter.CreateHistogram(name, "By", description, [], _memoryBuckets);

    private Counter<long> Count(string name, string description) => Meter.CreateCounter<long>(name, description: description);
}

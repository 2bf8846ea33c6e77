using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Statistics;

namespace Fluence.Services.Hosting;

/// <summary>
/// A service of this peer. Its calls run one after another in the order in which they came; of those that wait there are only so many.
/// </summary>
internal sealed class HostedService : IDisposable
{
    private readonly IServiceBody _body;
    private readonly ServicePool _pool;
    private readonly HostingOptions _options;
    private readonly HostingMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private long _memory;
    private int _waiting;
    private bool _isClosed;

    public HostedService(
        ServiceInfo info, IServiceBody body, ServicePool pool, HostingOptions options, HostingMetrics metrics, TimeProvider time)
    {
        Info = info;
        _body = body;
        _pool = pool;
        _options = options;
        _metrics = metrics;
        _time = time;
        Statistics = new ServiceStatistics(options.StatisticsLength);
        _memory = MemoryNow();
        metrics.OnLoaded(body.Memory);
    }

    /// <summary>What is known of it; changes with its aliases.</summary>
    public ServiceInfo Info { get; set; }

    /// <summary>Whether it uses files, and so the vaults of particles.</summary>
    public bool UsesFiles => _body.UsesFiles;

    /// <summary>Whether it asks who calls.</summary>
    public bool AsksWhoCalls => _body.AsksWhoCalls;

    /// <summary>What its calls came to.</summary>
    public ServiceStatistics Statistics { get; }

    /// <summary>The body where it is of this kind, for the host's own use; who uses it takes a turn by <see cref="RunAsync"/>.</summary>
    public bool TryGetBody<T>([NotNullWhen(true)] out T? found)
        where T : class, IServiceBody
    {
        found = _body as T;
        return found is not null;
    }

    /// <summary>Calls a function, when the calls before have ended. Errors are outcomes.</summary>
    /// <exception cref="OperationCanceledException">The caller's life has ended.</exception>
    public async ValueTask<FunctionOutcome> CallAsync(
        string function, JsonArray arguments, CallParameters parameters, CancellationToken cancellation)
    {
        ServiceOutcome? outcome = await RunAsync(
            stopping => Call(function, arguments, parameters, stopping), _options.CallTimeout, cancellation);
        return outcome switch
        {
            null => ServiceFaults.Overloaded(Info.Id, _options.QueueLength).ToOutcome(),
            { Error: { } error } => ServiceFaults.Engine(error).ToOutcome(),
            _ => FunctionOutcome.Ok(outcome.Result ?? JsonNull.Instance),
        };
    }

    /// <summary>Does something with the service when the calls before have ended; null where too many wait already.</summary>
    public async ValueTask<T?> RunAsync<T>(Func<CancellationToken, T> work, TimeSpan limit, CancellationToken cancellation)
        where T : class
    {
        if (Interlocked.Increment(ref _waiting) > _options.QueueLength)
        {
            Interlocked.Decrement(ref _waiting);
            _metrics.OnOverloaded();
            return null;
        }

        long start = Stopwatch.GetTimestamp();
        try
        {
            await _turn.WaitAsync(cancellation);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        try
        {
            using CancellationTokenSource ending = new(limit, _time);
            await using CancellationTokenRegistration registration = cancellation.UnsafeRegister(
                static state => ((CancellationTokenSource)state!).Cancel(), ending);
            CancellationToken stopping = ending.Token;

            // the turn is not given on while the work still runs, so cancelling must reach the work itself
            return await _pool.RunAsync(Info.Scope, () => Begin(start, work, stopping), CancellationToken.None);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>The memory of its modules, once the call that runs has ended.</summary>
    public async ValueTask<IReadOnlyList<ModuleMemory>> MemoryAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            return _isClosed ? [] : _body.Memory;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Closes the service once the call that runs has ended; those that wait get an error.</summary>
    public async ValueTask CloseAsync()
    {
        await _turn.WaitAsync();
        _isClosed = true;
        Unload();
        _turn.Release();
    }

    /// <summary>Closes the service where no call runs any more.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            Unload();
        }

        _turn.Dispose();
    }

    private ServiceOutcome Call(string function, JsonArray arguments, CallParameters parameters, CancellationToken stopping)
    {
        if (_isClosed)
        {
            return new ServiceOutcome(null, new ServiceError(ServiceErrorKind.Interrupted, $"service '{Info.Id}' was removed"), 0);
        }

        long start = Stopwatch.GetTimestamp();
        CallLimits limits = new() { Fuel = _options.CallFuel, MaxValueSize = _options.ResultLimit, CancellationToken = stopping };
        ServiceOutcome outcome = _body.Call(function, arguments, parameters, limits);
        if (outcome.Error?.Kind == ServiceErrorKind.Interrupted)
        {
            outcome = outcome with { Error = new ServiceError(ServiceErrorKind.Interrupted, Stopped(function)) };
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long change = MemoryNow() - _memory;
        if (change != 0)
        {
            _memory += change;
            _metrics.OnGrown(_body.Memory, change);
        }

        Statistics.Add(function, outcome, change, took, parameters.Particle.Timestamp);
        _metrics.OnCalled(outcome.IsSuccess, took);
        return outcome;
    }

    private T Begin<T>(long waitingSince, Func<CancellationToken, T> work, CancellationToken stopping)
    {
        _metrics.OnWaited(Stopwatch.GetElapsedTime(waitingSince));
        return work(stopping);
    }

    // without allocation: it runs with every call
    private long MemoryNow()
    {
        long bytes = 0;
        foreach (ModuleMemory module in _body.Memory)
        {
            bytes += module.Bytes;
        }

        return bytes;
    }

    private void Unload()
    {
        _metrics.OnUnloaded(_body.Memory);
        _body.Dispose();
    }

    private string Stopped(string function) =>
        $"service '{Info.Id}' was stopped in {function}: "
        + $"a call takes at most {_options.CallTimeout.TotalSeconds} s and ends with its particle";
}

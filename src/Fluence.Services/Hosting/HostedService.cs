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
internal sealed class HostedService(ServiceInfo info, IServiceBody body, ServicePool pool, HostingOptions options, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private int _waiting;
    private bool _isClosed;

    /// <summary>What is known of it; changes with its aliases.</summary>
    public ServiceInfo Info { get; set; } = info;

    /// <summary>Whether it uses files, and so the vaults of particles.</summary>
    public bool UsesFiles => body.UsesFiles;

    /// <summary>Whether it asks who calls.</summary>
    public bool AsksWhoCalls => body.AsksWhoCalls;

    /// <summary>What its calls came to.</summary>
    public ServiceStatistics Statistics { get; } = new(options.StatisticsLength);

    /// <summary>The body where it is of this kind, for the host's own use; who uses it takes a turn by <see cref="RunAsync"/>.</summary>
    public bool TryGetBody<T>([NotNullWhen(true)] out T? found)
        where T : class, IServiceBody
    {
        found = body as T;
        return found is not null;
    }

    /// <summary>Calls a function, when the calls before have ended. Errors are outcomes.</summary>
    /// <exception cref="OperationCanceledException">The caller's life has ended.</exception>
    public async ValueTask<FunctionOutcome> CallAsync(
        string function, JsonArray arguments, CallParameters parameters, CancellationToken cancellation)
    {
        ServiceOutcome? outcome = await RunAsync(
            stopping => Call(function, arguments, parameters, stopping), options.CallTimeout, cancellation);
        return outcome switch
        {
            null => ServiceFaults.Overloaded(Info.Id, options.QueueLength).ToOutcome(),
            { Error: { } error } => ServiceFaults.Engine(error).ToOutcome(),
            _ => FunctionOutcome.Ok(outcome.Result ?? JsonNull.Instance),
        };
    }

    /// <summary>Does something with the service when the calls before have ended; null where too many wait already.</summary>
    public async ValueTask<T?> RunAsync<T>(Func<CancellationToken, T> work, TimeSpan limit, CancellationToken cancellation)
        where T : class
    {
        if (Interlocked.Increment(ref _waiting) > options.QueueLength)
        {
            Interlocked.Decrement(ref _waiting);
            return null;
        }

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
            using CancellationTokenSource timeout = new(limit, time);
            using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellation);
            CancellationToken stopping = either.Token;

            // the turn is not given on while the work still runs, so cancelling must reach the work itself
            return await pool.RunAsync(Info.Scope, () => work(stopping), CancellationToken.None);
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
            return _isClosed ? [] : body.Memory;
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
        body.Dispose();
        _turn.Release();
    }

    /// <summary>Closes the service where no call runs any more.</summary>
    public void Dispose()
    {
        if (!_isClosed)
        {
            body.Dispose();
        }

        _turn.Dispose();
    }

    private ServiceOutcome Call(string function, JsonArray arguments, CallParameters parameters, CancellationToken stopping)
    {
        if (_isClosed)
        {
            return new ServiceOutcome(null, new ServiceError(ServiceErrorKind.Interrupted, $"service '{Info.Id}' was removed"), 0);
        }

        long before = body.Memory.Sum(module => module.Bytes);
        long start = Stopwatch.GetTimestamp();
        CallLimits limits = new() { Fuel = options.CallFuel, MaxValueSize = options.ResultLimit, CancellationToken = stopping };
        ServiceOutcome outcome = body.Call(function, arguments, parameters, limits);
        if (outcome.Error?.Kind == ServiceErrorKind.Interrupted)
        {
            outcome = outcome with { Error = new ServiceError(ServiceErrorKind.Interrupted, Stopped(function)) };
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        long memory = body.Memory.Sum(module => module.Bytes);
        Statistics.Add(function, outcome, memory - before, took, parameters.Particle.Timestamp);
        return outcome;
    }

    private string Stopped(string function) =>
        $"service '{Info.Id}' was stopped in {function}: "
        + $"a call takes at most {options.CallTimeout.TotalSeconds} s and ends with its particle";
}

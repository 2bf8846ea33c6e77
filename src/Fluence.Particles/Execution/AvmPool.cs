using System.Diagnostics;
using Fluence.AquaVM;

namespace Fluence.Particles.Execution;

/// <summary>
/// Bounds how many interpreters run at once. A run is pure computation, mostly of microseconds, and happens on the caller's thread:
/// handing it to another would cost more than the run.
/// </summary>
public sealed class AvmPool : IDisposable
{
    /// <summary>Counted when the interpreter itself broke down; no return code of an interpreter is negative.</summary>
    private const int DefectCode = -1;

    private readonly AquaVm _vm;
    private readonly ParticleMetrics _metrics;
    private readonly SemaphoreSlim _free;

    /// <summary>Makes the pool.</summary>
    public AvmPool(AquaVm vm, ParticleOptions options, ParticleMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(metrics);
        _vm = vm;
        _metrics = metrics;
        _free = new SemaphoreSlim(options.AvmPoolSize, options.AvmPoolSize);
        metrics.AddPool(options.AvmPoolSize, () => _free.CurrentCount);
    }

    /// <summary>Runs the interpreter once, as soon as one is free.</summary>
    public async ValueTask<InvokeOutcome> InvokeAsync(InvokeRequest request, CancellationToken cancellation)
    {
        if (_free.CurrentCount == 0)
        {
            _metrics.OnNoFreeInterpreter();
        }

        await _free.WaitAsync(cancellation);
        long start = Stopwatch.GetTimestamp();
        int code = DefectCode;
        try
        {
            InvokeOutcome outcome = _vm.Invoke(request);
            code = outcome.RetCode;
            return outcome;
        }
        finally
        {
            _metrics.OnInterpreted(code, Stopwatch.GetElapsedTime(start));
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _free.Dispose();
}

using System.Collections.Concurrent;
using System.Diagnostics;
using Fluence.AquaVM;

namespace Fluence.Particles.Execution;

/// <summary>
/// A fixed number of threads that run the interpreter. Threads of its own, because a run is pure computation and, for deeply nested
/// scripts, wants a deep stack; how many runs may wait for them is bounded.
/// </summary>
public sealed class AvmPool : IAsyncDisposable
{
    /// <summary>Counted when the interpreter itself broke down; no return code of an interpreter is negative.</summary>
    private const int DefectCode = -1;

    private const int StackSize = 64 * 1024 * 1024;

    private readonly AquaVm _vm;
    private readonly ParticleMetrics _metrics;
    private readonly BlockingCollection<Run> _runs = [];
    private readonly SemaphoreSlim _room;
    private readonly Task[] _workers;

    /// <summary>Starts the threads.</summary>
    public AvmPool(AquaVm vm, ParticleOptions options, ParticleMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(options);
        _vm = vm;
        _metrics = metrics;
        _room = new SemaphoreSlim(options.AvmQueueLength + options.AvmPoolSize);
        _workers = [.. Enumerable.Range(0, options.AvmPoolSize).Select(StartWorker)];
    }

    /// <summary>Runs the interpreter once, as soon as a thread is free.</summary>
    public async Task<InvokeOutcome> InvokeAsync(InvokeRequest request, CancellationToken cancellation)
    {
        await _room.WaitAsync(cancellation);
        try
        {
            Run run = new(request, new TaskCompletionSource<InvokeOutcome>(TaskCreationOptions.RunContinuationsAsynchronously));
            _runs.Add(run, cancellation);
            return await run.Outcome.Task;
        }
        finally
        {
            _room.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _runs.CompleteAdding();
        await Task.WhenAll(_workers);
        _runs.Dispose();
        _room.Dispose();
    }

    private Task StartWorker(int index)
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Thread thread = new(() => Work(ended), StackSize) { IsBackground = true, Name = $"avm-{index}" };
        thread.Start();
        return ended.Task;
    }

    private void Work(TaskCompletionSource ended)
    {
        foreach (Run run in _runs.GetConsumingEnumerable())
        {
            long start = Stopwatch.GetTimestamp();
            try
            {
                InvokeOutcome outcome = _vm.Invoke(run.Request);
                _metrics.OnInterpreted(outcome.RetCode, Stopwatch.GetElapsedTime(start));
                run.Outcome.SetResult(outcome);
            }
#pragma warning disable CA1031 // a defect of the interpreter must end one run, not the peer
            catch (Exception defect)
#pragma warning restore CA1031
            {
                _metrics.OnInterpreted(DefectCode, Stopwatch.GetElapsedTime(start));
                run.Outcome.SetException(defect);
            }
        }

        ended.SetResult();
    }

    private readonly record struct Run(InvokeRequest Request, TaskCompletionSource<InvokeOutcome> Outcome);
}

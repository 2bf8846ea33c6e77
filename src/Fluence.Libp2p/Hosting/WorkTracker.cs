using Microsoft.Extensions.Logging;

namespace Fluence.Libp2p.Hosting;

/// <summary>Knows all tasks that run in the background, so that whoever disposes the host can wait for them.</summary>
internal sealed class WorkTracker(ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _isClosed;

    /// <summary>Starts work on the thread pool; a failure is logged.</summary>
    public void Run(Func<Task> work)
    {
        lock (_lock)
        {
            _running++;
        }

        ThreadPool.UnsafeQueueUserWorkItem(
            static state => _ = state.Tracker.TrackAsync(state.Work), (Tracker: this, Work: work), preferLocal: false);
    }

    /// <summary>Completes when no work runs any more.</summary>
    public Task CloseAsync()
    {
        lock (_lock)
        {
            _isClosed = true;
            CompleteWhenIdle();
        }

        return _idle.Task;
    }

    private async Task TrackAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (Exception exception)
        {
            Log.WorkFailed(logger, exception);
        }

        lock (_lock)
        {
            _running--;
            CompleteWhenIdle();
        }
    }

    private void CompleteWhenIdle()
    {
        if (_isClosed && _running == 0)
        {
            _idle.TrySetResult();
        }
    }
}

using System.Threading.Channels;

namespace Fluence.Particles.Execution;

/// <summary>Starts tasks of which only so many may run at once, and can wait until all have ended.</summary>
internal sealed class TaskLimiter(int limit)
{
    // a place is taken by writing and given back by reading
    private readonly Channel<bool> _places = Channel.CreateBounded<bool>(limit);
    private readonly Lock _lock = new();
    private readonly HashSet<Task> _running = [];

    /// <summary>Starts <paramref name="work"/> on the caller's thread once there is room; the task itself is not awaited.</summary>
    public async ValueTask StartAsync(Func<Task> work, CancellationToken cancellation)
    {
        await _places.Writer.WriteAsync(true, cancellation);
        Task task = RunAsync(work);
        if (task.IsCompleted)
        {
            return;
        }

        lock (_lock)
        {
            _running.Add(task);
        }

        _ = task.ContinueWith(Remove, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    /// <summary>Waits until nothing runs. Never throws.</summary>
    public async Task WhenIdleAsync()
    {
        Task[] running;
        lock (_lock)
        {
            running = [.. _running];
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        finally
        {
            _places.Reader.TryRead(out _);
        }
    }

    private void Remove(Task task)
    {
        lock (_lock)
        {
            _running.Remove(task);
        }
    }
}

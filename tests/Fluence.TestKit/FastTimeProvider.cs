namespace Fluence.TestKit;

/// <summary>
/// A clock that runs so many times as fast as the real one. Timers fire in the order of their times, on other threads. It begins at the
/// real time.
/// </summary>
public sealed class FastTimeProvider : TimeProvider, IAsyncDisposable
{
    private readonly ManualTimeProvider _clock = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _running;
    private volatile int _speed = 1;

    /// <summary>Starts it, as fast as the real one.</summary>
    public FastTimeProvider()
    {
        _clock.Advance(System.GetUtcNow() - _clock.GetUtcNow());
        _running = Task.Run(RunAsync);
    }

    /// <summary>How many times as fast it runs as the real one.</summary>
    public int Speed
    {
        get => _speed;
        set => _speed = value;
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _clock.TimestampFrequency;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _clock.GetUtcNow();

    /// <inheritdoc/>
    public override long GetTimestamp() => _clock.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => _clock.CreateTimer(
        same => ThreadPool.UnsafeQueueUserWorkItem(_ => callback(same), null), state, dueTime, period);

    /// <summary>Completes when so much time has passed by this clock.</summary>
    public Task PassAsync(TimeSpan time)
    {
        DateTimeOffset end = GetUtcNow() + time;
        return Eventually.True(() => GetUtcNow() >= end, $"{time} have passed");
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _running;
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        using PeriodicTimer tick = new(TimeSpan.FromMilliseconds(1));
        long last = System.GetTimestamp();
        while (!_stopping.IsCancellationRequested)
        {
            await tick.WaitForNextTickAsync(CancellationToken.None);
            long now = System.GetTimestamp();
            _clock.Advance(System.GetElapsedTime(last, now) * _speed);
            last = now;
        }
    }
}

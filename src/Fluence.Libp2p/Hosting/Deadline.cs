namespace Fluence.Libp2p.Hosting;

/// <summary>A token that is cancelled by its owner's token or by time, and that knows which it was.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationToken _outer;
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource? _linked;

    public Deadline(TimeSpan time, TimeProvider timeProvider, CancellationToken outer)
    {
        _outer = outer;
        _timer = new CancellationTokenSource(time, timeProvider);
        _linked = outer.CanBeCanceled ? CancellationTokenSource.CreateLinkedTokenSource(_timer.Token, outer) : null;
    }

    public CancellationToken Token => (_linked ?? _timer).Token;

    /// <summary>Whether it was time.</summary>
    public bool HasPassed => _timer.IsCancellationRequested && !_outer.IsCancellationRequested;

    public void Dispose()
    {
        _linked?.Dispose();
        _timer.Dispose();
    }
}

using System.Threading.Tasks.Sources;

namespace Fluence.Libp2p.Yamux;

/// <summary>
/// Counts what one writer may still send and lets it wait for more. Taking and waiting happen under one lock, so that a release can
/// never fall between "there is none" and "I am waiting". One taker at a time.
/// </summary>
internal sealed class CreditGate(long credit) : IValueTaskSource<int>
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<int> _source = new() { RunContinuationsAsynchronously = true };
    private CancellationTokenRegistration _registration;
    private Exception? _failure;
    private long _credit = credit;
    private int _wanted;

    /// <summary>Takes between one and <paramref name="wanted"/> units, as soon as there is any.</summary>
    /// <exception cref="InvalidOperationException">Another take is still waiting.</exception>
    public ValueTask<int> TakeAsync(int wanted, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ValueTask<int> waiting;
        lock (_lock)
        {
            if (_wanted != 0)
            {
                throw new InvalidOperationException("a stream takes one write at a time");
            }

            if (_failure is not null)
            {
                return ValueTask.FromException<int>(_failure);
            }

            if (_credit > 0)
            {
                return ValueTask.FromResult(Spend(wanted));
            }

            _wanted = wanted;
            _source.Reset();
            waiting = new ValueTask<int>(this, _source.Version);
        }

        if (cancellationToken.CanBeCanceled)
        {
            // outside the lock: a token that is cancelled already calls back at once
            _registration = cancellationToken.UnsafeRegister(static (gate, token) => ((CreditGate)gate!).Cancel(token), this);
        }

        return waiting;
    }

    /// <summary>Adds units.</summary>
    /// <returns>False when the sum would exceed what 32 bits can say, which no honest peer grants.</returns>
    public bool Release(uint units)
    {
        lock (_lock)
        {
            if (_credit + units > uint.MaxValue)
            {
                return false;
            }

            _credit += units;
            if (_wanted > 0 && _credit > 0)
            {
                int taken = Spend(_wanted);
                _wanted = 0;
                _source.SetResult(taken);
            }

            return true;
        }
    }

    /// <summary>Makes every take fail from now on, also one that waits.</summary>
    public void Close(Exception failure)
    {
        lock (_lock)
        {
            _failure ??= failure;
            Fail(_failure);
        }
    }

    int IValueTaskSource<int>.GetResult(short token)
    {
        // waits for a callback that runs just now, so that it cannot hit the next take
        _registration.Dispose();
        _registration = default;
        return _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource<int>.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource<int>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _source.OnCompleted(continuation, state, token, flags);

    private int Spend(int wanted)
    {
        int taken = (int)Math.Min(wanted, _credit);
        _credit -= taken;
        return taken;
    }

    private void Cancel(CancellationToken token)
    {
        lock (_lock)
        {
            Fail(new OperationCanceledException(token));
        }
    }

    private void Fail(Exception failure)
    {
        if (_wanted > 0)
        {
            _wanted = 0;
            _source.SetException(failure);
        }
    }
}

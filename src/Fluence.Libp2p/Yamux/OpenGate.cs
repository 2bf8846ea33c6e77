namespace Fluence.Libp2p.Yamux;

/// <summary>
/// How many outbound streams may wait for the peer to acknowledge them. Until the peer has shown that it serves streams, only a few may
/// be opened at all: js-libp2p ends a connection on which more than ten come before it has finished its side of the upgrade, and its
/// acknowledgements do not say that it has.
/// </summary>
internal sealed class OpenGate : IDisposable
{
    private const int MaxUnacknowledged = 256;
    private const int MaxEarly = 8;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _places = new(MaxEarly);
    private int _heldBack = MaxUnacknowledged - MaxEarly;
    private bool _isPeerReady;

    /// <summary>Waits for a place.</summary>
    public Task EnterAsync(CancellationToken cancellationToken) => _places.WaitAsync(cancellationToken);

    /// <summary>Gives a place back: the stream was acknowledged or is over.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            if (_isPeerReady)
            {
                _places.Release();
            }
            else
            {
                _heldBack++;
            }
        }
    }

    /// <summary>The peer has opened a stream or sent data on one; or the session is over, so that who waits may learn of it.</summary>
    public void OnPeerReady()
    {
        if (Volatile.Read(ref _isPeerReady))
        {
            return;
        }

        lock (_lock)
        {
            if (!_isPeerReady)
            {
                _isPeerReady = true;
                _places.Release(_heldBack);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}

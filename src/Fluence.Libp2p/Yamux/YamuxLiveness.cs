namespace Fluence.Libp2p.Yamux;

/// <summary>What a session has to do because time has passed.</summary>
internal enum YamuxLivenessAction
{
    None,

    /// <summary>Ask the peer for a sign of life.</summary>
    Ping,

    /// <summary>No stream has been open for long: close.</summary>
    CloseIdle,

    /// <summary>The peer gave no sign of life.</summary>
    AbortSilent,

    /// <summary>The peer has not taken what is being sent.</summary>
    AbortStalled,

    /// <summary>The peer does not hang up after the good-bye.</summary>
    AbortClosing,
}

/// <summary>The clocks of a session. Nothing here starts a timer: the host asks once a second.</summary>
internal sealed class YamuxLiveness(Libp2pOptions options, TimeProvider timeProvider)
{
    private const long Never = long.MinValue;

    private readonly Lock _lock = new();
    private long _received = timeProvider.GetTimestamp();
    private long _activity = timeProvider.GetTimestamp();
    private long _writeStarted = Never;
    private long _pingSent = Never;
    private long _closing = Never;
    private uint _pingValue;
    private TimeSpan _roundTrip;

    /// <summary>Something came from the peer.</summary>
    public void OnReceived() => Volatile.Write(ref _received, timeProvider.GetTimestamp());

    /// <summary>A stream was opened or closed.</summary>
    public void OnActivity() => Volatile.Write(ref _activity, timeProvider.GetTimestamp());

    /// <summary>A write to the transport begins.</summary>
    public void OnWriteStarted() => Volatile.Write(ref _writeStarted, timeProvider.GetTimestamp());

    /// <summary>The transport has taken what was written.</summary>
    public void OnWriteEnded() => Volatile.Write(ref _writeStarted, Never);

    /// <summary>This side has said good-bye.</summary>
    public void OnClosing() => Volatile.Write(ref _closing, timeProvider.GetTimestamp());

    /// <summary>The peer answered a ping; false when it was not asked.</summary>
    public bool TryAnswer(uint value)
    {
        lock (_lock)
        {
            bool wasAsked = _pingSent != Never && value == _pingValue;
            if (wasAsked)
            {
                _roundTrip = timeProvider.GetElapsedTime(_pingSent);
                _pingSent = Never;
                _pingValue++;
            }

            return wasAsked;
        }
    }

    /// <summary>What is due now.</summary>
    /// <param name="streamCount">The streams that are open.</param>
    /// <param name="ping">The value for the ping, when one is due.</param>
    public YamuxLivenessAction Check(int streamCount, out uint ping)
    {
        lock (_lock)
        {
            ping = _pingValue;
            if (HasPassed(Volatile.Read(ref _writeStarted), options.WriteTimeout))
            {
                return YamuxLivenessAction.AbortStalled;
            }

            if (HasPassed(Volatile.Read(ref _closing), options.CloseTimeout))
            {
                return YamuxLivenessAction.AbortClosing;
            }

            if (_pingSent != Never && HasPassed(Math.Max(_pingSent, Volatile.Read(ref _received)), options.KeepAliveTimeout))
            {
                return YamuxLivenessAction.AbortSilent;
            }

            bool isClosing = Volatile.Read(ref _closing) != Never;
            if (streamCount == 0 && !isClosing && HasPassed(Volatile.Read(ref _activity), options.IdleTimeout))
            {
                return YamuxLivenessAction.CloseIdle;
            }

            if (_pingSent != Never || !HasPassed(Volatile.Read(ref _received), options.KeepAliveInterval))
            {
                return YamuxLivenessAction.None;
            }

            ping = StartPing();
            return YamuxLivenessAction.Ping;
        }
    }

    /// <summary>Notes that a ping is sent now; its value.</summary>
    public uint StartPing()
    {
        lock (_lock)
        {
            _pingSent = timeProvider.GetTimestamp();
            return _pingValue;
        }
    }

    /// <summary>Whether the given time is less than some round trips ago; moves it to now.</summary>
    public bool IsWithinRoundTrips(int count, ref long timestamp)
    {
        long since = timestamp;
        timestamp = timeProvider.GetTimestamp();
        lock (_lock)
        {
            return since != 0 && timeProvider.GetElapsedTime(since, timestamp) < count * _roundTrip;
        }
    }

    private bool HasPassed(long since, TimeSpan time) => since != Never && timeProvider.GetElapsedTime(since) >= time;
}

namespace Fluence.Libp2p.Yamux;

/// <summary>What the peer's frames do. All of it runs on the read loop.</summary>
internal sealed partial class YamuxSession
{
    void IYamuxFrameSink.OnHeader(in YamuxHeader header)
    {
        _currentFlags = header.Flags;
        _current = null;
        switch (header.Type)
        {
            case YamuxType.Ping:
                OnPing(header);
                return;
            case YamuxType.GoAway:
                OnGoAway((YamuxGoAway)header.Length);
                return;
        }

        if (header.Type == YamuxType.Data || header.Has(YamuxFlags.Syn))
        {
            _gate.OnPeerReady();
        }

        _current = header.Has(YamuxFlags.Syn) ? Accept(header.StreamId) : Find(header.StreamId);
        if (_current is null)
        {
            return;
        }

        if (header.Has(YamuxFlags.Ack) && !IsInbound(header.StreamId))
        {
            ReleaseAcknowledgement(_current);
        }

        if (header.Type == YamuxType.WindowUpdate)
        {
            _current.OnWindowUpdate(header.Length);
            return;
        }

        _current.OnDataHeader(header.Length);
        if (Interlocked.Read(ref _buffered) + header.Length > _options.MaxBufferedPerConnection)
        {
            _metrics.Refuse("connection_buffer");
            _current.Reset();
            _current = null;
        }
    }

    void IYamuxFrameSink.OnData(ReadOnlySpan<byte> data)
    {
        if (_current is not null)
        {
            _current.OnData(data);
            if (_unflushed.Count == 0 || _unflushed[^1] != _current)
            {
                _unflushed.Add(_current);
            }
        }
    }

    void IYamuxFrameSink.OnFrameEnd()
    {
        if ((_currentFlags & YamuxFlags.Fin) != 0)
        {
            _current?.OnRemoteFin();
        }

        if ((_currentFlags & YamuxFlags.Rst) != 0)
        {
            _current?.OnRemoteReset();
        }

        _current = null;
    }

    private static void EnsureFlag(bool condition, string message)
    {
        if (!condition)
        {
            throw new ProtocolViolationException("yamux_ping", message);
        }
    }

    private void OnPing(in YamuxHeader header)
    {
        if (header.Has(YamuxFlags.Syn))
        {
            SendControl(new YamuxHeader(YamuxType.Ping, YamuxFlags.Ack, 0, header.Length));
            return;
        }

        EnsureFlag(header.Has(YamuxFlags.Ack), "a ping of yamux has neither SYN nor ACK");
        EnsureFlag(_liveness.TryAnswer(header.Length), "the peer answered a ping of yamux that was not sent");
    }

    private void OnGoAway(YamuxGoAway code)
    {
        if (code != YamuxGoAway.Normal)
        {
            throw new Libp2pException("go_away", $"the peer ended the session with the code {(uint)code}");
        }

        lock (_lock)
        {
            _isRemoteGoingAway = true;
        }
    }

    private YamuxStream? Find(uint id)
    {
        YamuxStream? stream;
        lock (_lock)
        {
            stream = _streams.GetValueOrDefault(id);
        }

        if (stream is null)
        {
            // usual after a reset: the peer's frames were under way
            _metrics.Count("frames_for_unknown_streams");
        }

        return stream;
    }

    private YamuxStream? Accept(uint id)
    {
        if (!IsInbound(id))
        {
            throw new ProtocolViolationException("yamux_stream_id", "the peer opened a stream with an id of this side");
        }

        YamuxStream? stream = null;
        lock (_lock)
        {
            if (_streams.ContainsKey(id))
            {
                throw new ProtocolViolationException("yamux_stream_id", "the peer opened a stream that is open already");
            }

            if (!_isClosing && _inboundCount < _options.MaxStreamsPerConnection)
            {
                stream = new YamuxStream(this, id, _options.StreamWindow);
                _inboundCount++;
                _streams.Add(id, stream);
                _liveness.OnActivity();
            }
        }

        if (stream is null)
        {
            _metrics.Refuse("inbound_streams");
            SendControl(new YamuxHeader(YamuxType.WindowUpdate, YamuxFlags.Rst, id, 0));
            return null;
        }

        SendControl(Announcement(stream, YamuxFlags.Ack));
        _accept(stream);
        return stream;
    }
}

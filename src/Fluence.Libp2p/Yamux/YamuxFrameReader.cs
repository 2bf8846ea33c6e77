namespace Fluence.Libp2p.Yamux;

/// <summary>What a session does with the frames that are read.</summary>
internal interface IYamuxFrameSink
{
    /// <summary>A header was read. The data of a data frame follows in pieces.</summary>
    void OnHeader(in YamuxHeader header);

    /// <summary>A piece of the data of the frame whose header came last; never empty.</summary>
    void OnData(ReadOnlySpan<byte> data);

    /// <summary>The frame whose header came last is complete.</summary>
    void OnFrameEnd();
}

/// <summary>
/// Cuts a byte stream into frames. Data is passed on as it comes, so a frame needs no memory of its own, however large it is.
/// </summary>
internal sealed class YamuxFrameReader(IYamuxFrameSink sink)
{
    private readonly byte[] _header = new byte[YamuxHeader.Size];
    private int _headerLength;
    private uint _dataLeft;

    /// <summary>Takes the next bytes, split anywhere.</summary>
    /// <exception cref="ProtocolViolationException">The bytes are no frames.</exception>
    public void Read(ReadOnlySpan<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            if (_dataLeft > 0)
            {
                int count = (int)Math.Min(_dataLeft, (uint)bytes.Length);
                sink.OnData(bytes[..count]);
                bytes = bytes[count..];
                _dataLeft -= (uint)count;
                EndFrameWhenComplete();
            }
            else if (TryReadHeader(ref bytes, out YamuxHeader header))
            {
                _dataLeft = header.Type == YamuxType.Data ? header.Length : 0;
                sink.OnHeader(header);
                EndFrameWhenComplete();
            }
        }
    }

    private void EndFrameWhenComplete()
    {
        if (_dataLeft == 0)
        {
            sink.OnFrameEnd();
        }
    }

    private bool TryReadHeader(ref ReadOnlySpan<byte> bytes, out YamuxHeader header)
    {
        header = default;
        if (_headerLength == 0 && bytes.Length >= YamuxHeader.Size)
        {
            header = YamuxHeader.Read(bytes);
            bytes = bytes[YamuxHeader.Size..];
            return true;
        }

        int count = Math.Min(YamuxHeader.Size - _headerLength, bytes.Length);
        bytes[..count].CopyTo(_header.AsSpan(_headerLength));
        bytes = bytes[count..];
        _headerLength += count;
        if (_headerLength < YamuxHeader.Size)
        {
            return false;
        }

        _headerLength = 0;
        header = YamuxHeader.Read(_header);
        return true;
    }
}

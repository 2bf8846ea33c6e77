using System.Buffers.Binary;

namespace Fluence.Libp2p.Yamux;

/// <summary>What a frame is.</summary>
internal enum YamuxType : byte
{
    Data = 0,
    WindowUpdate = 1,
    Ping = 2,
    GoAway = 3,
}

/// <summary>What a frame changes besides.</summary>
[Flags]
internal enum YamuxFlags : ushort
{
    None = 0,

    /// <summary>Opens a stream; asks for a ping's answer.</summary>
    Syn = 1,

    /// <summary>Accepts a stream; answers a ping.</summary>
    Ack = 2,

    /// <summary>The sender writes no more.</summary>
    Fin = 4,

    /// <summary>The stream is over at once, both ways.</summary>
    Rst = 8,
}

/// <summary>Why a session ends.</summary>
internal enum YamuxGoAway : uint
{
    Normal = 0,
    ProtocolError = 1,
    InternalError = 2,
}

/// <summary>
/// The twelve bytes before every frame, big-endian: version (0), type, flags, stream id, length (hashicorp/yamux, spec.md).
/// The length counts the data of a data frame, is the increment of a window update, the value of a ping, the code of a go-away.
/// </summary>
internal readonly record struct YamuxHeader(YamuxType Type, YamuxFlags Flags, uint StreamId, uint Length)
{
    /// <summary>The size of a header, in bytes.</summary>
    public const int Size = 12;

    public bool Has(YamuxFlags flag) => (Flags & flag) != 0;

    public void Write(Span<byte> destination)
    {
        destination[0] = 0;
        destination[1] = (byte)Type;
        BinaryPrimitives.WriteUInt16BigEndian(destination[2..], (ushort)Flags);
        BinaryPrimitives.WriteUInt32BigEndian(destination[4..], StreamId);
        BinaryPrimitives.WriteUInt32BigEndian(destination[8..], Length);
    }

    /// <exception cref="ProtocolViolationException">The version or the type is unknown, or the stream id does not fit the type.</exception>
    public static YamuxHeader Read(ReadOnlySpan<byte> source)
    {
        if (source[0] != 0)
        {
            throw new ProtocolViolationException("yamux_version", $"a yamux frame has the unknown version {source[0]}");
        }

        YamuxHeader header = new(
            (YamuxType)source[1],
            (YamuxFlags)BinaryPrimitives.ReadUInt16BigEndian(source[2..]),
            BinaryPrimitives.ReadUInt32BigEndian(source[4..]),
            BinaryPrimitives.ReadUInt32BigEndian(source[8..]));
        if (header.Type > YamuxType.GoAway)
        {
            throw new ProtocolViolationException("yamux_type", $"a yamux frame has the unknown type {source[1]}");
        }

        return (header.StreamId == 0) == (header.Type is YamuxType.Ping or YamuxType.GoAway)
            ? header
            : throw new ProtocolViolationException("yamux_stream_id", $"a yamux {header.Type} frame has the stream id {header.StreamId}");
    }
}

using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Protobuf;

/// <summary>Walks the fields of one protobuf message: varints and length-delimited fields. Fields of fixed width are passed over.</summary>
/// <param name="message">The message. Nothing of it is copied, and nothing is believed that does not lie within it.</param>
public ref struct ProtobufReader(ReadOnlySpan<byte> message)
{
    private ReadOnlySpan<byte> _rest = message;

    /// <summary>The number of the current field.</summary>
    public int Field { get; private set; }

    /// <summary>Whether the current field is length-delimited.</summary>
    public bool IsBytes { get; private set; }

    /// <summary>Whether the current field is a varint.</summary>
    public bool IsNumber { get; private set; }

    /// <summary>The value of a varint field; zero for others.</summary>
    public ulong Number { get; private set; }

    /// <summary>The value of a length-delimited field; empty for a varint.</summary>
    public ReadOnlySpan<byte> Bytes { get; private set; }

    /// <summary>Whether what was read so far is no protobuf message.</summary>
    public bool IsMalformed { get; private set; }

    /// <summary>Moves to the next field; false at the end and when the message is malformed.</summary>
    public bool Read()
    {
        IsBytes = IsNumber = false;
        Bytes = default;
        Number = 0;
        if (_rest.IsEmpty || IsMalformed)
        {
            return false;
        }

        if (!TryReadVarint(out ulong tag) || tag >> 3 is 0 or > int.MaxValue)
        {
            return Fail();
        }

        Field = (int)(tag >> 3);
        switch (tag & 7)
        {
            case 0:
                IsNumber = true;
                Number = TryReadVarint(out ulong number) ? number : 0;
                return !IsMalformed;
            case 1:
                return TrySkip(8);
            case 2 when TryReadVarint(out ulong length) && length <= (ulong)_rest.Length:
                IsBytes = true;
                Bytes = _rest[..(int)length];
                _rest = _rest[(int)length..];
                return true;
            case 5:
                return TrySkip(4);
            default:
                return Fail();
        }
    }

    private bool TryReadVarint(out ulong value)
    {
        if (Varint.TryRead(_rest, out value, out int length) != VarintStatus.Done)
        {
            IsMalformed = true;
            return false;
        }

        _rest = _rest[length..];
        return true;
    }

    private bool TrySkip(int count)
    {
        if (_rest.Length < count)
        {
            return Fail();
        }

        _rest = _rest[count..];
        return true;
    }

    private bool Fail()
    {
        IsMalformed = true;
        return false;
    }
}

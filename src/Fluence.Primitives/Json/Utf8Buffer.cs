using System.Buffers;

namespace Fluence.Primitives.Json;

/// <summary>A growing buffer for text in the making; the array comes from the shared pool and goes back on <see cref="Dispose"/>.</summary>
internal ref struct Utf8Buffer(int capacity)
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(capacity);
    private int _length;

    /// <summary>What has been written.</summary>
    public readonly ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Room for at least <paramref name="length"/> bytes, to be claimed by <see cref="Advance"/>.</summary>
    public Span<byte> Reserve(int length)
    {
        if (_bytes.Length - _length < length)
        {
            int doubled = (int)Math.Min(2L * _bytes.Length, Array.MaxLength);
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + length), doubled));
            Written.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_length);
    }

    /// <summary>Claims what was written into the reserved room.</summary>
    public void Advance(int length) => _length += length;

    /// <summary>Appends bytes.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Reserve(bytes.Length));
        _length += bytes.Length;
    }

    /// <summary>Appends one byte.</summary>
    public void Write(byte value)
    {
        if (_length == _bytes.Length)
        {
            Reserve(1);
        }

        _bytes[_length++] = value;
    }

    /// <summary>Gives the array back.</summary>
    public readonly void Dispose() => ArrayPool<byte>.Shared.Return(_bytes);
}

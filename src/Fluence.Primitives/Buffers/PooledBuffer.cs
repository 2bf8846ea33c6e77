using System.Buffers;

namespace Fluence.Primitives.Buffers;

/// <summary>A growing buffer whose array comes from the shared pool and goes back on <see cref="Dispose"/>.</summary>
/// <param name="capacity">How many bytes are likely.</param>
public sealed class PooledBuffer(int capacity = 1024) : IBufferWriter<byte>, IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, 1));
    private int _length;

    /// <summary>The number of bytes written.</summary>
    public int Length => _length;

    /// <summary>What has been written; valid until the next write.</summary>
    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Starts anew.</summary>
    public void Clear() => _length = 0;

    /// <summary>Appends bytes.</summary>
    public void Write(scoped ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - _length < bytes.Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(_bytes.AsSpan(_length));
        _length += bytes.Length;
    }

    /// <summary>Appends a part of what has been written.</summary>
    public void Repeat(int start, int length)
    {
        if (_bytes.Length - _length < length)
        {
            Grow(length);
        }

        _bytes.AsSpan(start, length).CopyTo(_bytes.AsSpan(_length));
        _length += length;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _length = count <= _bytes.Length - _length
        ? _length + count
        : throw new ArgumentOutOfRangeException(nameof(count));

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        int room = Math.Max(sizeHint, 1);
        if (_bytes.Length - _length < room)
        {
            Grow(room);
        }

        return _bytes.AsSpan(_length);
    }

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return _bytes.AsMemory(_length);
    }

    /// <summary>A copy of what has been written.</summary>
    public byte[] ToArray()
    {
        byte[] copy = GC.AllocateUninitializedArray<byte>(_length);
        Written.CopyTo(copy);
        return copy;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        byte[] bytes = _bytes;
        _bytes = [];
        _length = 0;
        if (bytes.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private void Grow(int room)
    {
        int doubled = (int)Math.Min(2L * _bytes.Length, Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(checked(_length + room), doubled));
        Written.CopyTo(larger);
        byte[] former = _bytes;
        _bytes = larger;
        if (former.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(former);
        }
    }
}

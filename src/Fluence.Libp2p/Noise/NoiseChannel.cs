using System.Buffers;
using System.Buffers.Binary;

namespace Fluence.Libp2p.Noise;

/// <summary>
/// A byte stream under Noise after the handshake. One reader and one writer may be busy at the same time. Incoming messages are
/// decrypted where they were received; outgoing ones where they were gathered.
/// </summary>
/// <param name="stream">The raw connection.</param>
/// <param name="receive">The key of the other side.</param>
/// <param name="send">The key of this side.</param>
/// <param name="leftover">Raw bytes that came after the handshake's last message.</param>
internal sealed class NoiseChannel(Stream stream, CipherState receive, CipherState send, ReadOnlyMemory<byte> leftover) : IDisposable
{
    private const int FirstCapacity = 4096;
    private const int FullCapacity = 256 * 1024;

    private byte[] _buffer = Fill(leftover);
    private int _start;
    private int _end = leftover.Length;

    /// <summary>The plaintext of the last message; valid until the next <see cref="ReadAsync"/>.</summary>
    public ReadOnlyMemory<byte> Message { get; private set; }

    /// <summary>Whether the next message is here already, so that reading it does not touch the connection.</summary>
    public bool HasNext => _end - _start >= 2 && _end - _start >= 2 + BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start));

    /// <summary>Reads the next message into <see cref="Message"/>, which may be empty; false at the end of the connection.</summary>
    /// <exception cref="ProtocolViolationException">A message is not authentic.</exception>
    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            int available = _end - _start;
            int size = available < 2 ? 2 : 2 + BinaryPrimitives.ReadUInt16BigEndian(_buffer.AsSpan(_start));
            if (available >= size)
            {
                Open(_start + 2, size - 2);
                _start += size;
                return true;
            }

            MakeRoom(size);
            int count = await stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken);
            if (count == 0)
            {
                return available == 0
                    ? false
                    : throw new ProtocolViolationException("noise_truncated", "the connection ended within a Noise message");
            }

            _end += count;
        }
    }

    /// <summary>Encrypts and sends everything in <paramref name="buffer"/>.</summary>
    public ValueTask WriteAsync(SealedBuffer buffer, CancellationToken cancellationToken) =>
        stream.WriteAsync(buffer.Seal(send), cancellationToken);

    public void Dispose()
    {
        receive.Dispose();
        send.Dispose();
        if (_buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }
    }

    private static byte[] Fill(ReadOnlyMemory<byte> leftover)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(Math.Max(FirstCapacity, leftover.Length));
        leftover.Span.CopyTo(buffer);
        return buffer;
    }

    private void Open(int offset, int length)
    {
        int count = length - CipherState.TagLength;
        if (count < 0)
        {
            throw new ProtocolViolationException("noise_message", "a Noise message is shorter than its tag");
        }

        Span<byte> text = _buffer.AsSpan(offset, count);
        if (!receive.TryDecrypt([], text, _buffer.AsSpan(offset + count, CipherState.TagLength), text))
        {
            throw new ProtocolViolationException("noise_authentication", "a Noise message is not authentic");
        }

        Message = _buffer.AsMemory(offset, count);
    }

    private void MakeRoom(int messageSize)
    {
        if (_start == _end)
        {
            _start = _end = 0;
        }

        if (_start > 0 && _buffer.Length - _start < messageSize)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            _end -= _start;
            _start = 0;
        }

        // a connection that never sees a large message keeps a small buffer
        if (_buffer.Length - _start < messageSize)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(FullCapacity);
            _buffer.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }
    }
}

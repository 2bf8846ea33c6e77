using System.Buffers;
using System.Buffers.Binary;

namespace Fluence.Libp2p.Noise;

/// <summary>
/// Plaintext laid out so that it can be encrypted where it lies and sent in one go: slots of
/// <c>2 bytes length ‖ up to 65 519 bytes ‖ 16 bytes tag</c>, all full but the last. One buffer takes up many frames of the muxer,
/// which is what makes small messages cheap: they share a Noise message and a system call.
/// </summary>
internal sealed class SealedBuffer : IDisposable
{
    /// <summary>The most plaintext of one Noise message, in bytes.</summary>
    public const int MaxPlaintext = ushort.MaxValue - CipherState.TagLength;

    private const int PrefixLength = 2;
    private const int SlotLength = PrefixLength + MaxPlaintext + CipherState.TagLength;
    private const int FirstCapacity = 2048;

    private byte[] _array = [];

    /// <summary>The plaintext appended so far, in bytes.</summary>
    public int Length { get; private set; }

    /// <summary>Appends plaintext.</summary>
    public void Append(ReadOnlySpan<byte> plaintext)
    {
        EnsureCapacity(SealedLength(Length + plaintext.Length));
        while (!plaintext.IsEmpty)
        {
            (int slot, int offset) = Math.DivRem(Length, MaxPlaintext);
            int count = Math.Min(plaintext.Length, MaxPlaintext - offset);
            plaintext[..count].CopyTo(_array.AsSpan((slot * SlotLength) + PrefixLength + offset));
            plaintext = plaintext[count..];
            Length += count;
        }
    }

    /// <summary>Encrypts all slots; the result is ready to be sent and stays valid until <see cref="Clear"/>.</summary>
    public ReadOnlyMemory<byte> Seal(CipherState cipher)
    {
        int rest = Length;
        for (int start = 0; rest > 0; start += SlotLength)
        {
            int count = Math.Min(rest, MaxPlaintext);
            BinaryPrimitives.WriteUInt16BigEndian(_array.AsSpan(start), (ushort)(count + CipherState.TagLength));
            Span<byte> text = _array.AsSpan(start + PrefixLength, count);
            cipher.Encrypt([], text, text, _array.AsSpan(start + PrefixLength + count, CipherState.TagLength));
            rest -= count;
        }

        return _array.AsMemory(0, SealedLength(Length));
    }

    /// <summary>Empties the buffer and gives its memory back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
            _array = [];
        }
    }

    public void Dispose() => Clear();

    private static int SealedLength(int plaintextLength)
    {
        int slots = (plaintextLength + MaxPlaintext - 1) / MaxPlaintext;
        return plaintextLength + (slots * (PrefixLength + CipherState.TagLength));
    }

    private void EnsureCapacity(int capacity)
    {
        if (capacity <= _array.Length)
        {
            return;
        }

        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(capacity, Math.Max(FirstCapacity, 2 * _array.Length)));
        _array.AsSpan(0, Math.Min(_array.Length, SealedLength(Length))).CopyTo(larger);
        if (_array.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_array);
        }

        _array = larger;
    }
}

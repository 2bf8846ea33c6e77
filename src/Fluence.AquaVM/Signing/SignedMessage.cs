using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Signing;

/// <summary>
/// What a peer signs: the Borsh encoding of its CIDs, sorted by bytes, and of the particle's id. Lengths and counts are 32 bits,
/// little-endian. Its memory comes from the shared pool and goes back on <see cref="Dispose"/>.
/// </summary>
internal readonly struct SignedMessage : IDisposable
{
    private readonly byte[] _rented;
    private readonly int _length;

    private SignedMessage(int length)
    {
        _rented = ArrayPool<byte>.Shared.Rent(length);
        _length = length;
    }

    /// <summary>The message.</summary>
    public ReadOnlySpan<byte> Bytes => _rented.AsSpan(0, _length);

    /// <summary>The message over CIDs that are sorted already.</summary>
    public static SignedMessage Of(List<DataCid> sortedCids, string particleId)
    {
        int length = sizeof(uint);
        foreach (DataCid cid in sortedCids)
        {
            length = checked(length + sizeof(uint) + cid.Utf8.Length);
        }

        int saltLength = Encoding.UTF8.GetByteCount(particleId);
        SignedMessage message = new(checked(length + sizeof(uint) + saltLength));
        BinaryPrimitives.WriteInt32LittleEndian(message._rented, sortedCids.Count);
        Span<byte> rest = message._rented.AsSpan(sizeof(uint));
        foreach (DataCid cid in sortedCids)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, cid.Utf8.Length);
            cid.Utf8.CopyTo(rest[sizeof(uint)..]);
            rest = rest[(sizeof(uint) + cid.Utf8.Length)..];
        }

        BinaryPrimitives.WriteInt32LittleEndian(rest, saltLength);
        Encoding.UTF8.GetBytes(particleId, rest[sizeof(uint)..]);
        return message;
    }

    /// <inheritdoc/>
    public void Dispose() => ArrayPool<byte>.Shared.Return(_rented);
}

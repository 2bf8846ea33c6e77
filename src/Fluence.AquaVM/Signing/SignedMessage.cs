using System.Buffers.Binary;
using System.Text;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Signing;

/// <summary>
/// What a peer signs: the Borsh encoding of its CIDs, sorted by bytes, and of the particle's id. Lengths and counts are 32 bits,
/// little-endian.
/// </summary>
internal static class SignedMessage
{
    /// <summary>The message over CIDs that are sorted already.</summary>
    public static byte[] Of(List<DataCid> sortedCids, string particleId)
    {
        int length = sizeof(uint);
        foreach (DataCid cid in sortedCids)
        {
            length = checked(length + sizeof(uint) + cid.Utf8.Length);
        }

        int saltLength = Encoding.UTF8.GetByteCount(particleId);
        byte[] message = new byte[checked(length + sizeof(uint) + saltLength)];
        BinaryPrimitives.WriteInt32LittleEndian(message, sortedCids.Count);
        Span<byte> rest = message.AsSpan(sizeof(uint));
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
}

using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Content;

/// <summary>
/// A content identifier of version 1: <c>0x01 ‖ varint codec ‖ multihash</c>. Its text is multibase base32 in lower case.
/// </summary>
/// <param name="Codec">What the content is, a <see cref="Multicodec"/> code.</param>
/// <param name="Hash">The hash of the content.</param>
public readonly record struct Cid(ulong Codec, Multihash Hash)
{
    /// <summary>The binary form.</summary>
    public byte[] ToBytes()
    {
        byte[] hash = Hash.ToBytes();
        byte[] bytes = new byte[1 + Varint.Length(Codec) + hash.Length];
        bytes[0] = 1;
        int position = 1 + Varint.Write(bytes.AsSpan(1), Codec);
        hash.CopyTo(bytes.AsSpan(position));
        return bytes;
    }

    /// <summary>The canonical text: <c>b</c> and base32.</summary>
    public override string ToString() => "b" + Base32.Encode(ToBytes());

    /// <summary>Reads a CID of version 1 that fills <paramref name="bytes"/> exactly.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out Cid cid)
    {
        cid = default;
        if (bytes.IsEmpty || bytes.Span[0] != 1
            || Varint.TryRead(bytes.Span[1..], out ulong codec, out int length) != VarintStatus.Done
            || !Multihash.TryParse(bytes[(1 + length)..], out Multihash hash))
        {
            return false;
        }

        cid = new Cid(codec, hash);
        return true;
    }

    /// <summary>Reads the text of a CID of version 1 in any multibase encoding that <see cref="Multibase"/> knows.</summary>
    public static bool TryParse(string? text, out Cid cid)
    {
        cid = default;
        return Multibase.TryDecode(text, out byte[] bytes) && TryParse(bytes, out cid);
    }
}

using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Content;

/// <summary>
/// A content identifier. Of version 1: <c>0x01 ‖ varint codec ‖ multihash</c>, as text multibase base32 in lower case. Of version 0: a
/// SHA2-256 multihash alone, which is always of DAG-PB; as text base58, <c>Qm…</c>.
/// </summary>
/// <param name="Codec">What the content is, a <see cref="Multicodec"/> code.</param>
/// <param name="Hash">The hash of the content.</param>
public readonly record struct Cid(ulong Codec, Multihash Hash)
{
    private const int V0TextLength = 46;

    /// <summary>Whether this is the form of version 0. It and the form of version 1 are different ids of the same content.</summary>
    public bool IsV0 { get; private init; }

    /// <summary>The id of version 0 for a DAG-PB block with this SHA2-256.</summary>
    public static Cid V0(Multihash hash) => new(Multicodec.DagPb, hash) { IsV0 = true };

    /// <summary>The binary form.</summary>
    public byte[] ToBytes()
    {
        byte[] hash = Hash.ToBytes();
        if (IsV0)
        {
            return hash;
        }

        byte[] bytes = new byte[1 + Varint.Length(Codec) + hash.Length];
        bytes[0] = 1;
        int position = 1 + Varint.Write(bytes.AsSpan(1), Codec);
        hash.CopyTo(bytes.AsSpan(position));
        return bytes;
    }

    /// <summary>The canonical text: <c>b</c> and base32, or base58 for version 0.</summary>
    public override string ToString() => IsV0 ? Base58.Encode(ToBytes()) : "b" + Base32.Encode(ToBytes());

    /// <summary>Reads a CID of version 1 that fills <paramref name="bytes"/> exactly.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out Cid cid) => TryParseAny(bytes, out cid) && !cid.IsV0;

    /// <summary>Reads the text of a CID of version 1 in any multibase encoding that <see cref="Multibase"/> knows.</summary>
    public static bool TryParse(string? text, out Cid cid)
    {
        cid = default;
        return Multibase.TryDecode(text, out byte[] bytes) && TryParse(bytes, out cid);
    }

    /// <summary>Reads a CID of either version that fills <paramref name="bytes"/> exactly.</summary>
    public static bool TryParseAny(ReadOnlyMemory<byte> bytes, out Cid cid) =>
        TryRead(bytes, out cid, out int length) && length == bytes.Length;

    /// <summary>Reads the text of a CID of either version.</summary>
    public static bool TryParseAny(string? text, out Cid cid)
    {
        cid = default;
        return text is { Length: V0TextLength } && text.StartsWith("Qm", StringComparison.Ordinal)
            ? Base58.TryDecode(text, out byte[] bytes) && TryParseAny(bytes, out cid) && cid.IsV0
            : TryParse(text, out cid);
    }

    /// <summary>Reads a CID of either version that <paramref name="bytes"/> begin with, and tells how long it is.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out Cid cid, out int length)
    {
        cid = default;
        length = 0;
        if (bytes.Span is [0x12, 0x20, ..])
        {
            bool isHash = Multihash.TryRead(bytes, out Multihash sha256, out length);
            cid = isHash ? V0(sha256) : default;
            return isHash;
        }

        if (bytes.IsEmpty || bytes.Span[0] != 1
            || Varint.TryRead(bytes.Span[1..], out ulong codec, out int codecLength) != VarintStatus.Done
            || !Multihash.TryRead(bytes[(1 + codecLength)..], out Multihash hash, out int hashLength))
        {
            return false;
        }

        cid = new Cid(codec, hash);
        length = 1 + codecLength + hashLength;
        return true;
    }
}

using System.Security.Cryptography;
using Fluence.Primitives.Encoding;

namespace Fluence.Primitives.Content;

/// <summary>Codes of the multicodec table that this stack uses.</summary>
public static class Multicodec
{
    /// <summary>Raw bytes.</summary>
    public const ulong Raw = 0x55;

    /// <summary>DAG-PB nodes (UnixFS).</summary>
    public const ulong DagPb = 0x70;

    /// <summary>DAG-CBOR.</summary>
    public const ulong DagCbor = 0x71;

    /// <summary>A libp2p public key.</summary>
    public const ulong Libp2pKey = 0x72;

    /// <summary>DAG-JSON.</summary>
    public const ulong DagJson = 0x0129;

    /// <summary>Plain JSON, the codec of every CID in interpreter data.</summary>
    public const ulong Json = 0x0200;

    /// <summary>MessagePack, the codec of particles and call results.</summary>
    public const ulong MessagePack = 0x0201;

    /// <summary>The identity "hash": the digest is the input.</summary>
    public const ulong Identity = 0x00;

    /// <summary>SHA2-256.</summary>
    public const ulong Sha256 = 0x12;

    /// <summary>SHA2-512.</summary>
    public const ulong Sha512 = 0x13;

    /// <summary>BLAKE3 with a digest of 32 bytes.</summary>
    public const ulong Blake3 = 0x1e;
}

/// <summary>A hash that names its function: <c>varint code ‖ varint length ‖ digest</c> (multiformats/multihash).</summary>
/// <param name="Code">The hash function, a <see cref="Multicodec"/> code.</param>
/// <param name="Digest">The digest, at most <see cref="MaxDigestLength"/> bytes.</param>
public readonly record struct Multihash(ulong Code, ReadOnlyMemory<byte> Digest)
{
    /// <summary>The longest digest that is read, in bytes.</summary>
    public const int MaxDigestLength = 128;

    /// <summary>The binary form.</summary>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[Varint.Length(Code) + Varint.Length((ulong)Digest.Length) + Digest.Length];
        int position = Varint.Write(bytes, Code);
        position += Varint.Write(bytes.AsSpan(position), (ulong)Digest.Length);
        Digest.Span.CopyTo(bytes.AsSpan(position));
        return bytes;
    }

    /// <summary>The SHA2-256 of some bytes.</summary>
    public static Multihash Sha256Of(ReadOnlySpan<byte> content) => new(Multicodec.Sha256, SHA256.HashData(content));

    /// <summary>Reads a multihash that fills <paramref name="bytes"/> exactly.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> bytes, out Multihash multihash) =>
        TryRead(bytes, out multihash, out int length) && length == bytes.Length;

    /// <summary>Reads a multihash that <paramref name="bytes"/> begin with, and tells how long it is.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> bytes, out Multihash multihash, out int length)
    {
        multihash = default;
        length = 0;
        if (Varint.TryRead(bytes.Span, out ulong code, out int codeLength) != VarintStatus.Done
            || Varint.TryRead(bytes.Span[codeLength..], out ulong size, out int sizeLength) != VarintStatus.Done
            || size > MaxDigestLength
            || (ulong)(bytes.Length - codeLength - sizeLength) < size)
        {
            return false;
        }

        int start = codeLength + sizeLength;
        length = start + (int)size;
        multihash = new Multihash(code, bytes[start..length]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(Multihash other) => Code == other.Code && Digest.Span.SequenceEqual(other.Digest.Span);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        hash.Add(Code);
        hash.AddBytes(Digest.Span);
        return hash.ToHashCode();
    }
}

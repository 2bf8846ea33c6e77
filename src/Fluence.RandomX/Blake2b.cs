using Org.BouncyCastle.Crypto.Digests;

namespace Fluence.RandomX;

/// <summary>Blake2b without key, of any length of digest up to 64 bytes (RFC 7693).</summary>
internal static class Blake2b
{
    /// <summary>Hashes into a digest of the length that is given.</summary>
    internal static void Hash(ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Blake2bDigest hash = new(digest.Length * 8);
        byte[] bytes = input.ToArray();
        hash.BlockUpdate(bytes, 0, bytes.Length);
        byte[] result = new byte[digest.Length];
        hash.DoFinal(result, 0);
        result.CopyTo(digest);
    }
}

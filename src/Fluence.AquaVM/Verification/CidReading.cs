using System.Text;
using Fluence.Primitives.Content;
using Fluence.Primitives.Encoding;

namespace Fluence.AquaVM.Verification;

/// <summary>
/// Reads the texts of CIDs as leniently as the original's library: a path up to <c>/ipfs/</c> before it, either case where the base has
/// only one, and bytes after the hash are ignored. Only the usual bases are known.
/// </summary>
internal static class CidReading
{
    private const int MaxDigestLength = 64;
    private const string PathEnd = "/ipfs/";

    /// <summary>Reads a CID of version 1.</summary>
    public static bool TryRead(ReadOnlySpan<byte> utf8, out Cid cid)
    {
        cid = default;
        if (!Ascii.IsValid(utf8))
        {
            return false;
        }

        string text = Encoding.ASCII.GetString(utf8);
        int path = text.IndexOf(PathEnd, StringComparison.Ordinal);
        text = path < 0 ? text : text[(path + PathEnd.Length)..];
        return text.Length >= 2 && Multibase.TryDecode(FoldCase(text), out byte[] bytes) && TryReadBinary(bytes, out cid);
    }

    private static string FoldCase(string text) => text[0] is 'b' or 'B' or 'f' or 'F' or 'k' or 'K' ? text.ToLowerInvariant() : text;

    private static bool TryReadBinary(ReadOnlyMemory<byte> bytes, out Cid cid)
    {
        cid = default;
        if (!TryReadVarint(ref bytes, out ulong version) || version != 1
            || !TryReadVarint(ref bytes, out ulong codec)
            || !TryReadVarint(ref bytes, out ulong hash)
            || !TryReadVarint(ref bytes, out ulong length) || length > MaxDigestLength || (int)length > bytes.Length)
        {
            return false;
        }

        cid = new Cid(codec, new Multihash(hash, bytes[..(int)length]));
        return true;
    }

    private static bool TryReadVarint(ref ReadOnlyMemory<byte> bytes, out ulong value)
    {
        bool done = Varint.TryRead(bytes.Span, out value, out int length) == VarintStatus.Done;
        bytes = bytes[length..];
        return done;
    }
}

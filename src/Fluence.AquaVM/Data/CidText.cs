using System.Text;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>The usual text of a CID in interpreter data: base32 of version 1, codec JSON, BLAKE3.</summary>
internal static class CidText
{
    private static ReadOnlySpan<byte> Prefix => "bagaaihra"u8;

    /// <summary>Whether a CID has the usual text, so that equal content has an equal text.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8) => utf8.Length == JsonCid.TextLength && utf8.StartsWith(Prefix);

    /// <summary>Writes the CID of JSON text; <paramref name="cid"/> has room for 61 bytes.</summary>
    public static void Write(ReadOnlySpan<byte> json, Span<byte> cid)
    {
        Span<char> text = stackalloc char[JsonCid.TextLength];
        JsonCid.Write(json, text);
        Encoding.ASCII.GetBytes(text, cid);
    }
}

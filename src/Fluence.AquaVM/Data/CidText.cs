using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>The usual text of a CID in interpreter data: base32 of version 1, codec JSON, BLAKE3.</summary>
internal static class CidText
{
    /// <summary>Whether a CID has the usual text, so that equal content has an equal text.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8) => utf8.Length == JsonCid.TextLength && utf8.StartsWith(JsonCid.Prefix);
}

using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Data;

/// <summary>The usual text of a CID in interpreter data: base32 of version 1, codec JSON, BLAKE3.</summary>
internal static class CidText
{
    /// <summary>Whether a CID has the usual text, so that equal content has an equal text.</summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8) => utf8.Length == JsonCid.TextLength && utf8.StartsWith(JsonCid.Prefix);

    /// <summary>Whether a text is ASCII without anything that JSON strings escape.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is < 32 or > 64)
        {
            return !utf8.ContainsAnyExcept(Plain);
        }

        // both halves of the usual text, which overlap
        return IsPlain(Vector256.Create(utf8)) && IsPlain(Vector256.Create(utf8[^32..]));
    }

    private static SearchValues<byte> Plain { get; } =
        SearchValues.Create([.. Enumerable.Range(0x20, 0x5f).Select(static code => (byte)code).Except("\"\\"u8.ToArray())]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsPlain(Vector256<byte> text)
    {
        Vector256<byte> odd = Vector256.LessThan(text, Vector256.Create((byte)0x20))
            | Vector256.GreaterThan(text, Vector256.Create((byte)0x7e))
            | Vector256.Equals(text, Vector256.Create((byte)'"'))
            | Vector256.Equals(text, Vector256.Create((byte)'\\'));
        return odd == Vector256<byte>.Zero;
    }
}

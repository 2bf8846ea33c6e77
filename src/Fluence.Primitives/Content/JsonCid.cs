using Fluence.Primitives.Encoding;
using Fluence.Primitives.Hashing;
using Fluence.Primitives.Json;

namespace Fluence.Primitives.Content;

/// <summary>CIDs of canonical JSON text: version 1, codec JSON (0x0200), BLAKE3 of 32 bytes, in base32. Always 61 characters, <c>bagaaihra…</c>.</summary>
public static class JsonCid
{
    /// <summary>The length of the text, in characters.</summary>
    public const int TextLength = 61;

    /// <summary>Version 1, codec 0x0200 as varint, BLAKE3, digest length.</summary>
    private static ReadOnlySpan<byte> Prefix => [0x01, 0x80, 0x04, 0x1e, 0x20];

    /// <summary>The CID of a JSON value.</summary>
    public static string Of(JsonValue value) => Of(value.ToUtf8());

    /// <summary>The CID of JSON text, which is taken as it is.</summary>
    public static string Of(ReadOnlySpan<byte> utf8) => string.Create(TextLength, utf8, static (text, utf8) => Write(utf8, text));

    /// <summary>Writes the text of the CID of JSON text.</summary>
    public static void Write(ReadOnlySpan<byte> utf8, Span<char> text)
    {
        Span<byte> cid = stackalloc byte[Prefix.Length + Blake3.DigestLength];
        Prefix.CopyTo(cid);
        Blake3.Hash(utf8, cid[Prefix.Length..]);
        text[0] = 'b';
        Base32.Encode(cid, text[1..]);
    }
}

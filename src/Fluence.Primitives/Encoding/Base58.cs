using System.Buffers;

namespace Fluence.Primitives.Encoding;

/// <summary>Base58 with the Bitcoin alphabet, as peer ids and multibase <c>z</c> use it.</summary>
public static class Base58
{
    /// <summary>
    /// The longest text that is decoded, in characters. Decoding takes time quadratic in the length,
    /// and nothing in the protocol is longer than a key.
    /// </summary>
    public const int MaxTextLength = 1024;

    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz");

    /// <summary>The text of <paramref name="bytes"/>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes) => SimpleBase.Base58.Bitcoin.Encode(bytes);

    /// <summary>Decodes <paramref name="text"/>; false when it has a character outside the alphabet or is too long.</summary>
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = [];
        if (string.IsNullOrEmpty(text) || text.Length > MaxTextLength)
        {
            return text is { Length: 0 };
        }

        // the library's decoder throws on characters beyond ASCII
        if (text.AsSpan().ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        byte[] buffer = new byte[text.Length];
        if (!SimpleBase.Base58.Bitcoin.TryDecode(text, buffer, out int written))
        {
            return false;
        }

        bytes = buffer[..written];
        return true;
    }
}

namespace Fluence.Primitives.Encoding;

/// <summary>Base32 of RFC 4648 in lower case and without padding: multibase <c>b</c>, the text form of CIDs.</summary>
public static class Base32
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    /// <summary>The number of characters for <paramref name="byteCount"/> bytes.</summary>
    public static int TextLength(int byteCount) => ((byteCount * 8) + 4) / 5;

    /// <summary>Writes the text of <paramref name="bytes"/> as ASCII; <paramref name="destination"/> must have room.</summary>
    /// <returns>The number of characters written.</returns>
    public static int Encode(ReadOnlySpan<byte> bytes, Span<char> destination)
    {
        uint buffer = 0;
        int bits = 0, length = 0;
        foreach (byte value in bytes)
        {
            buffer = (buffer << 8) | value;
            bits += 8;
            while (bits >= 5)
            {
                bits -= 5;
                destination[length++] = Alphabet[(int)(buffer >> bits) & 31];
            }
        }

        if (bits > 0)
        {
            destination[length++] = Alphabet[(int)(buffer << (5 - bits)) & 31];
        }

        return length;
    }

    /// <summary>The text of <paramref name="bytes"/>.</summary>
    public static string Encode(ReadOnlySpan<byte> bytes)
    {
        char[] text = new char[TextLength(bytes.Length)];
        Encode(bytes, text);
        return new string(text);
    }

    /// <summary>Decodes <paramref name="text"/>; false when a character is outside the alphabet or the last bits are not zero.</summary>
    /// <param name="text">Lower-case text without padding.</param>
    /// <param name="bytes">The decoded bytes.</param>
    public static bool TryDecode(ReadOnlySpan<char> text, out byte[] bytes)
    {
        byte[] decoded = new byte[text.Length * 5 / 8];
        bytes = [];
        uint buffer = 0;
        int bits = 0, length = 0;
        foreach (char symbol in text)
        {
            int digit = symbol switch
            {
                >= 'a' and <= 'z' => symbol - 'a',
                >= '2' and <= '7' => symbol - '2' + 26,
                _ => -1,
            };
            if (digit < 0)
            {
                return false;
            }

            buffer = (buffer << 5) | (uint)digit;
            bits += 5;
            if (bits >= 8)
            {
                bits -= 8;
                decoded[length++] = (byte)(buffer >> bits);
            }
        }

        if (bits >= 5 || (buffer & ((1u << bits) - 1)) != 0)
        {
            return false;
        }

        bytes = decoded;
        return true;
    }
}

using SimpleBase;

namespace Fluence.Primitives.Encoding;

/// <summary>Self-describing text encodings: one prefix character, then the text (multiformats/multibase).</summary>
public static class Multibase
{
    /// <summary>
    /// Decodes multibase text of any encoding that CIDs use in practice: base16, 32 (both cases), 36, 58 and 64 (both alphabets).
    /// </summary>
    /// <returns>False when the prefix is unknown or the text does not fit it.</returns>
    public static bool TryDecode(string? text, out byte[] bytes)
    {
        bytes = [];
        if (string.IsNullOrEmpty(text) || text.Length > Base58.MaxTextLength)
        {
            return false;
        }

        string body = text[1..];
        try
        {
            switch (text[0])
            {
                case 'b':
                    return Base32.TryDecode(body, out bytes);
                case 'B':
                    return !body.Any(char.IsAsciiLetterLower) && Base32.TryDecode(body.ToLowerInvariant(), out bytes);
                case 'z':
                    return Base58.TryDecode(body, out bytes);
                case 'f':
                    bytes = Convert.FromHexString(body);
                    return !body.Any(char.IsAsciiLetterUpper);
                case 'F':
                    bytes = Convert.FromHexString(body);
                    return !body.Any(char.IsAsciiLetterLower);
                case 'k':
                    bytes = Base36.LowerCase.Decode(body);
                    return true;
                case 'm':
                    bytes = Convert.FromBase64String(Pad(body));
                    return !body.Contains('=', StringComparison.Ordinal);
                case 'u':
                    bytes = System.Buffers.Text.Base64Url.DecodeFromChars(body);
                    return true;
                default:
                    return false;
            }
        }
        catch (FormatException)
        {
            return false;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Pad(string base64) => base64.PadRight((base64.Length + 3) / 4 * 4, '=');
}

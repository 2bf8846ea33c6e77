using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Primitives.Encoding;

namespace Fluence.Services.Calls;

/// <summary>Base58 in arguments, with the errors of the original's decoder.</summary>
internal static class Base58Argument
{
    private const string Alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

    /// <summary>Decodes base58 text of a function's argument.</summary>
    public static bool TryDecode(string text, out byte[] bytes, out FunctionOutcome error)
    {
        error = default;
        if (Base58.TryDecode(text, out bytes))
        {
            return true;
        }

        (string display, string debug) = Explain(text);
        error = ArgumentErrors.Typed($"decode base58 failed: {display}", $"DecodeBase58({debug})");
        return false;
    }

    /// <summary>Decodes a key, whose errors the original words differently.</summary>
    public static bool TryDecodeKey(string text, out byte[] bytes, out FunctionOutcome error)
    {
        error = default;
        if (Base58.TryDecode(text, out bytes))
        {
            return true;
        }

        error = ArgumentErrors.InvalidFormat("key", $"not a base58: {Explain(text).Display}");
        return false;
    }

    /// <summary>Reads a peer id.</summary>
    public static bool TryParsePeerId(string text, [NotNullWhen(true)] out PeerId? peerId, out FunctionOutcome error)
    {
        error = default;
        if (PeerId.TryParse(text, out peerId))
        {
            return true;
        }

        if (Base58.TryDecode(text, out _))
        {
            error = ArgumentErrors.Typed("invalid multihash", "InvalidMultihash");
            return false;
        }

        (string display, string debug) = Explain(text);
        error = ArgumentErrors.Typed($"base-58 decode error: {display}", $"B58({debug})");
        return false;
    }

    private static (string Display, string Debug) Explain(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsAscii(text[i]))
            {
                return ($"provided string contained non-ascii character starting at byte {i}", $"NonAsciiCharacter {{ index: {i} }}");
            }

            if (!Alphabet.Contains(text[i], StringComparison.Ordinal))
            {
                string character = text[i] == '\'' ? "\\'" : RustDebug.Print(text[i].ToString())[1..^1];
                return ($"provided string contained invalid character '{character}' at byte {i}",
                    $"InvalidCharacter {{ character: '{character}', index: {i} }}");
            }
        }

        return ($"provided string is longer than {Base58.MaxTextLength} characters", "BufferTooSmall");
    }
}

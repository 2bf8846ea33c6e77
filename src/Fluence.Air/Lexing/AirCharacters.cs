using System.Buffers;
using System.Text;

namespace Fluence.Air.Lexing;

/// <summary>The character classes of AIR.</summary>
internal static class AirCharacters
{
    private const string AsciiName = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
    private const string Whitespace = "\t\n\u000b\u000c\r \u0085\u00a0\u1680"
        + "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000";

    /// <summary>The ASCII characters of names.</summary>
    public static SearchValues<char> AsciiNameCharacters { get; } = SearchValues.Create(AsciiName);

    /// <summary>Characters between tokens.</summary>
    public static SearchValues<char> WhitespaceCharacters { get; } = SearchValues.Create(Whitespace);

    /// <summary>Characters that may end a word.</summary>
    public static SearchValues<char> WordEnds { get; } = SearchValues.Create(Whitespace + "()[]");

    /// <summary>Whether a character may stand in a name.</summary>
    public static bool IsNameCharacter(Rune rune) =>
        rune.IsAscii ? AsciiNameCharacters.Contains((char)rune.Value) : IsAlphabetic(rune) || Rune.IsNumber(rune);

    /// <summary>Whether a character may stand in the lambda of a variable; the lambda's own grammar then decides.</summary>
    public static bool IsLambdaCharacter(Rune rune) =>
        IsNameCharacter(rune) || (rune.IsAscii && "$@[]():?.*,\"'".Contains((char)rune.Value, StringComparison.Ordinal));

    private static bool IsAlphabetic(Rune rune) => Rune.IsLetter(rune) || UnicodeAlphabetic.IsOtherAlphabetic(rune.Value);
}

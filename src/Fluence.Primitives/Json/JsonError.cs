namespace Fluence.Primitives.Json;

/// <summary>The errors of the parser, in the words of serde_json; they reach scripts and so are part of the protocol.</summary>
internal static class JsonError
{
    public const string EofInList = "EOF while parsing a list";
    public const string EofInObject = "EOF while parsing an object";
    public const string EofInString = "EOF while parsing a string";
    public const string EofInValue = "EOF while parsing a value";
    public const string ExpectedColon = "expected `:`";
    public const string ExpectedListCommaOrEnd = "expected `,` or `]`";
    public const string ExpectedObjectCommaOrEnd = "expected `,` or `}`";
    public const string ExpectedIdent = "expected ident";
    public const string ExpectedValue = "expected value";
    public const string InvalidEscape = "invalid escape";
    public const string InvalidNumber = "invalid number";
    public const string NumberOutOfRange = "number out of range";
    public const string InvalidUnicode = "invalid unicode code point";
    public const string ControlCharacter = "control character (\\u0000-\\u001F) found while parsing a string";
    public const string KeyMustBeString = "key must be a string";
    public const string LoneSurrogate = "lone leading surrogate in hex escape";
    public const string TrailingComma = "trailing comma";
    public const string TrailingCharacters = "trailing characters";
    public const string UnexpectedEndOfHexEscape = "unexpected end of hex escape";
    public const string TooDeep = "recursion limit exceeded";

    /// <summary>Adds the place: lines from 1, columns in bytes since the line began.</summary>
    public static string At(string error, ReadOnlySpan<byte> before)
    {
        int line = 1 + before.Count((byte)'\n');
        int column = before.Length - 1 - before.LastIndexOf((byte)'\n');
        return $"{error} at line {line} column {column}";
    }
}

using System.Text;
using System.Text.Unicode;

namespace Fluence.Primitives.Json;

/// <content>Strings and their escapes.</content>
internal ref partial struct JsonParser
{
    /// <summary>Reads a string whose opening quote has been consumed.</summary>
    private string? ParseString()
    {
        int start = _position;
        StringBuilder? unescaped = null;
        while (true)
        {
            int plain = _text[_position..].IndexOfAny(JsonText.EndOfPlainUtf8);
            if (plain < 0)
            {
                _position = _text.Length;
                Fail(JsonError.EofInString);
                return null;
            }

            _position += plain;
            ReadOnlySpan<byte> run = _text[start.._position];
            byte stop = _text[_position++];
            if (stop == (byte)'"')
            {
                return FinishString(unescaped, run);
            }

            if (stop != (byte)'\\')
            {
                Fail(JsonError.ControlCharacter);
                return null;
            }

            unescaped ??= new StringBuilder();
            if (!TryAppend(unescaped, run) || !ParseEscape(unescaped))
            {
                return null;
            }

            start = _position;
        }
    }

    private string? FinishString(StringBuilder? unescaped, ReadOnlySpan<byte> run)
    {
        if (unescaped is not null)
        {
            return TryAppend(unescaped, run) ? unescaped.ToString() : null;
        }

        if (!Utf8.IsValid(run))
        {
            Fail(JsonError.InvalidUnicode);
            return null;
        }

        return System.Text.Encoding.UTF8.GetString(run);
    }

    private bool TryAppend(StringBuilder unescaped, ReadOnlySpan<byte> run)
    {
        if (!Utf8.IsValid(run))
        {
            Fail(JsonError.InvalidUnicode);
            return false;
        }

        unescaped.Append(System.Text.Encoding.UTF8.GetString(run));
        return true;
    }

    private bool ParseEscape(StringBuilder unescaped)
    {
        if (_position == _text.Length)
        {
            Fail(JsonError.EofInString);
            return false;
        }

        byte escape = _text[_position++];
        if (escape == (byte)'u')
        {
            return ParseUnicodeEscape(unescaped);
        }

        char symbol = escape switch
        {
            (byte)'"' or (byte)'\\' or (byte)'/' => (char)escape,
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => '\0',
        };
        if (symbol == '\0')
        {
            Fail(JsonError.InvalidEscape);
            return false;
        }

        unescaped.Append(symbol);
        return true;
    }

    private bool ParseUnicodeEscape(StringBuilder unescaped)
    {
        if (!ParseHex(out char first))
        {
            return false;
        }

        if (!char.IsSurrogate(first))
        {
            unescaped.Append(first);
            return true;
        }

        if (char.IsLowSurrogate(first))
        {
            Fail(JsonError.LoneSurrogate);
            return false;
        }

        if (!ExpectSecondEscape((byte)'\\') || !ExpectSecondEscape((byte)'u') || !ParseHex(out char second))
        {
            return false;
        }

        if (!char.IsLowSurrogate(second))
        {
            Fail(JsonError.LoneSurrogate);
            return false;
        }

        unescaped.Append(first).Append(second);
        return true;
    }

    private bool ExpectSecondEscape(byte expected)
    {
        if (_position == _text.Length)
        {
            Fail(JsonError.EofInString);
            return false;
        }

        if (_text[_position++] != expected)
        {
            Fail(JsonError.UnexpectedEndOfHexEscape);
            return false;
        }

        return true;
    }

    private bool ParseHex(out char unit)
    {
        unit = '\0';
        if (_text.Length - _position < 4)
        {
            _position = _text.Length;
            Fail(JsonError.EofInString);
            return false;
        }

        int value = 0;
        for (int i = 0; i < 4; i++)
        {
            int digit = HexDigit(_text[_position++]);
            if (digit < 0)
            {
                Fail(JsonError.InvalidEscape);
                return false;
            }

            value = (value << 4) | digit;
        }

        unit = (char)value;
        return true;
    }

    private static int HexDigit(byte symbol) => symbol switch
    {
        >= (byte)'0' and <= (byte)'9' => symbol - '0',
        >= (byte)'a' and <= (byte)'f' => symbol - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => symbol - 'A' + 10,
        _ => -1,
    };
}

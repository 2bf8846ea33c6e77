using System.Text;

namespace Fluence.Marine.Demangling;

/// <summary>
/// Reads a name of RFC 2603 and writes what it means. After the first failure nothing more is read or written. A name may refer back to
/// its parts many times, so what it makes is bounded.
/// </summary>
internal sealed class NameCursor(string text)
{
    private const int MostSteps = 20_000, MostDepth = 100;
    private const int LetterDigits = 10, UpperDigits = 36, Base = 62;

    private readonly StringBuilder _output = new();
    private int _steps;
    private int _depth;

    public int Position { get; set; }

    public bool HasFailed { get; private set; }

    /// <summary>Whether what is read is not written.</summary>
    public bool IsSilent { get; set; }

    public string Output => _output.ToString();

    public string Rest => text[Position..];

    public char Peek => Position < text.Length && !HasFailed ? text[Position] : '\0';

    public void Fail() => HasFailed = true;

    /// <summary>Takes the next character; <c>\0</c> after a failure.</summary>
    public char Next()
    {
        if (Position >= text.Length || ++_steps > MostSteps)
        {
            Fail();
        }

        return HasFailed ? '\0' : text[Position++];
    }

    public bool Take(char wanted)
    {
        if (Peek != wanted || wanted == '\0')
        {
            return false;
        }

        Next();
        return true;
    }

    public void Write(string part)
    {
        if (IsSilent || HasFailed)
        {
            return;
        }

        _output.Append(part);
        if (_output.Length > RustName.MaxLength)
        {
            Fail();
        }
    }

    /// <summary>Goes one level down, as far as levels go.</summary>
    public void Nested(Action work)
    {
        if (++_depth > MostDepth)
        {
            Fail();
        }

        if (!HasFailed)
        {
            work();
        }

        _depth--;
    }

    /// <summary>Reads items until the <c>E</c> that ends them; their number.</summary>
    public int List(string separator, Action item)
    {
        int count = 0;
        while (!HasFailed && !Take('E'))
        {
            if (count++ > 0)
            {
                Write(separator);
            }

            item();
        }

        return count;
    }

    /// <summary>A number in digits of base 62, that an underscore ends.</summary>
    public ulong Number()
    {
        if (Take('_'))
        {
            return 0;
        }

        UInt128 value = 0;
        while (!HasFailed && !Take('_'))
        {
            char digit = Next();
            value = (value * Base) + (char.IsAsciiDigit(digit) ? (uint)(digit - '0')
                : char.IsAsciiLetterLower(digit) ? (uint)(digit - 'a' + LetterDigits)
                : char.IsAsciiLetterUpper(digit) ? (uint)(digit - 'A' + UpperDigits) : Wrong());
            if (value >= ulong.MaxValue)
            {
                Fail();
                return 0;
            }
        }

        return HasFailed ? 0 : (ulong)value + 1;
    }

    /// <summary>One more than a number behind a tag; 0 where there is no such tag.</summary>
    public ulong Optional(char tag)
    {
        ulong value = Take(tag) ? Number() : ulong.MaxValue;
        return unchecked(value + 1);
    }

    /// <summary>An identifier.</summary>
    public string Identifier()
    {
        bool isPunycode = Take('u');
        int length = Length();
        Take('_');
        if (HasFailed || length > text.Length - Position)
        {
            Fail();
            return "";
        }

        string name = text.Substring(Position, length);
        Position += length;
        return isPunycode ? Punycode.Decode(name) ?? $"punycode{{{name}}}" : name;
    }

    /// <summary>Hexadecimal digits that an underscore ends, without leading zeros.</summary>
    public string Hexadecimal()
    {
        StringBuilder digits = new();
        while (!HasFailed && !Take('_'))
        {
            char digit = Next();
            digits.Append(digit);
            if (!char.IsAsciiHexDigitLower(digit))
            {
                Fail();
            }
        }

        return HasFailed ? "" : digits.ToString();
    }

    private int Length()
    {
        int length = Next() - '0';
        if (length is < 0 or > 9)
        {
            Fail();
        }

        // a number begins with 0 only if it is 0
        while (length > 0 && char.IsAsciiDigit(Peek) && !HasFailed)
        {
            length = (length * 10) + Next() - '0';
            if (length > text.Length)
            {
                Fail();
            }
        }

        return length;
    }

    private uint Wrong()
    {
        Fail();
        return 0;
    }
}

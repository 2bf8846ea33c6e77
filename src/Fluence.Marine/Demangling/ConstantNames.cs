using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Fluence.Marine.Text;

namespace Fluence.Marine.Demangling;

/// <summary>The constants in names of RFC 2603.</summary>
internal sealed class ConstantNames(NameCursor cursor, ModernName paths, bool isFull)
{
    private const int LongDigits = 16;

    /// <summary>A constant; one that is no literal stands in braces unless it is part of another.</summary>
    public void Constant(bool isValue) => cursor.Nested(() =>
    {
        char tag = cursor.Next();
        switch (tag)
        {
            case 'p':
                cursor.Write("_");
                break;
            case 'h' or 't' or 'm' or 'y' or 'o' or 'j':
                Integer(tag, "");
                break;
            case 'a' or 's' or 'l' or 'x' or 'n' or 'i':
                Integer(tag, cursor.Take('n') ? "-" : "");
                break;
            case 'b':
                cursor.Write(Choose(cursor.Hexadecimal(), ("0", "false"), ("1", "true")));
                break;
            case 'c':
                cursor.Write(Character(cursor.Hexadecimal()));
                break;
            case 'R' when cursor.Take('e'):
                cursor.Write(Text(cursor.Hexadecimal()));
                break;
            case 'B':
                paths.BackReference(() => Constant(isValue));
                break;
            default:
                cursor.Write(isValue ? "" : "{");
                Expression(tag);
                cursor.Write(isValue ? "" : "}");
                break;
        }
    });

    private void Expression(char tag)
    {
        switch (tag)
        {
            case 'e':
                cursor.Write("*" + Text(cursor.Hexadecimal()));
                break;
            case 'R' or 'Q':
                cursor.Write(tag == 'R' ? "&" : "&mut ");
                Constant(isValue: true);
                break;
            case 'A':
                cursor.Write("[");
                cursor.List(", ", Inner);
                cursor.Write("]");
                break;
            case 'T':
                cursor.Write("(");
                cursor.Write(cursor.List(", ", Inner) == 1 ? ",)" : ")");
                break;
            case 'V':
                paths.Path(isValue: true);
                Fields(cursor.Next());
                break;
            default:
                cursor.Fail();
                break;
        }
    }

    private void Fields(char kind)
    {
        switch (kind)
        {
            case 'U':
                break;
            case 'T':
                cursor.Write("(");
                cursor.List(", ", Inner);
                cursor.Write(")");
                break;
            case 'S':
                cursor.Write(" { ");
                cursor.List(", ", () =>
                {
                    cursor.Optional('s');
                    cursor.Write(cursor.Identifier() + ": ");
                    Inner();
                });
                cursor.Write(" }");
                break;
            default:
                cursor.Fail();
                break;
        }
    }

    private void Inner() => Constant(isValue: true);

    private void Integer(char type, string sign)
    {
        string digits = cursor.Hexadecimal().TrimStart('0');
        string value = digits.Length > LongDigits ? "0x" + digits
            : ulong.Parse(digits.Length == 0 ? "0" : digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)
                .ToString(CultureInfo.InvariantCulture);
        cursor.Write(sign + value + (isFull ? TypeNames.Basic(type) : ""));
    }

    private string Character(string digits)
    {
        if (digits.Length is > 0 and <= 6
            && Rune.TryCreate(int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture), out Rune rune))
        {
            return rune.Value is '\'' ? "'\\''" : rune.Value is '"' ? "'\"'" : $"'{RustText.Quote(rune.ToString())[1..^1]}'";
        }

        cursor.Fail();
        return "";
    }

    private string Text(string digits)
    {
        if (digits.Length % 2 == 0 && Convert.FromHexString(digits) is { } bytes && Utf8.IsValid(bytes))
        {
            return RustText.Quote(Encoding.UTF8.GetString(bytes));
        }

        cursor.Fail();
        return "";
    }

    private string Choose(string value, params ReadOnlySpan<(string Value, string Name)> choices)
    {
        foreach ((string wanted, string name) in choices)
        {
            if (value == wanted)
            {
                return name;
            }
        }

        cursor.Fail();
        return "";
    }
}

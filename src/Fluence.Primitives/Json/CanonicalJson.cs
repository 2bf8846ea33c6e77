using System.Text.Unicode;

namespace Fluence.Primitives.Json;

/// <summary>
/// Tells whether JSON text is already what <see cref="JsonValue.ToUtf8"/> would print, without building the value where possible.
/// </summary>
public static class CanonicalJson
{
    /// <summary>
    /// Whether <paramref name="utf8"/> is JSON in canonical form. One pass without allocation over integers and strings without escapes;
    /// text with anything else is parsed and printed for comparison.
    /// </summary>
    public static bool IsCanonical(ReadOnlySpan<byte> utf8)
    {
        Scanner scanner = new(utf8);
        return scanner.ScanDocument() switch
        {
            Verdict.Canonical => true,
            Verdict.NotCanonical => false,
            _ => JsonValue.TryParse(utf8, out JsonValue? value, out _) && utf8.SequenceEqual(value.ToUtf8()),
        };
    }

    private enum Verdict
    {
        Canonical,
        NotCanonical,
        Undecided,
    }

    /// <summary>A reader that knows only the simplest canonical forms; recursion is limited like the parser's.</summary>
    private ref struct Scanner(ReadOnlySpan<byte> text)
    {
        private readonly ReadOnlySpan<byte> _text = text;
        private int _position;
        private int _depth;

        public Verdict ScanDocument()
        {
            Verdict verdict = Utf8.IsValid(_text) ? ScanValue() : Verdict.NotCanonical;
            return verdict == Verdict.Canonical && _position != _text.Length ? Verdict.NotCanonical : verdict;
        }

        private Verdict ScanValue() => Peek() switch
        {
            (byte)'"' => ScanString(out _),
            (byte)'[' => ScanArray(),
            (byte)'{' => ScanObject(),
            (byte)'-' or (>= (byte)'0' and <= (byte)'9') => ScanInteger(),
            (byte)'t' => ScanWord("true"u8),
            (byte)'f' => ScanWord("false"u8),
            (byte)'n' => ScanWord("null"u8),
            _ => Verdict.NotCanonical,
        };

        private Verdict ScanArray()
        {
            _position++;
            if (++_depth > JsonValue.MaxDepth)
            {
                return Verdict.NotCanonical;
            }

            for (bool first = true; Peek() != (byte)']'; first = false)
            {
                if (!first && !Take((byte)','))
                {
                    return Verdict.NotCanonical;
                }

                Verdict verdict = ScanValue();
                if (verdict != Verdict.Canonical)
                {
                    return verdict;
                }
            }

            _position++;
            _depth--;
            return Verdict.Canonical;
        }

        private Verdict ScanObject()
        {
            _position++;
            if (++_depth > JsonValue.MaxDepth)
            {
                return Verdict.NotCanonical;
            }

            ReadOnlySpan<byte> previous = default;
            for (bool first = true; Peek() != (byte)'}'; first = false)
            {
                if (!first && !Take((byte)','))
                {
                    return Verdict.NotCanonical;
                }

                Verdict verdict = ScanString(out ReadOnlySpan<byte> name);
                if (verdict != Verdict.Canonical)
                {
                    return verdict;
                }

                if ((!first && previous.SequenceCompareTo(name) >= 0) || !Take((byte)':'))
                {
                    return Verdict.NotCanonical;
                }

                previous = name;
                verdict = ScanValue();
                if (verdict != Verdict.Canonical)
                {
                    return verdict;
                }
            }

            _position++;
            _depth--;
            return Verdict.Canonical;
        }

        private Verdict ScanString(out ReadOnlySpan<byte> body)
        {
            body = default;
            if (!Take((byte)'"'))
            {
                return Verdict.NotCanonical;
            }

            int length = _text[_position..].IndexOfAny(JsonText.EndOfPlainUtf8);
            if (length < 0)
            {
                return Verdict.NotCanonical;
            }

            body = _text.Slice(_position, length);
            _position += length + 1;
            return _text[_position - 1] switch
            {
                (byte)'"' => Verdict.Canonical,
                (byte)'\\' => Verdict.Undecided,
                _ => Verdict.NotCanonical,
            };
        }

        private Verdict ScanInteger()
        {
            int start = _position;
            bool negative = Take((byte)'-');
            int firstDigit = _position;
            while (char.IsAsciiDigit((char)Peek()))
            {
                _position++;
            }

            int digits = _position - firstDigit;
            if (digits == 0 || Peek() is (byte)'.' or (byte)'e' or (byte)'E' || digits > 18)
            {
                return Verdict.Undecided;
            }

            bool leadingZero = _text[firstDigit] == (byte)'0' && (digits > 1 || negative);
            return leadingZero || start == _position ? Verdict.NotCanonical : Verdict.Canonical;
        }

        private Verdict ScanWord(ReadOnlySpan<byte> word)
        {
            bool found = _text[_position..].StartsWith(word);
            _position += word.Length;
            return found ? Verdict.Canonical : Verdict.NotCanonical;
        }

        private bool Take(byte expected)
        {
            bool found = Peek() == expected;
            _position += found ? 1 : 0;
            return found;
        }

        private readonly byte Peek() => _position < _text.Length ? _text[_position] : (byte)0;
    }
}

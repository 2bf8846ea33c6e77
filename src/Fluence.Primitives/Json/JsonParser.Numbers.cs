namespace Fluence.Primitives.Json;

/// <content>Numbers: digits go into a significand of 64 bits as long as they fit; what follows only moves the exponent.</content>
internal ref partial struct JsonParser
{
    /// <summary>Reads a number whose sign has been consumed.</summary>
    private JsonValue? ParseNumber(bool positive)
    {
        if (_position == _text.Length)
        {
            return Fail(JsonError.EofInValue);
        }

        byte first = _text[_position++];
        if (first == (byte)'0')
        {
            return char.IsAsciiDigit((char)PeekOrZero()) ? FailAhead(JsonError.InvalidNumber) : FinishInteger(positive, 0);
        }

        if (!char.IsAsciiDigit((char)first))
        {
            return Fail(JsonError.InvalidNumber);
        }

        ulong significand = (ulong)(first - '0');
        return ReadDigits(ref significand) == StopReason.Overflow
            ? ParseLongInteger(positive, significand)
            : FinishInteger(positive, significand);
    }

    private enum StopReason
    {
        NoDigit,
        Overflow,
    }

    /// <summary>Consumes digits into <paramref name="significand"/> until the next one would overflow it.</summary>
    private StopReason ReadDigits(ref ulong significand)
    {
        while (char.IsAsciiDigit((char)PeekOrZero()))
        {
            uint digit = (uint)(_text[_position] - '0');
            if (significand >= ulong.MaxValue / 10 && (significand > ulong.MaxValue / 10 || digit > ulong.MaxValue % 10))
            {
                return StopReason.Overflow;
            }

            significand = (significand * 10) + digit;
            _position++;
        }

        return StopReason.NoDigit;
    }

    private void SkipDigits()
    {
        while (char.IsAsciiDigit((char)PeekOrZero()))
        {
            _position++;
        }
    }

    private JsonValue? FinishInteger(bool positive, ulong significand)
    {
        switch (PeekOrZero())
        {
            case (byte)'.':
                return ParseDecimal(positive, significand, 0);
            case (byte)'e' or (byte)'E':
                return ParseExponent(positive, significand, 0);
            default:
                if (positive)
                {
                    return JsonNumber.FromUInt64(significand);
                }

                long negative = unchecked(-(long)significand);
                return negative < 0 ? JsonNumber.FromInt64(negative) : JsonNumber.FromDouble(-(double)significand);
        }
    }

    /// <summary>Drops the integer digits that do not fit.</summary>
    private JsonValue? ParseLongInteger(bool positive, ulong significand)
    {
        int start = _position;
        SkipDigits();
        int exponent = _position - start;
        return PeekOrZero() switch
        {
            (byte)'.' => ParseDecimal(positive, significand, exponent),
            (byte)'e' or (byte)'E' => ParseExponent(positive, significand, exponent),
            _ => Scale(positive, significand, exponent),
        };
    }

    private JsonValue? ParseDecimal(bool positive, ulong significand, int exponent)
    {
        int start = ++_position;
        StopReason reason = ReadDigits(ref significand);
        exponent -= _position - start;
        if (reason == StopReason.Overflow)
        {
            SkipDigits();
        }
        else if (_position == start)
        {
            return FailAhead(_position == _text.Length ? JsonError.EofInValue : JsonError.InvalidNumber);
        }

        return PeekOrZero() is (byte)'e' or (byte)'E'
            ? ParseExponent(positive, significand, exponent)
            : Scale(positive, significand, exponent);
    }

    private JsonValue? ParseExponent(bool positive, ulong significand, int exponent)
    {
        _position++;
        bool positiveExponent = PeekOrZero() != (byte)'-';
        if (PeekOrZero() is (byte)'+' or (byte)'-')
        {
            _position++;
        }

        if (_position == _text.Length)
        {
            return Fail(JsonError.EofInValue);
        }

        byte first = _text[_position++];
        if (!char.IsAsciiDigit((char)first))
        {
            return Fail(JsonError.InvalidNumber);
        }

        long written = first - '0';
        while (char.IsAsciiDigit((char)PeekOrZero()))
        {
            written = (written * 10) + (_text[_position++] - '0');
            if (written > int.MaxValue)
            {
                return FinishHugeExponent(positive, significand, positiveExponent);
            }
        }

        long total = positiveExponent ? exponent + written : exponent - written;
        return Scale(positive, significand, (int)Math.Clamp(total, int.MinValue, int.MaxValue));
    }

    private JsonValue? FinishHugeExponent(bool positive, ulong significand, bool positiveExponent)
    {
        if (significand != 0 && positiveExponent)
        {
            return Fail(JsonError.NumberOutOfRange);
        }

        SkipDigits();
        return JsonNumber.FromDouble(positive ? 0.0 : -0.0);
    }

    private JsonValue? Scale(bool positive, ulong significand, int exponent) => JsonFloat.TryScale(significand, exponent, out double value)
        ? JsonNumber.FromDouble(positive ? value : -value)
        : Fail(JsonError.NumberOutOfRange);
}

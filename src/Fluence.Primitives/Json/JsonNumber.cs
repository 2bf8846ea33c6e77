namespace Fluence.Primitives.Json;

/// <summary>
/// A JSON number as serde_json keeps it: an integer of 64 bits, signed or unsigned, or a finite double. Integers and
/// doubles are never equal: <c>1</c> is not <c>1.0</c>.
/// </summary>
public sealed class JsonNumber : JsonValue, IEquatable<JsonNumber>
{
    private readonly Form _form;
    private readonly ulong _bits;

    private JsonNumber(Form form, ulong bits)
    {
        _form = form;
        _bits = bits;
    }

    private enum Form : byte
    {
        NotNegative,
        Negative,
        Float,
    }

    /// <inheritdoc/>
    public override JsonKind Kind => JsonKind.Number;

    /// <summary>Whether this is a double.</summary>
    public bool IsFloat => _form == Form.Float;

    /// <summary>Whether this is an integer.</summary>
    public bool IsInteger => _form != Form.Float;

    /// <summary>The value as a double, rounded where an integer does not fit.</summary>
    public double AsDouble => _form switch
    {
        Form.Float => BitConverter.UInt64BitsToDouble(_bits),
        Form.Negative => (long)_bits,
        _ => _bits,
    };

    /// <summary>An integer.</summary>
    public static JsonNumber FromInt64(long value) => new(value < 0 ? Form.Negative : Form.NotNegative, (ulong)value);

    /// <summary>An integer.</summary>
    public static JsonNumber FromUInt64(ulong value) => new(Form.NotNegative, value);

    /// <summary>A double.</summary>
    /// <exception cref="ArgumentOutOfRangeException">JSON has no infinities and no NaN.</exception>
    public static JsonNumber FromDouble(double value) => double.IsFinite(value)
        ? new JsonNumber(Form.Float, BitConverter.DoubleToUInt64Bits(value))
        : throw new ArgumentOutOfRangeException(nameof(value), "JSON numbers are finite");

    /// <summary>The value, when this is an integer within range.</summary>
    public bool TryGetInt64(out long value)
    {
        value = (long)_bits;
        return _form == Form.Negative || (_form == Form.NotNegative && value >= 0);
    }

    /// <summary>The value, when this is an integer that is not negative.</summary>
    public bool TryGetUInt64(out ulong value)
    {
        value = _bits;
        return _form == Form.NotNegative;
    }

    /// <inheritdoc/>
    public bool Equals(JsonNumber? other) =>
        other is not null && _form == other._form && (_form == Form.Float ? AsDouble == other.AsDouble : _bits == other._bits);

    /// <inheritdoc/>
    public override bool Equals(JsonValue? other) => other is JsonNumber number && Equals(number);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is JsonNumber number && Equals(number);

    /// <inheritdoc/>
    public override int GetHashCode() => _form == Form.Float ? AsDouble.GetHashCode() : _bits.GetHashCode();

    internal override void Write(ref Utf8Buffer output)
    {
        int length;
        Span<byte> digits = output.Reserve(JsonFloat.MaxLength);
        switch (_form)
        {
            case Form.Float:
                length = JsonFloat.Format(AsDouble, digits);
                break;
            case Form.Negative:
                ((long)_bits).TryFormat(digits, out length);
                break;
            default:
                _bits.TryFormat(digits, out length);
                break;
        }

        output.Advance(length);
    }
}

using System.Text;
using Fluence.Marine.Text;

namespace Fluence.Marine.Values;

/// <summary>Text. It goes between modules as the UTF-8 that they have, and is only made a string where someone asks for one.</summary>
public sealed record StringValue : IValue
{
    private string? _value;
    private ReadOnlyMemory<byte>? _utf8;

    /// <summary>Text of the host.</summary>
    public StringValue(string value) => _value = value ?? throw new ArgumentNullException(nameof(value));

    private StringValue(ReadOnlyMemory<byte> utf8) => _utf8 = utf8;

    /// <summary>The text.</summary>
    public string Value => _value ??= Encoding.UTF8.GetString(_utf8.GetValueOrDefault().Span);

    /// <summary>The text in UTF-8.</summary>
    internal ReadOnlyMemory<byte> Utf8 => _utf8 ??= Encoding.UTF8.GetBytes(_value!);

    /// <summary>The length of the text in UTF-8.</summary>
    internal int Utf8Length => _utf8 is { } known ? known.Length : Encoding.UTF8.GetByteCount(_value!);

    /// <summary>Text out of valid UTF-8, which must not change any more.</summary>
    internal static StringValue OfUtf8(ReadOnlyMemory<byte> utf8) => new(utf8);

    /// <summary>Writes the text in UTF-8 to where there is room for it.</summary>
    internal void CopyTo(Span<byte> target)
    {
        if (_utf8 is { } known)
        {
            known.Span.CopyTo(target);
        }
        else
        {
            Encoding.UTF8.GetBytes(_value, target);
        }
    }

    /// <summary>Whether the text is the same.</summary>
    public bool Equals(StringValue? other) => other is not null && Value == other.Value;

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => $"String({RustText.Quote(Value)})";
}

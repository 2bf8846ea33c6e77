using System.Globalization;
using System.Text;

namespace Fluence.Air.Syntax;

/// <summary>A value that stands in the script itself.</summary>
public abstract record Literal : Value;

/// <summary><c>"text"</c>. There are no escapes: the text is everything between the quotes.</summary>
public sealed record StringLiteral(string Text) : Literal
{
    internal override void WriteTo(StringBuilder text) => text.Append('"').Append(Text).Append('"');
}

/// <summary>A number without a dot.</summary>
public sealed record IntLiteral(long Value) : Literal
{
    internal override void WriteTo(StringBuilder text) => text.Append(CultureInfo.InvariantCulture, $"{Value}");
}

/// <summary>A number with a dot, at most 11 characters long.</summary>
public sealed record FloatLiteral(double Value) : Literal
{
    /// <summary>Never with an exponent, and without a dot when the value is whole: so AquaVM prints it.</summary>
    internal override void WriteTo(StringBuilder text) =>
        text.Append(Value.ToString("0.###############", CultureInfo.InvariantCulture));
}

/// <summary><c>true</c> or <c>false</c>.</summary>
public sealed record BoolLiteral : Literal
{
    private BoolLiteral(bool value) => Value = value;

    /// <summary><c>true</c>.</summary>
    public static BoolLiteral True { get; } = new(true);

    /// <summary><c>false</c>.</summary>
    public static BoolLiteral False { get; } = new(false);

    /// <summary>Which of both.</summary>
    public bool Value { get; }

    internal override void WriteTo(StringBuilder text) => text.Append(Value ? "true" : "false");
}

/// <summary><c>[]</c>.</summary>
public sealed record EmptyArrayLiteral : Literal
{
    private EmptyArrayLiteral()
    {
    }

    /// <summary>The only one.</summary>
    public static EmptyArrayLiteral Instance { get; } = new();

    internal override void WriteTo(StringBuilder text) => text.Append("[]");
}

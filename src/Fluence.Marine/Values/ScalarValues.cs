using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Text;

namespace Fluence.Marine.Values;

/// <summary>A truth value.</summary>
/// <param name="Value">The value.</param>
public sealed record BooleanValue(bool Value) : IValue
{
    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => Value ? "Boolean(true)" : "Boolean(false)";
}

/// <summary>An integer.</summary>
public sealed record IntegerValue : IValue
{
    internal IntegerValue(ITypeKind kind, long bits)
    {
        Kind = kind;
        Bits = bits;
    }

    /// <summary>Its type.</summary>
    public ITypeKind Kind { get; }

    /// <summary>The value, extended to 64 bits by its sign or by zeros; an unsigned one of 64 bits may look negative.</summary>
    public long Bits { get; }

    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => Kind == ITypeKind.U64 ? $"U64({(ulong)Bits})" : $"{Kind}({Bits})";
}

/// <summary>A float of 32 bits.</summary>
/// <param name="Value">The value.</param>
public sealed record F32Value(float Value) : IValue
{
    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => $"F32({RustText.Float(Value)})";
}

/// <summary>A float of 64 bits.</summary>
/// <param name="Value">The value.</param>
public sealed record F64Value(double Value) : IValue
{
    /// <summary>The value in the form of the original's messages.</summary>
    public override string ToString() => $"F64({RustText.Float(Value)})";
}

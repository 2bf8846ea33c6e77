namespace Fluence.Marine.InterfaceTypes;

/// <summary>The bytes that stand for types in the section.</summary>
internal static class TypeCode
{
    /// <summary>An array; the type of its elements follows.</summary>
    public const byte Array = 0x36;

    /// <summary>A record; its index follows.</summary>
    public const byte Record = 0x0e;

    /// <summary>The byte of a simple type.</summary>
    public static byte Of(ITypeKind kind) => kind switch
    {
        ITypeKind.Boolean => 0x0b,
        ITypeKind.String => 0x0a,
        ITypeKind.ByteArray => 0x3c,
        ITypeKind.I32 => 0x0c,
        ITypeKind.I64 => 0x0d,
        _ => (byte)(kind - ITypeKind.S8),
    };

    /// <summary>The simple type of a byte; null if there is none.</summary>
    public static SimpleType? Find(byte code) => code switch
    {
        <= 0x09 => IType.Of(ITypeKind.S8 + code),
        0x0a => IType.Text,
        0x0b => IType.Boolean,
        0x0c => IType.I32,
        0x0d => IType.I64,
        0x3c => IType.ByteArray,
        _ => null,
    };
}

namespace Fluence.Marine.InterfaceTypes;

/// <summary>The names of types in the text form of interface types.</summary>
internal static class TypeText
{
    /// <summary>For example <c>array (s8)</c> or <c>record 6</c>.</summary>
    public static string Of(IType type) => type switch
    {
        ArrayType array => $"array ({Of(array.Element)})",
        RecordReference record => $"record {record.Id}",
        SimpleType { Kind: ITypeKind.Boolean } => "bool",
        SimpleType { Kind: ITypeKind.ByteArray } => "array (u8)",
        _ => ((SimpleType)type).Kind.ToString().ToLowerInvariant(),
    };
}

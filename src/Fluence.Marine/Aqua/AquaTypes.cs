using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Aqua;

/// <summary>The names of types in Aqua.</summary>
public static class AquaTypes
{
    /// <summary>For example <c>[]u8</c>, or the name of a record.</summary>
    /// <exception cref="ModuleFormatException">The type mentions a record that the table does not have.</exception>
    public static string NameOf(IType type, RecordTable records) => type switch
    {
        ArrayType array => "[]" + NameOf(array.Element, records),
        RecordReference reference => records.TryGet(reference.Id, out RecordType? record)
            ? record.Name
            : throw new ModuleFormatException($"record type with type id {reference.Id} not found", Interfaces.SectionName),
        SimpleType simple => NameOf(simple.Kind),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static string NameOf(ITypeKind kind) => kind switch
    {
        ITypeKind.Boolean => "bool",
        ITypeKind.S8 => "i8",
        ITypeKind.S16 => "i16",
        ITypeKind.S32 => "i32",
        ITypeKind.S64 => "i64",
        ITypeKind.ByteArray => "[]u8",
        _ => kind.ToString().ToLowerInvariant(),
    };
}

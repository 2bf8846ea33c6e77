using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Layout;

/// <summary>How values lie in memory: little-endian, packed, never aligned.</summary>
public static class MemoryLayout
{
    /// <summary>The bytes that a pointer takes.</summary>
    public const int PointerSize = 4;

    /// <summary>The bytes that a value takes as an element or field: itself, or a pointer to it, and a count where it has one.</summary>
    public static int SizeOf(IType type) => type switch
    {
        RecordReference => PointerSize,
        ArrayType => 2 * PointerSize,
        SimpleType simple => SizeOf(simple.Kind),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    /// <summary>The tag with which an array of such elements is allocated.</summary>
    public static AllocationTag TagOf(IType element) => element is not SimpleType simple ? AllocationTag.U32 : simple.Kind switch
    {
        ITypeKind.Boolean => AllocationTag.Boolean,
        ITypeKind.U8 => AllocationTag.U8,
        ITypeKind.U16 => AllocationTag.U16,
        ITypeKind.U64 => AllocationTag.U64,
        ITypeKind.S8 => AllocationTag.S8,
        ITypeKind.S16 => AllocationTag.S16,
        ITypeKind.S32 or ITypeKind.I32 => AllocationTag.S32,
        ITypeKind.S64 or ITypeKind.I64 => AllocationTag.S64,
        ITypeKind.F32 => AllocationTag.F32,
        ITypeKind.F64 => AllocationTag.F64,
        _ => AllocationTag.U32,
    };

    /// <summary>The Wasm values that carry an argument: one, or pointer and count.</summary>
    public static ImmutableArray<CoreType> ArgumentTypes(IType type) => type switch
    {
        ArrayType or SimpleType { Kind: ITypeKind.String or ITypeKind.ByteArray } => [CoreType.I32, CoreType.I32],
        SimpleType { Kind: ITypeKind.S64 or ITypeKind.U64 or ITypeKind.I64 } => [CoreType.I64],
        SimpleType { Kind: ITypeKind.F32 } => [CoreType.F32],
        SimpleType { Kind: ITypeKind.F64 } => [CoreType.F64],
        _ => [CoreType.I32],
    };

    /// <summary>The Wasm values that carry a result; none if it lies in memory, where the module tells its place by itself.</summary>
    public static ImmutableArray<CoreType> ResultTypes(IType type) =>
        type is SimpleType { Kind: not (ITypeKind.String or ITypeKind.ByteArray) } ? ArgumentTypes(type) : [];

    private static int SizeOf(ITypeKind kind) => kind switch
    {
        ITypeKind.Boolean or ITypeKind.S8 or ITypeKind.U8 => 1,
        ITypeKind.S16 or ITypeKind.U16 => 2,
        ITypeKind.S32 or ITypeKind.U32 or ITypeKind.I32 or ITypeKind.F32 => 4,
        _ => 8,
    };
}

using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Values;

/// <summary>
/// An immutable value that goes between modules, or between a module and the host. As text it looks as in the original's messages.
/// </summary>
public abstract record IValue
{
    private protected IValue()
    {
    }

    /// <summary>A truth value.</summary>
    public static IValue Boolean(bool value) => new BooleanValue(value);

    /// <summary>A signed integer of 8 bits.</summary>
    public static IValue S8(sbyte value) => new IntegerValue(ITypeKind.S8, value);

    /// <summary>A signed integer of 16 bits.</summary>
    public static IValue S16(short value) => new IntegerValue(ITypeKind.S16, value);

    /// <summary>A signed integer of 32 bits.</summary>
    public static IValue S32(int value) => new IntegerValue(ITypeKind.S32, value);

    /// <summary>A signed integer of 64 bits.</summary>
    public static IValue S64(long value) => new IntegerValue(ITypeKind.S64, value);

    /// <summary>An unsigned integer of 8 bits.</summary>
    public static IValue U8(byte value) => new IntegerValue(ITypeKind.U8, value);

    /// <summary>An unsigned integer of 16 bits.</summary>
    public static IValue U16(ushort value) => new IntegerValue(ITypeKind.U16, value);

    /// <summary>An unsigned integer of 32 bits.</summary>
    public static IValue U32(uint value) => new IntegerValue(ITypeKind.U32, value);

    /// <summary>An unsigned integer of 64 bits.</summary>
    public static IValue U64(ulong value) => new IntegerValue(ITypeKind.U64, (long)value);

    /// <summary>An integer of 32 bits as Wasm has it.</summary>
    public static IValue I32(int value) => new IntegerValue(ITypeKind.I32, value);

    /// <summary>An integer of 64 bits as Wasm has it.</summary>
    public static IValue I64(long value) => new IntegerValue(ITypeKind.I64, value);

    /// <summary>A float of 32 bits.</summary>
    public static IValue F32(float value) => new F32Value(value);

    /// <summary>A float of 64 bits.</summary>
    public static IValue F64(double value) => new F64Value(value);

    /// <summary>Text.</summary>
    public static IValue Text(string value) => new StringValue(value);

    /// <summary>Bytes; they must not change any more.</summary>
    public static IValue Bytes(ReadOnlyMemory<byte> value) => new ByteArrayValue(value);

    /// <summary>An array of values of one type.</summary>
    public static IValue Array(params ImmutableArray<IValue> items) => new ArrayValue(items);

    /// <summary>A record of at least one field.</summary>
    public static IValue Record(params ImmutableArray<IValue> fields) => new RecordValue(fields);

    private protected static string List(IEnumerable<IValue> items) => $"[{string.Join(", ", items)}]";
}

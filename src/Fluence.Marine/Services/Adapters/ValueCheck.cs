using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Values;

namespace Fluence.Marine.Services.Adapters;

/// <summary>
/// Whether a value is of a type. Modules agree by structure only: records of two modules fit when their fields do, whatever their names.
/// </summary>
internal static class ValueCheck
{
    /// <exception cref="AdapterException">The value, or a part of it, is of another type.</exception>
    public static void Require(string instruction, IValue value, IType type, RecordTable records)
    {
        if (FindProblem(value, type, records) is { } problem)
        {
            throw new AdapterException(instruction, problem);
        }
    }

    /// <exception cref="AdapterException">The fields are others than those of the record.</exception>
    public static void RequireRecord(string instruction, RecordValue record, uint id, RecordTable records) =>
        Require(instruction, record, IType.Record(id), records);

    /// <summary>What an instruction says of a value that it cannot take.</summary>
    public static string Mismatch(IType expected, IValue received) =>
        $"read a value `{expected}` from the stack, that can't be converted to `{received}`";

    private static string? FindProblem(IValue value, IType type, RecordTable records)
    {
        switch (type, value)
        {
            case (SimpleType simple, _) when IsOf(value, simple.Kind):
            case (ArrayType { Element: SimpleType { Kind: ITypeKind.U8 } }, ByteArrayValue):
                return null;
            case (SimpleType { Kind: ITypeKind.ByteArray }, ArrayValue array):
                return FindProblem(array.Items, IType.U8, records);
            case (ArrayType of, ArrayValue array):
                return FindProblem(array.Items, of.Element, records);
            case (RecordReference reference, RecordValue record):
                return FindProblem(record, reference.Id, records);
            default:
                return Mismatch(type, value);
        }
    }

    private static string? FindProblem(ImmutableArray<IValue> items, IType type, RecordTable records)
    {
        foreach (IValue item in items)
        {
            if (FindProblem(item, type, records) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static string? FindProblem(RecordValue record, uint id, RecordTable records)
    {
        if (!records.TryGet(id, out RecordType? type))
        {
            return $"type with `{id}` is missing in a Wasm binary";
        }

        if (record.Fields.Length != type.Fields.Length)
        {
            return Mismatch(IType.Record(id), record);
        }

        for (int i = 0; i < record.Fields.Length; i++)
        {
            if (FindProblem(record.Fields[i], type.Fields[i].Type, records) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    private static bool IsOf(IValue value, ITypeKind kind) => value switch
    {
        IntegerValue integer => integer.Kind == kind,
        StringValue => kind == ITypeKind.String,
        BooleanValue => kind == ITypeKind.Boolean,
        ByteArrayValue => kind == ITypeKind.ByteArray,
        F32Value => kind == ITypeKind.F32,
        F64Value => kind == ITypeKind.F64,
        _ => false,
    };
}

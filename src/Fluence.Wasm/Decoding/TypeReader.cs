using System.Collections.Immutable;

namespace Fluence.Wasm.Decoding;

/// <summary>Reads types.</summary>
internal static class TypeReader
{
    private const byte FunctionForm = 0x60;

    internal static bool IsValueType(byte code) => code is >= 0x7B and <= 0x7F or 0x70 or 0x6F;

    internal static WasmValueType ReadValueType(ref WasmReader reader)
    {
        byte code = reader.ReadByte();
        return IsValueType(code) ? (WasmValueType)code : throw reader.Error("malformed value type");
    }

    internal static WasmValueType ReadReferenceType(ref WasmReader reader)
    {
        byte code = reader.ReadByte();
        return code is 0x70 or 0x6F ? (WasmValueType)code : throw reader.Error("malformed reference type");
    }

    internal static WasmFunctionType ReadFunctionType(ref WasmReader reader, WasmLimits limits)
    {
        if (reader.ReadByte() != FunctionForm)
        {
            throw reader.Error("integer representation too long");
        }

        ImmutableArray<WasmValueType> parameters = ReadTypes(ref reader, limits.MaxParameters, "parameters");
        return new WasmFunctionType(parameters, ReadTypes(ref reader, limits.MaxResults, "results"));
    }

    internal static TableType ReadTableType(ref WasmReader reader)
    {
        WasmValueType element = ReadReferenceType(ref reader);
        return new TableType(element, ReadLimits(ref reader));
    }

    internal static Limits ReadLimits(ref WasmReader reader)
    {
        byte flags = reader.ReadByte();
        if (flags > 1)
        {
            throw reader.Error("malformed limits flags");
        }

        uint min = reader.ReadU32();
        return new Limits(min, flags == 1 ? reader.ReadU32() : null);
    }

    internal static GlobalType ReadGlobalType(ref WasmReader reader)
    {
        WasmValueType type = ReadValueType(ref reader);
        byte mutability = reader.ReadByte();
        return mutability <= 1 ? new GlobalType(type, mutability == 1) : throw reader.Error("malformed mutability");
    }

    private static ImmutableArray<WasmValueType> ReadTypes(ref WasmReader reader, int max, string what)
    {
        ImmutableArray<WasmValueType>.Builder types = ImmutableArray.CreateBuilder<WasmValueType>(reader.ReadCount(max, what));
        for (int count = types.Capacity; count > 0; count--)
        {
            types.Add(ReadValueType(ref reader));
        }

        return types.MoveToImmutable();
    }
}

using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Generation;

/// <summary>Makes the adapter of an exported function: arguments go down into the module, the result comes up from it.</summary>
internal static class ExportAdapter
{
    // the tag of bytes, with which strings are allocated
    private const int ByteTag = 1;

    /// <summary>The instructions.</summary>
    /// <param name="function">The function.</param>
    /// <param name="types">The table of types, in which all records are known.</param>
    /// <param name="export">The number of the function among the exports.</param>
    public static ImmutableArray<Instruction> Generate(AstFunction function, TypeTable types, uint export)
    {
        List<Instruction> code = [];
        foreach ((int index, AstNamedType argument) in function.Arguments.Index())
        {
            Lower(code, (uint)index, argument.Type, types);
        }

        code.Add(Instruction.CallCore(export));
        foreach (AstType output in function.Outputs)
        {
            Lift(code, output, types);
        }

        if (function.Outputs.Any(static output => output.IsComplex))
        {
            code.Add(Instruction.CallCore(CoreApi.ReleaseObjects));
        }

        return [.. code];
    }

    private static void Lower(List<Instruction> code, uint index, AstType type, TypeTable types)
    {
        code.Add(Instruction.ArgumentGet(index));
        switch (type)
        {
            case AstType.Simple { Kind: ITypeKind.String }:
                code.AddRange(
                    Instruction.Of(Opcode.StringSize), Instruction.PushI32(ByteTag), Instruction.CallCore(CoreApi.Allocate),
                    Instruction.ArgumentGet(index), Instruction.Of(Opcode.StringLowerMemory));
                break;
            case AstType.Vector vector:
                code.Add(Instruction.ArrayLower(types.Resolve(vector.Element)));
                break;
            case AstType.Record record:
                code.Add(Instruction.RecordLower(types.RecordId(record.Name)));
                break;
            case AstType.Simple simple when Conversions.ToWasm(simple.Kind) is { } conversion:
                code.Add(conversion);
                break;
        }
    }

    private static void Lift(List<Instruction> code, AstType type, TypeTable types)
    {
        if (type.IsComplex)
        {
            code.Add(Instruction.CallCore(CoreApi.GetResultPtr));
        }

        if (type is AstType.Record record)
        {
            code.Add(Instruction.RecordLift(types.RecordId(record.Name)));
            return;
        }

        if (type.IsComplex)
        {
            code.Add(Instruction.CallCore(CoreApi.GetResultSize));
        }

        switch (type)
        {
            case AstType.Simple { Kind: ITypeKind.String }:
                code.Add(Instruction.Of(Opcode.StringLiftMemory));
                break;
            case AstType.Vector { Element: AstType.Simple { Kind: ITypeKind.U8 } }:
                code.Add(Instruction.Of(Opcode.ByteArrayLiftMemory));
                break;
            case AstType.Vector vector:
                code.Add(Instruction.ArrayLift(types.Resolve(vector.Element)));
                break;
            case AstType.Simple simple when Conversions.FromWasm(simple.Kind) is { } conversion:
                code.Add(conversion);
                break;
        }
    }
}

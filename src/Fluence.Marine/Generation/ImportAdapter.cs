using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Generation;

/// <summary>Makes the adapter of an imported function: arguments come up out of the module, the result goes down into it.</summary>
internal static class ImportAdapter
{
    // the tag of bytes, with which strings are allocated
    private const int ByteTag = 1;

    /// <summary>The instructions.</summary>
    /// <param name="function">The function.</param>
    /// <param name="types">The table of types, in which all records are known.</param>
    /// <param name="import">The number of the function behind those of the exports.</param>
    public static ImmutableArray<Instruction> Generate(AstFunction function, TypeTable types, uint import)
    {
        List<Instruction> code = [];
        uint slot = 0;
        foreach (AstNamedType argument in function.Arguments)
        {
            slot = Lift(code, slot, argument.Type, types);
        }

        // what the module has allocated for the arguments is not needed after they are lifted
        if (function.Arguments.Any(static argument => argument.Type.IsComplex))
        {
            code.Add(Instruction.CallCore(CoreApi.ReleaseObjects));
        }

        code.Add(Instruction.CallCore(import));
        foreach (AstType output in function.Outputs)
        {
            Lower(code, output, types);
        }

        return [.. code];
    }

    /// <summary>The type of the function as the module's Wasm has it.</summary>
    public static FunctionType RawType(AstFunction function) => new(
        [.. function.Arguments.SelectMany(static argument => RawArguments(argument))],
        [.. function.Outputs.Where(static output => !output.IsComplex).Select(static output => RawOutput(output))]);

    private static IEnumerable<NamedType> RawArguments(AstNamedType argument) => argument.Type switch
    {
        // pointer and length have the same name in the original
        AstType.Vector or AstType.Simple { Kind: ITypeKind.String } =>
            Enumerable.Repeat(new NamedType(argument.Name + "_ptr", IType.I32), 2),
        _ => [new NamedType(argument.Name, RawType(argument.Type))],
    };

    /// <summary>Integers that come back are signed in the original, where those that go in are Wasm's own.</summary>
    private static SimpleType RawOutput(AstType type) => RawType(type).Kind switch
    {
        ITypeKind.I32 => IType.S32,
        ITypeKind.I64 => IType.S64,
        ITypeKind kind => IType.Of(kind),
    };

    private static SimpleType RawType(AstType type) => type switch
    {
        AstType.Simple { Kind: ITypeKind.S64 or ITypeKind.U64 } => IType.I64,
        AstType.Simple { Kind: ITypeKind.F32 or ITypeKind.F64 } simple => IType.Of(simple.Kind),
        _ => IType.I32,
    };

    private static uint Lift(List<Instruction> code, uint slot, AstType type, TypeTable types)
    {
        code.Add(Instruction.ArgumentGet(slot++));
        if (type is AstType.Vector or AstType.Simple { Kind: ITypeKind.String })
        {
            code.Add(Instruction.ArgumentGet(slot++));
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
            case AstType.Record record:
                code.Add(Instruction.RecordLift(types.RecordId(record.Name)));
                break;
            case AstType.Simple simple when Conversions.FromWasm(simple.Kind) is { } conversion:
                code.Add(conversion);
                break;
        }

        return slot;
    }

    private static void Lower(List<Instruction> code, AstType type, TypeTable types)
    {
        switch (type)
        {
            case AstType.Simple { Kind: ITypeKind.String }:
                code.AddRange(
                    Instruction.Of(Opcode.Dup), Instruction.Of(Opcode.StringSize), Instruction.PushI32(ByteTag),
                    Instruction.CallCore(CoreApi.Allocate), Instruction.Of(Opcode.Swap2), Instruction.Of(Opcode.StringLowerMemory),
                    Instruction.CallCore(CoreApi.SetResultSize), Instruction.CallCore(CoreApi.SetResultPtr));
                break;
            case AstType.Vector vector:
                code.AddRange(
                    Instruction.ArrayLower(types.Resolve(vector.Element)), Instruction.CallCore(CoreApi.SetResultSize),
                    Instruction.CallCore(CoreApi.SetResultPtr));
                break;
            case AstType.Record record:
                code.AddRange(
                    Instruction.RecordLower(types.RecordId(record.Name)), Instruction.CallCore(CoreApi.SetResultPtr));
                break;
            case AstType.Simple simple when Conversions.ToWasm(simple.Kind) is { } conversion:
                code.Add(conversion);
                break;
        }
    }
}

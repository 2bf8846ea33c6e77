using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.Intrinsics;
using Fluence.Wasm.Execution.Operations;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>Emits the IL of single instructions, their operands being on the IL stack.</summary>
internal static partial class OperationEmitter
{
    private static readonly Type[] Named =
    [
        typeof(ScalarOperations), typeof(V128Operations), typeof(VectorMemoryOperations), typeof(I8x16Operations), typeof(I16x8Operations),
        typeof(I32x4Operations), typeof(I64x2Operations), typeof(F32x4Operations), typeof(F64x2Operations),
    ];

    private static readonly Dictionary<string, MethodInfo> NamedMethods = Named
        .SelectMany(type => type.GetMethods(Reflect.Any)).Where(method => !method.IsPrivate)
        .ToDictionary(method => method.Name, StringComparer.Ordinal);

    /// <summary>Calls the method that has the instruction's name.</summary>
    internal static void CallNamed(ILGenerator il, Opcode opcode) => il.Emit(OpCodes.Call, NamedMethods[opcode.ToString()]);

    internal static void EmitVector(ILGenerator il, Vector128<byte> vector)
    {
        il.Emit(OpCodes.Ldc_I8, vector.AsInt64()[0]);
        il.Emit(OpCodes.Ldc_I8, vector.AsInt64()[1]);
        il.Emit(OpCodes.Call, NamedMethods[nameof(V128Operations.Constant)]);
    }

    internal static void Emit(ILGenerator il, in Instruction instruction, bool canonicalNaNs)
    {
        Opcode opcode = instruction.Opcode;
        if (Sequences.TryGetValue(opcode, out Action<ILGenerator>? emit))
        {
            emit(il);
        }
        else if (opcode == Opcode.I8x16Shuffle)
        {
            EmitShuffle(il, instruction.Vector);
        }
        else
        {
            if (InstructionTable.Get(opcode).Immediate == Immediate.Lane)
            {
                il.Emit(OpCodes.Ldc_I4, (int)instruction.B);
            }

            CallNamed(il, opcode);
        }

        if (canonicalNaNs && CanonicalizationOf(opcode) is { } canonicalize)
        {
            il.Emit(OpCodes.Call, NamedMethods[canonicalize]);
        }
    }

    private static void EmitShuffle(ILGenerator il, Vector128<byte> lanes)
    {
        Span<byte> fromA = stackalloc byte[16], fromB = stackalloc byte[16];
        for (int i = 0; i < 16; i++)
        {
            fromA[i] = lanes[i] < 16 ? lanes[i] : byte.MaxValue;
            fromB[i] = lanes[i] < 16 ? byte.MaxValue : (byte)(lanes[i] - 16);
        }

        EmitVector(il, Vector128.Create((ReadOnlySpan<byte>)fromA));
        EmitVector(il, Vector128.Create((ReadOnlySpan<byte>)fromB));
        il.Emit(OpCodes.Call, NamedMethods[nameof(V128Operations.I8x16Shuffle)]);
    }

    /// <summary>What replaces the NaNs of an instruction whose results may be such with bits of the machine's choice.</summary>
    private static string? CanonicalizationOf(Opcode opcode)
    {
        InstructionInfo info = InstructionTable.Get(opcode);
        string name = opcode.ToString();
        bool keepsBits = name.Contains("Abs", StringComparison.Ordinal) || name.Contains("Neg", StringComparison.Ordinal)
            || name.Contains("Copysign", StringComparison.Ordinal) || name.Contains("Reinterpret", StringComparison.Ordinal)
            || name.Contains("Lane", StringComparison.Ordinal) || name.Contains("Splat", StringComparison.Ordinal)
            || name.Contains("Pm", StringComparison.Ordinal);
        if (keepsBits || info.Results.Length != 1)
        {
            return null;
        }

        return info.Results[0] switch
        {
            WasmValueType.F32 => nameof(ScalarOperations.F32Canonical),
            WasmValueType.F64 => nameof(ScalarOperations.F64Canonical),
            WasmValueType.V128 when name.StartsWith("F32x4", StringComparison.Ordinal) && !IsComparison(name) => "F32x4Canonical",
            WasmValueType.V128 when name.StartsWith("F64x2", StringComparison.Ordinal) && !IsComparison(name) => "F64x2Canonical",
            _ => null,
        };
    }

    private static bool IsComparison(string name) => name[5..] is "Eq" or "Ne" or "Lt" or "Gt" or "Le" or "Ge";
}

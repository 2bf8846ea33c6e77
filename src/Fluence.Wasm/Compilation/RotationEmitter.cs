using System.Numerics;
using System.Reflection.Emit;
using Fluence.Wasm.Execution.Operations;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// Emits rotations by constants. The compiler of .NET 10 takes the flags of a rotation for those of its result and so gets a comparison of
/// the result with zero wrong. The runtime's rotation is only used where another operation, with flags of its own, takes the result;
/// elsewhere a sum of two shifts stands for it, which the runtime does not turn into a rotation.
/// </summary>
internal static class RotationEmitter
{
    internal static bool IsRotation(Opcode opcode) => opcode is Opcode.I32Rotl or Opcode.I32Rotr or Opcode.I64Rotl or Opcode.I64Rotr;

    /// <summary>Whether an operation makes something else of each of its operands.</summary>
    internal static bool IsSum(Node node) =>
        node.Instruction.Opcode is Opcode.I32Add or Opcode.I32Sub or Opcode.I32And or Opcode.I32Or or Opcode.I32Xor
            or Opcode.I64Add or Opcode.I64Sub or Opcode.I64And or Opcode.I64Or or Opcode.I64Xor
        && node.Operands.All(operand => operand.Kind != NodeKind.Constant);

    /// <summary>
    /// Whether an or of two shifts puts bits together that do not overlap. The sum is the same, and is not taken for a rotation.
    /// </summary>
    internal static bool IsDisjoint(Opcode opcode, Node[] operands)
    {
        int bits = opcode is Opcode.I32Or or Opcode.I32Xor ? 32 : opcode is Opcode.I64Or or Opcode.I64Xor ? 64 : 0;
        if (bits == 0 || operands.Any(operand => operand.Kind != NodeKind.Operation || operand.Operands.Length != 2))
        {
            return false;
        }

        Node? left = Array.Find(operands, operand => operand.Instruction.Opcode is Opcode.I32Shl or Opcode.I64Shl);
        Node? right = Array.Find(operands, operand => operand.Instruction.Opcode is Opcode.I32ShrU or Opcode.I64ShrU);
        return left?.Operands[1] is { Kind: NodeKind.Constant } up && right?.Operands[1] is { Kind: NodeKind.Constant } down
            && (up.Instruction.Bits & (uint)(bits - 1)) + (down.Instruction.Bits & (uint)(bits - 1)) == (uint)bits;
    }

    /// <summary>
    /// The parts of a xor of three rotations of one local or temporary by constants, as the functions of SHA-2 have it; else null.
    /// </summary>
    internal static (Node Value, Opcode Opcode, int[] Counts)? SumOfThree(Node node)
    {
        bool isLong = node.Instruction.Opcode == Opcode.I64Xor;
        if (node.Kind != NodeKind.Operation || !(isLong || node.Instruction.Opcode == Opcode.I32Xor))
        {
            return null;
        }

        Node? inner = Array.Find(node.Operands, operand => operand.Instruction.Opcode == node.Instruction.Opcode);
        if (inner is not { Kind: NodeKind.Operation })
        {
            return null;
        }

        Node[] rotations = [.. inner.Operands, ReferenceEquals(inner, node.Operands[0]) ? node.Operands[1] : node.Operands[0]];
        Node? value = rotations[0].Operands.FirstOrDefault();
        bool fits = value is { Kind: NodeKind.Local or NodeKind.Temporary } && rotations.All(rotation =>
            rotation.Kind == NodeKind.Operation && IsRotation(rotation.Instruction.Opcode) && rotation.Operands[0].Kind == value.Kind
            && rotation.Operands[0].Local == value.Local && rotation.Operands[0].Temporary == value.Temporary
            && rotation.Operands[1].Kind == NodeKind.Constant);
        return !fits ? null
            : (value!, isLong ? Opcode.I64Rotl : Opcode.I32Rotl, [.. rotations.Select(LeftCount).Order()]);
    }

    private static int LeftCount(Node rotation)
    {
        int count = (int)rotation.Operands[1].Instruction.Bits;
        return rotation.Instruction.Opcode switch
        {
            Opcode.I32Rotl => count & 31,
            Opcode.I32Rotr => -count & 31,
            Opcode.I64Rotl => count & 63,
            _ => -count & 63,
        };
    }

    /// <summary>Emits a rotation of the value on the IL stack.</summary>
    internal static void Emit(ILGenerator il, Opcode opcode, int count, bool isPartOfSum)
    {
        bool isLong = opcode is Opcode.I64Rotl or Opcode.I64Rotr;
        int bits = isLong ? 64 : 32;
        int left = (opcode is Opcode.I32Rotl or Opcode.I64Rotl ? count : -count) & (bits - 1);
        if (left == 0)
        {
            return;
        }

        il.Emit(OpCodes.Ldc_I4, left);
        il.Emit(OpCodes.Call, isPartOfSum
            ? typeof(BitOperations).GetMethod(nameof(BitOperations.RotateLeft), [isLong ? typeof(ulong) : typeof(uint), typeof(int)])!
            : Reflect.Method(
                typeof(ScalarOperations),
                isLong ? nameof(ScalarOperations.RotateLongByConstant) : nameof(ScalarOperations.RotateByConstant)));
    }
}

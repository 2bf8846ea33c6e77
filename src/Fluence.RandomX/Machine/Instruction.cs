using System.Buffers.Binary;

namespace Fluence.RandomX.Machine;

/// <summary>An instruction of a program, decoded (specification, 5.1).</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Destination">The register that it changes, or that addresses the memory it changes: 0 to 7, or 0 to 3.</param>
/// <param name="Source">The other register, or that addresses memory: 0 to 7, or 0 to 3.</param>
/// <param name="Mask">What is kept of an address in the scratchpad; what of a register decides a branch.</param>
/// <param name="Shift">By how many bits the source is shifted to the left, 0 to 3.</param>
/// <param name="Target">The instruction to which a branch goes.</param>
/// <param name="Immediate">The constant, with its sign; what a branch adds; what is multiplied with, for a reciprocal.</param>
internal readonly record struct Instruction(
    Operation Operation, int Destination, int Source, uint Mask, int Shift, int Target, ulong Immediate)
{
    /// <summary>Whether the constant, and not a register, is the source, or the address.</summary>
    internal bool IsConstant => Destination == Source;

    /// <summary>Decodes the instructions of a program.</summary>
    /// <param name="code">Eight bytes for each instruction.</param>
    /// <param name="program">Where they go.</param>
    internal static void Decode(ReadOnlySpan<byte> code, Span<Instruction> program)
    {
        // after which instruction a register was changed last, because a branch goes back to there
        Span<int> changed = stackalloc int[8];
        changed.Clear();
        for (int i = 0; i < program.Length; i++)
        {
            program[i] = Decode(BinaryPrimitives.ReadUInt64LittleEndian(code[(8 * i)..]), changed);
            Note(program[i], i + 1, changed);
        }
    }

    private static Instruction Decode(ulong word, ReadOnlySpan<int> changed)
    {
        Operation operation = Opcodes.Read((byte)word);
        (int destination, int source, int mod) = ((int)(word >> 8) & 7, (int)(word >> 16) & 7, (byte)(word >> 24));
        uint constant = (uint)(word >> 32);
        ulong extended = (ulong)(int)constant;
        uint level = (mod & 3) == 0 ? RandomXSizes.Level2Mask : RandomXSizes.Level1Mask;
        int condition = mod >> 4;
        return operation switch
        {
            Operation.AddShifted => new(operation, destination, source, 0, (mod >> 2) & 3, 0, extended),
            Operation.AddMemory or Operation.SubtractMemory or Operation.MultiplyMemory or Operation.MultiplyHighMemory
                or Operation.MultiplyHighSignedMemory or Operation.XorMemory => new(
                operation, destination, source, source == destination ? RandomXSizes.Level3Mask : level, 0, 0, extended),
            Operation.MultiplyReciprocal => Reciprocal.IsNone(constant)
                ? new(Operation.Nothing, 0, 0, 0, 0, 0, 0)
                : new(operation, destination, destination, 0, 0, 0, Reciprocal.Of(constant)),
            Operation.Swap when source == destination => new(Operation.Nothing, 0, 0, 0, 0, 0, 0),
            Operation.FloatAdd or Operation.FloatSubtract or Operation.FloatMultiply => new(
                operation, destination & 3, source & 3, 0, 0, 0, 0),
            Operation.FloatAddMemory or Operation.FloatSubtractMemory or Operation.FloatDivideMemory => new(
                operation, destination & 3, source, level, 0, 0, extended),
            Operation.FloatScale or Operation.FloatRoot => new(operation, destination & 3, 0, 0, 0, 0, 0),
            Operation.Branch => Branch(destination, condition, extended, changed[destination]),
            Operation.Store => new(
                operation, destination, source, condition >= 14 ? RandomXSizes.Level3Mask : level, 0, 0, extended),
            _ => new(operation, destination, source, 0, 0, 0, extended),
        };
    }

    /// <summary>Adds a constant with bit <c>b</c> set, the one below clear; branches where the eight from <c>b</c> on are zero.</summary>
    private static Instruction Branch(int register, int condition, ulong constant, int target)
    {
        const int offset = 8, bits = 0xFF;
        int shift = condition + offset;
        ulong added = (constant | (1UL << shift)) & ~(1UL << (shift - 1));
        return new(Operation.Branch, register, register, (uint)bits << shift, 0, target, added);
    }

    private static void Note(Instruction made, int after, Span<int> changed)
    {
        switch (made.Operation)
        {
            case Operation.Branch:
                changed.Fill(after);
                break;
            case Operation.Swap:
                changed[made.Destination] = after;
                changed[made.Source] = after;
                break;
            case <= Operation.RotateLeft:
                changed[made.Destination] = after;
                break;
        }
    }
}

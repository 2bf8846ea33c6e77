using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// A loop that a local counts in steps from a constant to a constant, in the form that compilers give it: the local is set to the first
/// constant before the loop, and written in the loop only where it ends, by <c>local.get k, i32.const step, i32.add, local.tee k,
/// i32.const end, i32.ne, br_if 0</c>.
/// </summary>
/// <param name="Local">The local.</param>
/// <param name="Last">The value that it has in the last turn; it is never higher until it is written.</param>
/// <param name="Turns">How often the loop is run.</param>
/// <param name="Until">The position of the write.</param>
/// <param name="IsInnermost">Whether it contains no other loop.</param>
internal readonly record struct CountedLoop(int Local, uint Last, uint Turns, int Until, bool IsInnermost)
{
    // neither loops longer than this nor preparations from farther away are looked at, so that compiling stays linear
    private const int MaxBody = 1000, MaxPreparation = 64;

    /// <summary>The loop at a position; null where it is not of the form.</summary>
    internal static CountedLoop? At(ReadOnlySpan<Instruction> instructions, int loop)
    {
        int depth = 0, step = -1;
        bool isInnermost = true;
        int limit = Math.Min(instructions.Length, loop + MaxBody);
        for (int i = loop + 1; i < limit; i++)
        {
            ref readonly Instruction instruction = ref instructions[i];
            switch (instruction.Opcode)
            {
                case Opcode.Block or Opcode.Loop or Opcode.If:
                    depth++;
                    isInnermost &= instruction.Opcode != Opcode.Loop;
                    break;
                case Opcode.End when depth == 0:
                    return step < 0 ? null : Of(instructions, loop, step, i, isInnermost);
                case Opcode.End:
                    depth--;
                    break;
                case Opcode.BrIf when depth == 0 && instruction.A == 0 && step < 0 && IsStep(instructions, i - 6, loop):
                    step = i - 6;
                    break;
                case Opcode.Br or Opcode.BrIf when instruction.A == (uint)depth:
                case Opcode.BrTable when instruction.List!.Contains((uint)depth):
                    return null;
            }
        }

        return null;
    }

    private static bool IsStep(ReadOnlySpan<Instruction> instructions, int start, int loop) =>
        start > loop
        && instructions[start].Opcode == Opcode.LocalGet && instructions[start + 1].Opcode == Opcode.I32Const
        && instructions[start + 2].Opcode == Opcode.I32Add && instructions[start + 3].Opcode == Opcode.LocalTee
        && instructions[start + 3].A == instructions[start].A
        && instructions[start + 4].Opcode == Opcode.I32Const && instructions[start + 5].Opcode == Opcode.I32Ne;

    private static CountedLoop? Of(ReadOnlySpan<Instruction> instructions, int loop, int step, int end, bool isInnermost)
    {
        int local = (int)instructions[step].A, write = step + 3;
        for (int i = loop + 1; i < end; i++)
        {
            if (i != write && Writes(in instructions[i], local))
            {
                return null;
            }
        }

        int by = (int)instructions[step + 1].Bits, to = (int)instructions[step + 4].Bits;
        return FirstValue(instructions, loop, local) is not int from || from < 0 || by <= 0 || to <= from || (to - from) % by != 0
            ? null
            : new CountedLoop(local, (uint)(to - by), (uint)((to - from) / by), write, isInnermost);
    }

    /// <summary>The constant that a local holds at a loop, where the instructions just before it say so.</summary>
    private static int? FirstValue(ReadOnlySpan<Instruction> instructions, int loop, int local)
    {
        for (int i = loop - 1; i > Math.Max(0, loop - MaxPreparation) && instructions[i].Opcode is not <= Opcode.Return; i--)
        {
            if (Writes(in instructions[i], local))
            {
                return instructions[i - 1].Opcode == Opcode.I32Const ? (int)instructions[i - 1].Bits : null;
            }
        }

        return null;
    }

    private static bool Writes(in Instruction instruction, int local) =>
        instruction.Opcode is Opcode.LocalSet or Opcode.LocalTee && instruction.A == (uint)local;
}

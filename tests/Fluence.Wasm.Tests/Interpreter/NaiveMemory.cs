using Fluence.Wasm.Compilation;
using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>The interpreter's memory: bytes in an array, accessed one by one.</summary>
internal sealed class NaiveMemory(int minPages, int maxPages)
{
    internal byte[] Bytes { get; private set; } = new byte[minPages * WasmMemory.PageSize];

    /// <summary>Runs a memory instruction; false for any other.</summary>
    internal bool TryRun(in Instruction instruction, Stack<ulong> stack, Action<long> charge)
    {
        InstructionInfo info = InstructionTable.Get(instruction.Opcode);
        if (info.Immediate == Immediate.Memory)
        {
            Access(in instruction, info, stack);
            return true;
        }

        switch (instruction.Opcode)
        {
            case Opcode.MemorySize:
                stack.Push((uint)(Bytes.Length / WasmMemory.PageSize));
                return true;
            case Opcode.MemoryGrow:
                uint pages = (uint)stack.Pop();
                charge(pages * (long)FuelCosts.PerPage);
                stack.Push(Grow(pages));
                return true;
            case Opcode.MemoryFill:
                (uint count, byte value, uint to) = ((uint)stack.Pop(), (byte)stack.Pop(), (uint)stack.Pop());
                charge(FuelCosts.ForBytes((int)count));
                Check(to, count);
                Bytes.AsSpan((int)to, (int)count).Fill(value);
                return true;
            case Opcode.MemoryCopy:
                (uint length, uint source, uint target) = ((uint)stack.Pop(), (uint)stack.Pop(), (uint)stack.Pop());
                charge(FuelCosts.ForBytes((int)length));
                Check(source, length);
                Check(target, length);
                Bytes.AsSpan((int)source, (int)length).CopyTo(Bytes.AsSpan((int)target));
                return true;
            default:
                return false;
        }
    }

    private uint Grow(uint pages)
    {
        uint before = (uint)(Bytes.Length / WasmMemory.PageSize);
        if ((ulong)before + pages > (ulong)maxPages)
        {
            return uint.MaxValue;
        }

        byte[] grown = new byte[(before + pages) * WasmMemory.PageSize];
        Bytes.CopyTo(grown, 0);
        Bytes = grown;
        return before;
    }

    private void Check(ulong start, ulong count)
    {
        if (start + count > (ulong)Bytes.Length)
        {
            throw new NaiveTrap(TrapCode.OutOfBoundsMemoryAccess);
        }
    }

    private void Access(in Instruction instruction, InstructionInfo info, Stack<ulong> stack)
    {
        bool isLoad = info.Results.Length > 0;
        ulong value = isLoad ? 0 : stack.Pop();
        ulong address = (uint)stack.Pop() + instruction.Bits;
        Check(address, (ulong)info.Size);
        for (int i = 0; i < info.Size; i++)
        {
            if (isLoad)
            {
                value |= (ulong)Bytes[(int)address + i] << (8 * i);
            }
            else
            {
                Bytes[(int)address + i] = (byte)(value >> (8 * i));
            }
        }

        if (isLoad)
        {
            bool isSigned = info.Name.EndsWith("_s", StringComparison.Ordinal);
            int unused = 64 - (8 * info.Size);
            value = isSigned ? (ulong)((long)(value << unused) >> unused) : value;
            stack.Push(info.Results[0] is WasmValueType.I32 or WasmValueType.F32 ? (uint)value : value);
        }
    }
}

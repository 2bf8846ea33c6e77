namespace Fluence.Wasm.Execution;

/// <summary>The memory instructions that compiled code calls.</summary>
internal static unsafe class MemoryOperations
{
    internal static int Grow(WasmInstance instance, int pages) => instance.LinearMemory!.Grow(pages);

    internal static void Copy(WasmInstance instance, int to, int from, int count)
    {
        WasmMemory memory = instance.LinearMemory!;
        Trap.CheckRange((uint)from, (uint)count, memory.Length, TrapCode.OutOfBoundsMemoryAccess);
        Trap.CheckRange((uint)to, (uint)count, memory.Length, TrapCode.OutOfBoundsMemoryAccess);
        Buffer.MemoryCopy(memory.Base + (uint)from, memory.Base + (uint)to, (uint)count, (uint)count);
    }

    internal static void Fill(WasmInstance instance, int to, int value, int count)
    {
        WasmMemory memory = instance.LinearMemory!;
        Trap.CheckRange((uint)to, (uint)count, memory.Length, TrapCode.OutOfBoundsMemoryAccess);
        System.Runtime.InteropServices.NativeMemory.Fill(memory.Base + (uint)to, (uint)count, (byte)value);
    }

    internal static void Init(WasmInstance instance, int to, int from, int count, int segment)
    {
        WasmMemory memory = instance.LinearMemory!;
        ReadOnlySpan<byte> bytes = instance.DataSegments[segment].Span;
        Trap.CheckRange((uint)from, (uint)count, (ulong)bytes.Length, TrapCode.OutOfBoundsMemoryAccess);
        Trap.CheckRange((uint)to, (uint)count, memory.Length, TrapCode.OutOfBoundsMemoryAccess);
        bytes.Slice(from, count).CopyTo(new Span<byte>(memory.Base + (uint)to, count));
    }

    internal static void Drop(WasmInstance instance, int segment) => instance.DataSegments[segment] = default;
}

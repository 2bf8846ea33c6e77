namespace Fluence.Marine.Layout;

/// <summary>Looks at a module's memory without leaving it.</summary>
internal static class GuestBounds
{
    /// <summary>The bytes from an address on. No bytes lie everywhere.</summary>
    /// <exception cref="MemoryLayoutException">They do not lie in the memory.</exception>
    public static Span<byte> Slice(IGuestMemory memory, uint address, uint size)
    {
        if (size == 0)
        {
            return default;
        }

        return size <= int.MaxValue && (ulong)address + size <= (ulong)memory.Length
            ? memory.Slice(address, (int)size)
            : throw new MemoryLayoutException(
                $"Out-of-bound Wasm memory access: offset {address}, size {size}, while memory_size {memory.Length}");
    }
}

namespace Fluence.Wasm.Execution;

/// <summary>
/// What lies in the page before a memory's first byte. Compiled code has the address of that byte at hand, so what it reads here takes
/// neither an instruction nor a register of its own.
/// </summary>
internal static unsafe class MemoryHead
{
    /// <summary>The bytes before the first one; a multiple of the pages of every system.</summary>
    internal const int Size = WasmMemory.PageSize;

    /// <summary>Where the fuel stands below which a run ends: 0, or more than any fuel when the run is to be interrupted.</summary>
    internal const int Floor = -8;

    /// <summary>Where the memory's length stands.</summary>
    internal const int Length = -16;

    /// <summary>Where the last address stands from which so many bytes can be reached; null where no place is kept for that.</summary>
    internal static int? LastAddress(ulong extent) => extent switch
    {
        1 => -24,
        2 => -32,
        4 => -40,
        8 => -48,
        16 => -56,
        _ => null,
    };

    internal static void WriteLength(byte* first, ulong length)
    {
        *(ulong*)(first + Length) = length;
        for (ulong extent = 1; extent <= 16; extent *= 2)
        {
            // wraps round where the memory is empty; code that knows no minimal length does not read it
            *(ulong*)(first + LastAddress(extent)!.Value) = length - extent;
        }
    }

    internal static void WriteFloor(byte* first, long floor) => Volatile.Write(ref *(long*)(first + Floor), floor);
}

namespace Fluence.Marine.Layout;

/// <summary>The memory of a module, as lifting and lowering need it.</summary>
public interface IGuestMemory
{
    /// <summary>The present size in bytes.</summary>
    long Length { get; }

    /// <summary>A part that lies within the memory, to read and write; a call of <see cref="Allocate"/> makes the span invalid.</summary>
    Span<byte> Slice(uint address, int size);

    /// <summary>Calls the module's <c>allocate</c>.</summary>
    /// <param name="size">The number of bytes, whatever the tag.</param>
    /// <param name="tag">What will lie there.</param>
    /// <returns>The address; 0 for no bytes.</returns>
    uint Allocate(uint size, AllocationTag tag);
}

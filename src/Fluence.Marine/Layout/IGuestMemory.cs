namespace Fluence.Marine.Layout;

/// <summary>The memory of a module, as lifting and lowering need it.</summary>
public interface IGuestMemory
{
    /// <summary>The bytes of the memory now; a call of <see cref="Allocate"/> makes the span invalid.</summary>
    Span<byte> Bytes { get; }

    /// <summary>Calls the module's <c>allocate</c>.</summary>
    /// <param name="size">The number of bytes, whatever the tag.</param>
    /// <param name="tag">What will lie there.</param>
    /// <returns>The address; 0 for no bytes.</returns>
    uint Allocate(uint size, AllocationTag tag);
}

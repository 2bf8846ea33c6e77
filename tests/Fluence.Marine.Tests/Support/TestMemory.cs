using Fluence.Marine.Layout;

namespace Fluence.Marine.Tests.Support;

/// <summary>A memory whose allocator takes the next free address and notes what it was asked for.</summary>
internal sealed class TestMemory(int length) : IGuestMemory
{
    private readonly byte[] _bytes = new byte[length];
    private uint _next = 16;

    /// <summary>Size and tag of every allocation.</summary>
    public List<(uint Size, AllocationTag Tag)> Allocations { get; } = [];

    public Span<byte> Bytes => _bytes;

    public long Length => _bytes.Length;

    public Span<byte> Slice(uint address, int size) => _bytes.AsSpan((int)address, size);

    public uint Allocate(uint size, AllocationTag tag)
    {
        Allocations.Add((size, tag));
        uint address = size == 0 ? 0 : _next;
        _next += size;
        return address;
    }
}

using System.Runtime.InteropServices;

namespace Fluence.RandomX;

/// <summary>Memory that the garbage collector does not move, aligned to a line; in large pages where the system gives those.</summary>
internal sealed unsafe partial class NativeBuffer : IDisposable
{
    private const long LargePage = 2 << 20;
    private const int AdviseLargePages = 14;

    /// <param name="size">How many bytes.</param>
    /// <exception cref="OutOfMemoryException">There is not that much.</exception>
    internal NativeBuffer(long size)
    {
        Size = size;
        bool isLarge = size >= LargePage;
        Memory = (byte*)NativeMemory.AlignedAlloc((nuint)size, (nuint)(isLarge ? LargePage : RandomXSizes.Line));
        if (isLarge && OperatingSystem.IsLinux())
        {
            // addresses all over it are read, and small pages have no room in the table of those that were used last
            _ = madvise(Memory, (nuint)size, AdviseLargePages);
        }

        GC.AddMemoryPressure(size);
    }

    ~NativeBuffer() => Free();

    internal long Size { get; }

    internal byte* Memory { get; private set; }

    internal Span<byte> Bytes => new(Memory, checked((int)Size));

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (Memory != null)
        {
            NativeMemory.AlignedFree(Memory);
            Memory = null;
            GC.RemoveMemoryPressure(Size);
        }
    }

    [LibraryImport("libc")]
    private static partial int madvise(void* at, nuint size, int advice);
}

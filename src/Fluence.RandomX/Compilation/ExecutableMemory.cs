using System.ComponentModel;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Fluence.RandomX.Compilation;

/// <summary>
/// Memory for code, in two views: one that is written, and one that is executed, so nothing is ever both. Linux on x86-64 only.
/// </summary>
internal sealed unsafe partial class ExecutableMemory : IDisposable
{
    private const int Read = 1, Write = 2, Execute = 4, Shared = 1;
    private const uint CloseOnExec = 1;

    private readonly nuint _size;

    /// <param name="size">How many bytes.</param>
    /// <exception cref="Win32Exception">The system refuses memory that is executed.</exception>
    internal ExecutableMemory(int size)
    {
        _size = (nuint)size;
        Size = size;
        int file = memfd_create("randomx", CloseOnExec);
        Check(file >= 0);
        try
        {
            Check(ftruncate(file, size) == 0);
            Written = Map(file, Read | Write);
            Executed = Map(file, Read | Execute);
        }
        finally
        {
            _ = close(file);
        }
    }

    /// <summary>Whether there is such memory, and code for this processor, here.</summary>
    internal static bool IsSupported => OperatingSystem.IsLinux() && Sse2.X64.IsSupported;

    internal int Size { get; }

    /// <summary>The view that is written.</summary>
    internal byte* Written { get; }

    /// <summary>The view that is executed.</summary>
    internal byte* Executed { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = munmap(Written, _size);
        _ = munmap(Executed, _size);
    }

    private byte* Map(int file, int protection)
    {
        void* view = mmap(null, _size, protection, Shared, file, 0);
        Check((nint)view != -1);
        return (byte*)view;
    }

    private static void Check(bool isDone)
    {
        if (!isDone)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError());
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    private static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ftruncate(int file, long size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial void* mmap(void* at, nuint size, int protection, int flags, int file, long offset);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int munmap(void* at, nuint size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int file);
}

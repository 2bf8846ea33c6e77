using System.Runtime.InteropServices;

namespace Fluence.Wasm.Execution;

/// <summary>A reserved range of addresses, of which the first part is usable; it grows without moving.</summary>
internal sealed unsafe partial class AddressSpace : SafeHandle
{
    private const int ProtectionNone = 0, ReadWrite = 3;
    private const int PrivateAnonymousLinux = 0x4022, PrivateAnonymousMac = 0x1042;
    private const uint Reserve = 0x2000, Commit = 0x1000, Release = 0x8000, NoAccess = 1, PageReadWrite = 4;

    private readonly nuint _size;
    private long _committed;

    private AddressSpace(nint start, nuint size)
        : base(0, ownsHandle: true)
    {
        SetHandle(start);
        _size = size;
    }

    public override bool IsInvalid => handle == 0;

    internal byte* Start => (byte*)handle;

    internal ulong Size => _size;

    /// <summary>Reserves the bytes wanted, or fewer where the system has no more, but at least those needed.</summary>
    internal static AddressSpace Create(ulong wanted, ulong needed)
    {
        for (ulong size = Math.Max(wanted, 1 << 16); size >= Math.Max(needed, 1 << 16); size /= 2)
        {
            nint start = ReserveRange((nuint)size);
            if (start != 0)
            {
                return new AddressSpace(start, (nuint)size);
            }
        }

        throw new InsufficientMemoryException($"no {needed} bytes of addresses are free for a WebAssembly memory");
    }

    /// <summary>Makes bytes usable; they are zero.</summary>
    internal bool TryCommit(ulong from, ulong length)
    {
        if (length == 0)
        {
            return true;
        }

        bool done = OperatingSystem.IsWindows()
            ? VirtualAlloc(handle + (nint)from, (nuint)length, Commit, PageReadWrite) != 0
            : MProtect(handle + (nint)from, (nuint)length, ReadWrite) == 0;
        if (done)
        {
            // the collector does not see these bytes, and would leave dropped instances for long
            _committed += (long)length;
            GC.AddMemoryPressure((long)length);
        }

        return done;
    }

    protected override bool ReleaseHandle()
    {
        if (_committed > 0)
        {
            GC.RemoveMemoryPressure(_committed);
        }

        return OperatingSystem.IsWindows() ? VirtualFree(handle, 0, Release) : MUnmap(handle, _size) == 0;
    }

    private static nint ReserveRange(nuint size)
    {
        if (OperatingSystem.IsWindows())
        {
            return VirtualAlloc(0, size, Reserve, NoAccess);
        }

        int flags = OperatingSystem.IsLinux() ? PrivateAnonymousLinux : PrivateAnonymousMac;
        nint start = MMap(0, size, ProtectionNone, flags, -1, 0);
        return start == -1 ? 0 : start;
    }

    [LibraryImport("libc", EntryPoint = "mmap", SetLastError = true)]
    private static partial nint MMap(nint address, nuint length, int protection, int flags, int file, nint offset);

    [LibraryImport("libc", EntryPoint = "mprotect", SetLastError = true)]
    private static partial int MProtect(nint address, nuint length, int protection);

    [LibraryImport("libc", EntryPoint = "munmap", SetLastError = true)]
    private static partial int MUnmap(nint address, nuint length);

    [LibraryImport("kernel32", SetLastError = true)]
    private static partial nint VirtualAlloc(nint address, nuint size, uint type, uint protection);

    [LibraryImport("kernel32", SetLastError = true)]
    [return: MarshalAs(UnmanagedType.Bool)]
    private static partial bool VirtualFree(nint address, nuint size, uint type);
}

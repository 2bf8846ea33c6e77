using System.Text;
using Fluence.Wasm.Wasi.Files;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>What is open, and its attributes.</summary>
internal static class DescriptorFunctions
{
    private const uint EntryHeaderLength = 24;

    /// <summary><c>fd_close(fd)</c></summary>
    public static void FdClose(WasiCall call) => call.Open.Close(call.U32(0));

    /// <summary><c>fd_renumber(from, to)</c></summary>
    public static void FdRenumber(WasiCall call) => call.Open.Renumber(call.U32(0), call.U32(1));

    /// <summary><c>fd_fdstat_get(fd, stat)</c>: kind, flags and rights, 24 bytes.</summary>
    public static void FdFdstatGet(WasiCall call)
    {
        Descriptor descriptor = call.Open.Get(call.U32(0));
        uint at = call.U32(1);
        call.Memory.Bytes(at, 24).Clear();
        call.Memory.WriteByte(at, (byte)descriptor.Kind);
        call.Memory.WriteUInt16(at + 2, (ushort)descriptor.Flags);
        call.Memory.WriteUInt64(at + 8, (ulong)descriptor.Rights);
        call.Memory.WriteUInt64(at + 16, (ulong)descriptor.Inheriting);
    }

    /// <summary><c>fd_fdstat_set_flags(fd, flags)</c></summary>
    public static void FdFdstatSetFlags(WasiCall call)
    {
        Descriptor descriptor = call.Open.Get(call.U32(0));
        descriptor.Demand(Rights.SetFlags);
        DescriptorFlags flags = (DescriptorFlags)call.U32(1);
        descriptor.Flags = (flags & ~DescriptorFlags.All) == 0 ? flags : throw new WasiException(WasiErrno.Invalid);
    }

    /// <summary><c>fd_fdstat_set_rights(fd, rights, inheriting)</c>: rights can be given up, never gained.</summary>
    public static void FdFdstatSetRights(WasiCall call)
    {
        Descriptor descriptor = call.Open.Get(call.U32(0));
        Rights rights = (Rights)call.U64(1), inheriting = (Rights)call.U64(2);
        if ((rights & ~descriptor.Rights) != 0 || (inheriting & ~descriptor.Inheriting) != 0)
        {
            throw new WasiException(WasiErrno.NotCapable);
        }

        descriptor.Rights = rights;
        descriptor.Inheriting = inheriting;
    }

    /// <summary><c>fd_filestat_get(fd, stat)</c></summary>
    public static void FdFilestatGet(WasiCall call)
    {
        Descriptor descriptor = call.Open.Get(call.U32(0));
        descriptor.Demand(Rights.Stat);
        descriptor.Stat().WriteTo(call.Memory, call.U32(1));
    }

    /// <summary><c>fd_filestat_set_size(fd, size)</c></summary>
    public static void FdFilestatSetSize(WasiCall call)
    {
        ulong size = call.U64(1);
        call.Open.Get<FileDescriptor>(call.U32(0), Rights.SetSize, WasiErrno.Invalid).Size =
            size <= long.MaxValue ? (long)size : throw new WasiException(WasiErrno.FileTooLarge);
    }

    /// <summary><c>fd_filestat_set_times(fd, accessed, modified, flags)</c></summary>
    public static void FdFilestatSetTimes(WasiCall call)
    {
        Descriptor descriptor = call.Open.Get(call.U32(0));
        descriptor.Demand(Rights.SetTimes);
        string path = descriptor switch
        {
            FileDescriptor file => file.Path,
            FolderDescriptor folder => folder.Path,
            _ => throw new WasiException(WasiErrno.Invalid),
        };
        FileTimes.Set(new FileInfo(path), call.Options.Time, call.U64(1), call.U64(2), call.U32(3));
    }

    /// <summary><c>fd_prestat_get(fd, stat)</c>: the kind, 0 for a folder, and the length of its name.</summary>
    public static void FdPrestatGet(WasiCall call)
    {
        string name = GivenName(call);
        call.Memory.WriteUInt32(call.U32(1), 0);
        call.Memory.WriteUInt32(call.U32(1) + 4, (uint)Encoding.UTF8.GetByteCount(name));
    }

    /// <summary><c>fd_prestat_dir_name(fd, buffer, length)</c></summary>
    public static void FdPrestatDirName(WasiCall call)
    {
        byte[] name = Encoding.UTF8.GetBytes(GivenName(call));
        if (call.U32(2) < name.Length)
        {
            throw new WasiException(WasiErrno.NameTooLong);
        }

        name.CopyTo(call.Memory.Bytes(call.U32(1), (uint)name.Length));
    }

    /// <summary>
    /// <c>fd_readdir(fd, buffer, length, cookie, used)</c>: entries of 24 bytes and a name, the last one cut off where the buffer ends. The
    /// cookie of an entry is its place plus one, so that reading goes on after it.
    /// </summary>
    public static void FdReaddir(WasiCall call)
    {
        FolderDescriptor folder = call.Open.Folder(call.U32(0), Rights.ReadFolder);
        if (!folder.IsListed)
        {
            throw new WasiException(WasiErrno.Access);
        }

        ulong cookie = call.U64(3);
        if (cookie == 0 || folder.Entries is null)
        {
            IEnumerable<FileSystemInfo> entries = new DirectoryInfo(folder.Path).EnumerateFileSystemInfos();
            folder.Entries = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        }

        Span<byte> buffer = call.Memory.Bytes(call.U32(1), call.U32(2));
        int used = 0;
        (string Name, FileKind Kind, ulong Inode)[] all =
        [
            (".", FileKind.Folder, FileStat.InodeOf(folder.Path)),
            ("..", FileKind.Folder, 0),
            .. folder.Entries.Select(entry => (entry.Name, KindOf(entry), FileStat.InodeOf(entry.FullName))),
        ];
        for (ulong place = cookie; place < (ulong)all.Length && used < buffer.Length; place++)
        {
            (string name, FileKind kind, ulong inode) = all[place];
            byte[] entry = Entry(place + 1, name, kind, inode);
            int fits = Math.Min(entry.Length, buffer.Length - used);
            entry.AsSpan(0, fits).CopyTo(buffer[used..]);
            used += fits;
        }

        call.Memory.WriteUInt32(call.U32(4), (uint)used);
    }

    private static byte[] Entry(ulong cookie, string name, FileKind kind, ulong inode)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] entry = new byte[EntryHeaderLength + text.Length];
        BitConverter.TryWriteBytes(entry.AsSpan(0), cookie);
        BitConverter.TryWriteBytes(entry.AsSpan(8), inode);
        BitConverter.TryWriteBytes(entry.AsSpan(16), (uint)text.Length);
        entry[20] = (byte)kind;
        text.CopyTo(entry, EntryHeaderLength);
        return entry;
    }

    private static FileKind KindOf(FileSystemInfo entry) => entry.LinkTarget is not null ? FileKind.SymbolicLink
        : entry is DirectoryInfo ? FileKind.Folder : FileKind.RegularFile;

    private static string GivenName(WasiCall call) => call.Open.Get(call.U32(0)) is FolderDescriptor { GivenName: { } name }
        ? name
        : throw new WasiException(WasiErrno.BadDescriptor);
}

namespace Fluence.Wasm.Wasi.Files;

/// <summary>The attributes of a file (<c>$filestat</c>, 64 bytes). Times are nanoseconds since 1970.</summary>
internal readonly record struct FileStat(FileKind Kind, ulong Size, ulong Accessed, ulong Modified, ulong Changed, ulong Inode)
{
    /// <summary>The length of its form in memory, in bytes.</summary>
    public const uint Length = 64;

    private const long NanosecondsPerTick = 100;

    /// <summary>The attributes of a file of the host; a symbolic link is not followed.</summary>
    public static FileStat Of(FileSystemInfo info)
    {
        info.Refresh();
        if (!info.Exists && info.LinkTarget is null)
        {
            throw new WasiException(WasiErrno.NoEntry);
        }

        FileKind kind = info.LinkTarget is not null ? FileKind.SymbolicLink
            : info.Attributes.HasFlag(FileAttributes.Directory) ? FileKind.Folder : FileKind.RegularFile;
        ulong size = kind == FileKind.RegularFile && info is FileInfo file ? (ulong)file.Length : 0;
        return new FileStat(
            kind, size, Nanoseconds(info.LastAccessTimeUtc), Nanoseconds(info.LastWriteTimeUtc), Nanoseconds(info.LastWriteTimeUtc),
            InodeOf(info.FullName));
    }

    public void WriteTo(GuestMemory memory, uint at)
    {
        memory.Bytes(at, Length).Clear();
        memory.WriteUInt64(at + 8, Inode);
        memory.WriteByte(at + 16, (byte)Kind);
        memory.WriteUInt64(at + 24, 1);
        memory.WriteUInt64(at + 32, Size);
        memory.WriteUInt64(at + 40, Accessed);
        memory.WriteUInt64(at + 48, Modified);
        memory.WriteUInt64(at + 56, Changed);
    }

    public static ulong Nanoseconds(DateTime utc) =>
        (ulong)Math.Max(0, (utc - DateTime.UnixEpoch).Ticks) * NanosecondsPerTick;

    public static DateTime Time(ulong nanoseconds)
    {
        ulong latest = (ulong)(DateTime.MaxValue - DateTime.UnixEpoch).Ticks;
        return DateTime.UnixEpoch.AddTicks((long)Math.Min(nanoseconds / NanosecondsPerTick, latest));
    }

    /// <summary>A number for the path, since the host's number of a file is not portable: the same path has the same number.</summary>
    public static ulong InodeOf(string path)
    {
        ulong hash = 14_695_981_039_346_656_037;
        foreach (char letter in path)
        {
            hash = (hash ^ letter) * 1_099_511_628_211;
        }

        return hash;
    }
}

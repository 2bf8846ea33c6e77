namespace Fluence.Wasm.Wasi.Files;

/// <summary>The kinds of files (<c>$filetype</c>).</summary>
internal enum FileKind : byte
{
    Unknown = 0,
    CharacterDevice = 2,
    Folder = 3,
    RegularFile = 4,
    SymbolicLink = 7,
}

/// <summary>What a guest may do with a descriptor (<c>$rights</c>).</summary>
[Flags]
internal enum Rights : ulong
{
    None = 0,
    DataSync = 1 << 0,
    Read = 1 << 1,
    Seek = 1 << 2,
    SetFlags = 1 << 3,
    Sync = 1 << 4,
    Tell = 1 << 5,
    Write = 1 << 6,
    Advise = 1 << 7,
    Allocate = 1 << 8,
    CreateFolder = 1 << 9,
    CreateFile = 1 << 10,
    LinkSource = 1 << 11,
    LinkTarget = 1 << 12,
    Open = 1 << 13,
    ReadFolder = 1 << 14,
    ReadLink = 1 << 15,
    RenameSource = 1 << 16,
    RenameTarget = 1 << 17,
    PathStat = 1 << 18,
    PathSetSize = 1 << 19,
    PathSetTimes = 1 << 20,
    Stat = 1 << 21,
    SetSize = 1 << 22,
    SetTimes = 1 << 23,
    MakeLink = 1 << 24,
    RemoveFolder = 1 << 25,
    Unlink = 1 << 26,
    Poll = 1 << 27,
    All = (1 << 30) - 1,
    Stream = Read | Write | Poll | Stat | SetFlags,
    File = DataSync | Read | Seek | SetFlags | Sync | Tell | Write | Advise | Allocate | Stat | SetSize | SetTimes | Poll,
    Folder = All & ~(Read | Write | Seek | Tell | Allocate | SetSize),
}

/// <summary>Flags of a descriptor (<c>$fdflags</c>).</summary>
[Flags]
internal enum DescriptorFlags : ushort
{
    None = 0,
    Append = 1,
    DataSync = 2,
    NonBlocking = 4,
    ReadSync = 8,
    Sync = 16,
    All = 31,
}

/// <summary>Something that a guest has open.</summary>
internal abstract class Descriptor : IDisposable
{
    public abstract FileKind Kind { get; }

    /// <summary>What the guest may do with it.</summary>
    public Rights Rights { get; set; }

    /// <summary>What the guest may do with what it opens through it.</summary>
    public Rights Inheriting { get; set; }

    public DescriptorFlags Flags { get; set; }

    /// <summary>What <c>fd_filestat_get</c> tells.</summary>
    public abstract FileStat Stat();

    /// <summary>Refuses what the descriptor does not allow.</summary>
    /// <exception cref="WasiException"><see cref="WasiErrno.NotCapable"/>.</exception>
    public void Demand(Rights needed)
    {
        if ((Rights & needed) != needed)
        {
            throw new WasiException(WasiErrno.NotCapable);
        }
    }

    public virtual void Dispose()
    {
    }
}

using Fluence.Wasm.Wasi.Files;
using Microsoft.Win32.SafeHandles;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>Opening files and folders.</summary>
internal static class OpenFunction
{
    private const uint FollowLinks = 1;

    /// <summary>How to open (<c>$oflags</c>).</summary>
    [Flags]
    private enum How : uint
    {
        Create = 1,
        Folder = 2,
        Exclusive = 4,
        Truncate = 8,
        All = 15,
    }

    /// <summary><c>path_open(fd, lookup, path, how, rights, inheriting, flags, opened)</c></summary>
    public static void PathOpen(WasiCall call)
    {
        FolderDescriptor folder = call.Open.Folder(call.U32(0), Rights.Open);
        How how = (How)call.U32(4);
        Rights rights = (Rights)call.U64(5), inheriting = (Rights)call.U64(6);
        DescriptorFlags flags = (DescriptorFlags)call.U32(7);
        Check(folder, how, flags);
        ResolvedPath path = PathResolver.Resolve(
            folder, call.Path(2), followLast: (call.U32(1) & FollowLinks) != 0 && !how.HasFlag(How.Exclusive));

        // both are bounded by what the folder passes on; guests ask for everything
        rights &= folder.Inheriting;
        Descriptor opened = Open(folder, path, how, rights, call.Options);
        opened.Rights = rights & (opened is FolderDescriptor ? Rights.Folder : Rights.File);
        opened.Inheriting = inheriting & folder.Inheriting;
        opened.Flags = flags;
        call.Memory.WriteUInt32(call.U32(8), call.Open.Add(opened));
    }

    private static void Check(FolderDescriptor folder, How how, DescriptorFlags flags)
    {
        if ((how & ~How.All) != 0 || (flags & ~DescriptorFlags.All) != 0)
        {
            throw new WasiException(WasiErrno.Invalid);
        }

        folder.Demand((how.HasFlag(How.Create) ? Rights.CreateFile : 0) | (how.HasFlag(How.Truncate) ? Rights.PathSetSize : 0));
    }

    private static Descriptor Open(FolderDescriptor folder, ResolvedPath path, How how, Rights rights, WasiOptions options)
    {
        FileSystemInfo info = path.Info;
        bool exists = info.Exists || info.LinkTarget is not null;
        if (how.HasFlag(How.Create | How.Exclusive) && exists)
        {
            throw new WasiException(WasiErrno.Exists);
        }

        if (info.LinkTarget is not null)
        {
            // a link that was not to be followed
            throw new WasiException(WasiErrno.TooManyLinks);
        }

        if (exists && info is DirectoryInfo)
        {
            return (how & (How.Create | How.Truncate)) == 0 && (rights & Rights.Write) == 0 || how.HasFlag(How.Folder)
                ? new FolderDescriptor(path.Root, path.Within, null, folder.HidesNames)
                : throw new WasiException(WasiErrno.IsDirectory);
        }

        if (how.HasFlag(How.Folder))
        {
            throw new WasiException(exists ? WasiErrno.NotDirectory : WasiErrno.NoEntry);
        }

        options.TakeRoom(path.HostPath, exists || !how.HasFlag(How.Create) ? 0 : WasiQuota.EntryBytes);
        return new FileDescriptor(path.HostPath, OpenFile(path.HostPath, how, rights), options);
    }

    private static SafeFileHandle OpenFile(string path, How how, Rights rights)
    {
        FileMode mode = (how.HasFlag(How.Create), how.HasFlag(How.Exclusive), how.HasFlag(How.Truncate)) switch
        {
            (true, true, _) => FileMode.CreateNew,
            (true, false, true) => FileMode.Create,
            (true, false, false) => FileMode.OpenOrCreate,
            (false, _, true) => FileMode.Truncate,
            _ => FileMode.Open,
        };
        bool writes = mode != FileMode.Open || (rights & (Rights.Write | Rights.Allocate | Rights.SetSize)) != 0;
        FileAccess access = !writes ? FileAccess.Read : (rights & Rights.Read) != 0 && mode is not FileMode.Truncate
            ? FileAccess.ReadWrite : FileAccess.Write;
        try
        {
            return File.OpenHandle(path, mode, access, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (UnauthorizedAccessException) when (mode == FileMode.Open && access == FileAccess.ReadWrite)
        {
            // guests ask for the right to write also where they only read
            return File.OpenHandle(path, mode, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
    }
}

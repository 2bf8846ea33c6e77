using System.Text;
using Fluence.Wasm.Wasi.Files;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>Files and folders by path.</summary>
internal static class PathFunctions
{
    private const uint FollowLinks = 1;

    /// <summary><c>path_create_directory(fd, path)</c></summary>
    public static void PathCreateDirectory(WasiCall call)
    {
        ResolvedPath path = Resolve(call, 0, 1, Rights.CreateFolder, followLast: false);
        DemandFree(path);
        DemandParent(path);
        call.Options.TakeRoom(path.HostPath, WasiQuota.EntryBytes);
        Directory.CreateDirectory(path.HostPath);
    }

    /// <summary><c>path_filestat_get(fd, flags, path, stat)</c></summary>
    public static void PathFilestatGet(WasiCall call) =>
        FileStat.Of(Resolve(call, 0, 2, Rights.PathStat, Follows(call.U32(1))).Info).WriteTo(call.Memory, call.U32(4));

    /// <summary><c>path_filestat_set_times(fd, flags, path, accessed, modified, which)</c></summary>
    public static void PathFilestatSetTimes(WasiCall call)
    {
        FileSystemInfo info = Resolve(call, 0, 2, Rights.PathSetTimes, Follows(call.U32(1))).Info;
        _ = FileStat.Of(info);
        FileTimes.Set(info, call.Options.Time, call.U64(4), call.U64(5), call.U32(6));
    }

    /// <summary><c>path_link</c>: the host's files have no second names.</summary>
    public static void PathLink(WasiCall call)
    {
        _ = Resolve(call, 0, 2, Rights.LinkSource, followLast: false);
        throw new WasiException(WasiErrno.NotSupported);
    }

    /// <summary><c>path_readlink(fd, path, buffer, length, used)</c></summary>
    public static void PathReadlink(WasiCall call)
    {
        FileSystemInfo info = Resolve(call, 0, 1, Rights.ReadLink, followLast: false).Info;
        _ = FileStat.Of(info);
        byte[] target = Encoding.UTF8.GetBytes(info.LinkTarget ?? throw new WasiException(WasiErrno.Invalid));
        uint length = Math.Min((uint)target.Length, call.U32(4));
        target.AsSpan(0, (int)length).CopyTo(call.Memory.Bytes(call.U32(3), length));
        call.Memory.WriteUInt32(call.U32(5), length);
    }

    /// <summary><c>path_remove_directory(fd, path)</c></summary>
    public static void PathRemoveDirectory(WasiCall call)
    {
        ResolvedPath path = Resolve(call, 0, 1, Rights.RemoveFolder, followLast: false).NotRoot();
        switch (FileStat.Of(path.Info).Kind)
        {
            case not FileKind.Folder:
                throw new WasiException(WasiErrno.NotDirectory);
            case FileKind.Folder when Directory.EnumerateFileSystemEntries(path.HostPath).Any():
                throw new WasiException(WasiErrno.NotEmpty);
            default:
                Directory.Delete(path.HostPath);
                break;
        }
    }

    /// <summary><c>path_rename(fd, path, newFd, newPath)</c></summary>
    public static void PathRename(WasiCall call)
    {
        ResolvedPath from = Resolve(call, 0, 1, Rights.RenameSource, followLast: false).NotRoot();
        ResolvedPath to = Resolve(call, 3, 4, Rights.RenameTarget, followLast: false).NotRoot();
        FileKind kind = FileStat.Of(from.Info).Kind;
        DemandParent(to);
        if (kind != FileKind.Folder)
        {
            if (Directory.Exists(to.HostPath) && to.Info.LinkTarget is null)
            {
                throw new WasiException(WasiErrno.IsDirectory);
            }

            call.Options.TakeRoomForMove(from.HostPath, to.HostPath);
            File.Move(from.HostPath, to.HostPath, overwrite: true);
            return;
        }

        if (File.Exists(to.HostPath))
        {
            throw new WasiException(WasiErrno.NotDirectory);
        }

        if (Directory.Exists(to.HostPath) && from.HostPath != to.HostPath)
        {
            if (Directory.EnumerateFileSystemEntries(to.HostPath).Any())
            {
                throw new WasiException(WasiErrno.NotEmpty);
            }

            Directory.Delete(to.HostPath);
        }

        call.Options.TakeRoomForMove(from.HostPath, to.HostPath);
        Directory.Move(from.HostPath, to.HostPath);
    }

    /// <summary><c>path_symlink(target, fd, path)</c>: only to what stays within the given folder.</summary>
    public static void PathSymlink(WasiCall call)
    {
        string target = call.Path(0);
        ResolvedPath link = PathResolver.Resolve(call.Open.Folder(call.U32(2), Rights.MakeLink), call.Path(3), followLast: false);
        if (PathResolver.LeadsOut(link, target))
        {
            throw new WasiException(WasiErrno.NotCapable);
        }

        DemandFree(link);
        DemandParent(link);
        call.Options.TakeRoom(link.HostPath, WasiQuota.EntryBytes);
        File.CreateSymbolicLink(link.HostPath, target);
    }

    /// <summary><c>path_unlink_file(fd, path)</c></summary>
    public static void PathUnlinkFile(WasiCall call)
    {
        ResolvedPath path = Resolve(call, 0, 1, Rights.Unlink, followLast: false).NotRoot();
        if (FileStat.Of(path.Info).Kind == FileKind.Folder)
        {
            throw new WasiException(WasiErrno.IsDirectory);
        }

        File.Delete(path.HostPath);
    }

    /// <summary>The path that starts in the folder of one argument and stands in another and the next.</summary>
    private static ResolvedPath Resolve(WasiCall call, int folder, int path, Rights needed, bool followLast) =>
        PathResolver.Resolve(call.Open.Folder(call.U32(folder), needed), call.Path(path), followLast);

    private static bool Follows(uint flags) => (flags & FollowLinks) != 0;

    private static void DemandFree(ResolvedPath path)
    {
        if (path.Info is { Exists: true } or { LinkTarget: not null })
        {
            throw new WasiException(WasiErrno.Exists);
        }
    }

    private static void DemandParent(ResolvedPath path)
    {
        string? parent = Path.GetDirectoryName(path.HostPath);
        if (!Directory.Exists(parent))
        {
            throw new WasiException(File.Exists(parent) ? WasiErrno.NotDirectory : WasiErrno.NoEntry);
        }
    }
}

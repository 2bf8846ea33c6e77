namespace Fluence.Wasm.Wasi.Files;

/// <summary>
/// Finds the file of the host that a guest's path means, without ever leaving the given folder: component by component, symbolic links
/// by hand. <c>..</c> that would climb out of the given folder, absolute paths and links to either are <see cref="WasiErrno.NotCapable"/>.
/// </summary>
internal static class PathResolver
{
    /// <summary>Resolves a path.</summary>
    /// <param name="folder">The folder that it starts in.</param>
    /// <param name="path">The guest's path, with <c>/</c> between names.</param>
    /// <param name="followLast">Whether to follow a symbolic link in the last place; those before are always followed.</param>
    public static ResolvedPath Resolve(FolderDescriptor folder, string path, bool followLast)
    {
        if (path.Length == 0)
        {
            throw new WasiException(WasiErrno.NoEntry);
        }

        List<string> reached = [.. folder.Within];
        Stack<string> rest = new();
        bool mustBeFolder = path.EndsWith('/') || path.EndsWith("/.", StringComparison.Ordinal);
        Push(rest, path);
        int links = 0;
        while (rest.TryPop(out string? name))
        {
            if (name == "..")
            {
                if (reached.Count == 0)
                {
                    throw new WasiException(WasiErrno.NotCapable);
                }

                DemandFolder(folder.Root, reached);
                reached.RemoveAt(reached.Count - 1);
                continue;
            }

            CheckName(name);
            reached.Add(name);
            bool isLast = rest.Count == 0;
            if ((!isLast || followLast || mustBeFolder) && LinkTarget(folder.Root, reached) is { } target)
            {
                if (++links > WasiLimits.Links)
                {
                    throw new WasiException(WasiErrno.TooManyLinks);
                }

                reached.RemoveAt(reached.Count - 1);
                Push(rest, target);
            }
        }

        ResolvedPath resolved = new(folder.Root, reached);
        if (mustBeFolder && File.Exists(resolved.HostPath))
        {
            throw new WasiException(WasiErrno.NotDirectory);
        }

        return resolved;
    }

    /// <summary>Whether a symbolic link in a folder would lead out of the given folder.</summary>
    public static bool LeadsOut(ResolvedPath link, string target)
    {
        if (IsAbsolute(target))
        {
            return true;
        }

        int depth = link.Within.Count - 1;
        foreach (string name in target.Split('/'))
        {
            depth += name switch { "" or "." => 0, ".." => -1, _ => 1 };
            if (depth < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static void Push(Stack<string> rest, string path)
    {
        if (IsAbsolute(path))
        {
            throw new WasiException(WasiErrno.NotCapable);
        }

        foreach (string name in path.Split('/').Reverse().Where(name => name is not ("" or ".")))
        {
            rest.Push(name);
        }
    }

    // also the host's own forms, which a guest has no reason to use
    private static bool IsAbsolute(string path) => path.StartsWith('/') || Path.IsPathRooted(path);

    private static void CheckName(string name)
    {
        if (name.AsSpan().IndexOfAny('\0', Path.DirectorySeparatorChar, Path.VolumeSeparatorChar) >= 0)
        {
            throw new WasiException(WasiErrno.Invalid);
        }
    }

    private static void DemandFolder(string root, List<string> within)
    {
        string path = Path.Combine([root, .. within]);
        if (!Directory.Exists(path))
        {
            throw new WasiException(File.Exists(path) ? WasiErrno.NotDirectory : WasiErrno.NoEntry);
        }
    }

    private static string? LinkTarget(string root, List<string> within) => new FileInfo(Path.Combine([root, .. within])).LinkTarget;
}

/// <summary>A path that stays within a given folder.</summary>
/// <param name="Root">The given folder, a path of the host.</param>
/// <param name="Within">The names from there on; none for the folder itself.</param>
internal sealed record ResolvedPath(string Root, IReadOnlyList<string> Within)
{
    /// <summary>The path on the host.</summary>
    public string HostPath { get; } = Path.Combine([Root, .. Within]);

    /// <summary>The file or folder there; a link is not followed.</summary>
    public FileSystemInfo Info => new FileInfo(HostPath) is { LinkTarget: not null } link ? link
        : Directory.Exists(HostPath) ? new DirectoryInfo(HostPath) : new FileInfo(HostPath);

    /// <summary>Refuses the given folder itself, which belongs to the host.</summary>
    public ResolvedPath NotRoot() => Within.Count > 0 ? this : throw new WasiException(WasiErrno.NotPermitted);
}

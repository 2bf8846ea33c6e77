namespace Fluence.Wasm.Wasi;

/// <summary>
/// How much guests may keep in some folders together, or in each folder directly below one. What they write is added up; only when that
/// reaches the limit it is measured what is really there, so removing files makes room again. For any number of threads.
/// </summary>
public sealed class WasiQuota
{
    /// <summary>What an entry of a folder counts, beside its contents.</summary>
    public const int EntryBytes = 4096;

    // a measurement can always be made again
    private const int MostRemembered = 256;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _left = new(StringComparer.Ordinal);
    private readonly Func<string[]> _folders;
    private readonly long _limit;
    private readonly bool _isForEach;

    private WasiQuota(Func<string[]> folders, long limit, bool isForEach)
    {
        _folders = folders;
        _limit = limit;
        _isForEach = isForEach;
    }

    /// <summary>So many bytes in all these folders together, which need not be there yet.</summary>
    public static WasiQuota OfFolders(IEnumerable<string> folders, long limit) => new(Fixed(folders), limit, isForEach: false);

    /// <summary>So many bytes in all these folders together, which may become others.</summary>
    /// <param name="folders">The folders as they are now: full paths without a separator at the end.</param>
    /// <param name="limit">The bytes.</param>
    public static WasiQuota OfFolders(Func<string[]> folders, long limit) => new(folders, limit, isForEach: false);

    /// <summary>So many bytes in each folder directly below this one.</summary>
    public static WasiQuota OfEachIn(string folder, long limit) => new(Fixed([folder]), limit, isForEach: true);

    /// <summary>Takes room for what a file or folder grows by; nothing where it lies elsewhere.</summary>
    /// <exception cref="WasiException">There is not so much room.</exception>
    internal void Take(string path, long bytes)
    {
        if (bytes <= 0 || MeasuredWith(path) is not { } measured)
        {
            return;
        }

        lock (_lock)
        {
            long left = _left.GetValueOrDefault(measured[0]);
            if (bytes > left)
            {
                left = _limit - measured.Sum(Measure);
            }

            if (_left.Count >= MostRemembered)
            {
                _left.Clear();
            }

            _left[measured[0]] = left - (bytes <= left ? bytes : 0);
            if (bytes > left)
            {
                throw new WasiException(WasiErrno.NoSpace);
            }
        }
    }

    /// <summary>Takes room for a file or folder that is moved to where other things are measured.</summary>
    /// <exception cref="WasiException">There is not so much room.</exception>
    internal void TakeForMove(string from, string to)
    {
        if (MeasuredWith(to) is { } measured && MeasuredWith(from)?[0] != measured[0])
        {
            Take(to, EntryBytes + (File.Exists(from) ? new FileInfo(from).Length : Measure(from)));
        }
    }

    /// <summary>The folders that are measured together with a path; null where it lies elsewhere.</summary>
    private string[]? MeasuredWith(string path)
    {
        string[] folders = _folders();
        return Array.Find(folders, folder => IsIn(folder, path)) is not { } root ? null
            : _isForEach ? [Below(root, path)] : folders;
    }

    private static Func<string[]> Fixed(IEnumerable<string> folders)
    {
        string[] paths = [.. folders.Select(folder => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)))];
        return () => paths;
    }

    private static bool IsIn(string folder, string path) => path.Length > folder.Length
        && path.StartsWith(folder, StringComparison.Ordinal) && path[folder.Length] == Path.DirectorySeparatorChar;

    private static string Below(string root, string path)
    {
        int end = path.IndexOf(Path.DirectorySeparatorChar, root.Length + 1);
        return end < 0 ? path : path[..end];
    }

    private static long Measure(string folder) => !Directory.Exists(folder) ? 0 : new DirectoryInfo(folder)
        .EnumerateFileSystemInfos("*", new EnumerationOptions
        {
            RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint,
        })
        .Sum(entry => EntryBytes + (entry is FileInfo { Exists: true } file ? file.Length : 0));
}

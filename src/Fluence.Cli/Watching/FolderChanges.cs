using System.Threading.Channels;

namespace Fluence.Cli.Watching;

/// <summary>Changes that the operating system tells of.</summary>
internal sealed class FolderChanges : IFileChanges
{
    private readonly Dictionary<string, FileSystemWatcher> _watchers = new(StringComparer.Ordinal);
    private readonly Channel<bool> _changes =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private volatile bool _isBroken;

    public void Watch(IReadOnlySet<string> folders)
    {
        // after an error, as the loss of a folder, it is not known which of them still tell anything
        bool startsAnew = _isBroken;
        _isBroken = false;
        foreach (string gone in _watchers.Keys.Where(folder => startsAnew || !folders.Contains(folder)).ToList())
        {
            _watchers.Remove(gone, out FileSystemWatcher? watcher);
            watcher!.Dispose();
        }

        foreach (string folder in folders.Where(folder => !_watchers.ContainsKey(folder)))
        {
            try
            {
                _watchers[folder] = Start(folder);
            }
            catch (Exception gone) when (gone is ArgumentException or FileNotFoundException)
            {
                // the folder went away in between
                Changed();
            }
        }
    }

    public async Task NextAsync(CancellationToken cancellation) => await _changes.Reader.ReadAsync(cancellation);

    public void Dispose()
    {
        foreach (FileSystemWatcher watcher in _watchers.Values)
        {
            watcher.Dispose();
        }
    }

    private FileSystemWatcher Start(string folder)
    {
        FileSystemWatcher watcher = new(folder)
        {
            NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size,
        };
        watcher.Changed += (_, _) => Changed();
        watcher.Created += (_, _) => Changed();
        watcher.Deleted += (_, _) => Changed();
        watcher.Renamed += (_, _) => Changed();
        watcher.Error += (_, _) =>
        {
            _isBroken = true;
            Changed();
        };
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    private void Changed() => _changes.Writer.TryWrite(true);
}

namespace Fluence.Cli.Watching;

/// <summary>Tells that something has changed in folders, not what.</summary>
internal interface IFileChanges : IDisposable
{
    /// <summary>Watches these folders from now on, and no others.</summary>
    void Watch(IReadOnlySet<string> folders);

    /// <summary>Completes once something has changed since it completed last.</summary>
    Task NextAsync(CancellationToken cancellation);
}

namespace Fluence.Cli.Watching;

/// <summary>Files as a run of a command found them. A seam: sources with their imports, or a whole project.</summary>
internal interface IWatched
{
    /// <summary>The folders in which a change can matter.</summary>
    IReadOnlySet<string> Folders();

    /// <summary>A path at which there is something else now; null where all is as it was.</summary>
    string? FindChange();
}

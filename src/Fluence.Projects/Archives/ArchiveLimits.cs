namespace Fluence.Projects.Archives;

/// <summary>The bounds of archives.</summary>
public static class ArchiveLimits
{
    /// <summary>The largest archive that is downloaded, in bytes.</summary>
    public const long MaxDownload = 128L << 20;

    /// <summary>The most bytes that all files of an archive may have together.</summary>
    public const long MaxContents = 256L << 20;

    /// <summary>The most files and folders of an archive.</summary>
    public const int MaxEntries = 10_000;

    /// <summary>The longest path of a file in an archive, in characters.</summary>
    public const int MaxPath = 512;

    /// <summary>How long a download may take.</summary>
    public static readonly TimeSpan DownloadTimeout = TimeSpan.FromMinutes(5);
}

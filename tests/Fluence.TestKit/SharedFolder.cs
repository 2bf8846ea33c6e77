using System.Runtime.CompilerServices;

namespace Fluence.TestKit;

/// <summary>Material that lies beside the repository in <c>shared</c>: captures of the original programs and the like.</summary>
public static class SharedFolder
{
    private static readonly string Root = FindRoot();

    /// <summary>The path of a folder, for example <c>oracle/relay/fixtures</c>.</summary>
    public static string PathOf(string folder) => Path.Combine(Root, folder);

    /// <summary>Why tests that need a folder are skipped; null when they run. In continuous integration they run, and fail.</summary>
    public static string? ReasonToSkip(string folder) =>
        Directory.Exists(PathOf(folder)) || Environment.GetEnvironmentVariable("CI") == "true"
            ? null
            : $"the folder shared/{folder} does not lie beside the repository";

    private static string FindRoot([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", "..", "shared"));
}

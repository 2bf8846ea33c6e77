namespace Fluence.Projects.Dependencies;

/// <summary>Aqua files in folders.</summary>
internal static class AquaFiles
{
    private const int MaxFiles = 10_000;

    private static readonly EnumerationOptions All = new()
    {
        RecurseSubdirectories = true, AttributesToSkip = FileAttributes.ReparsePoint | FileAttributes.Hidden, MaxRecursionDepth = 32,
    };

    /// <summary>All Aqua files of a folder that are not those of other packages; links are not followed.</summary>
    /// <exception cref="ProjectException">There are too many.</exception>
    public static IEnumerable<string> In(string folder)
    {
        int count = 0;
        foreach (string file in Directory.EnumerateFiles(folder, "*.aqua", All))
        {
            if (Path.GetRelativePath(folder, file).Split(Path.DirectorySeparatorChar).Contains("node_modules"))
            {
                continue;
            }

            yield return ++count <= MaxFiles ? file : throw new ProjectException($"{folder} has more than {MaxFiles} Aqua files");
        }
    }
}

using Fluence.Projects;
using Fluence.Projects.Dependencies;
using Fluence.Projects.Files;

namespace Fluence.Cli.Build;

/// <summary>Where Aqua files of a project look for imports, for commands that also work without one.</summary>
internal static class ProjectImports
{
    /// <summary>The folders of the nearest project at or above a path; none where there is no project.</summary>
    /// <param name="path">A file or folder.</param>
    public static IEnumerable<string> Of(string path)
    {
        string full = Path.GetFullPath(path);
        ProjectFolder? project = ProjectFolder.Find(Directory.Exists(full) ? full : Path.GetDirectoryName(full) ?? ".");
        return project is null ? [] : project.AquaImports(Read(project), [], Library(project)).Where(Directory.Exists);
    }

    // what is wrong with the project is for the commands that build it
    private static FluenceYaml Read(ProjectFolder project)
    {
        try
        {
            return project.Load();
        }
        catch (ProjectException)
        {
            return new FluenceYaml();
        }
    }

    private static string? Library(ProjectFolder project)
    {
        try
        {
            return BundledAqua.Unpack(project);
        }
        catch (Exception unwritable) when (unwritable is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}

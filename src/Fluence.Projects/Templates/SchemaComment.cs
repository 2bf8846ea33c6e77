using Fluence.Projects.Files;

namespace Fluence.Projects.Templates;

/// <summary>The line by which editors find the schema of a file.</summary>
internal static class SchemaComment
{
    /// <summary>What it begins with.</summary>
    public const string Start = "# yaml-language-server:";

    /// <summary>The line for a file; nothing where there is no project, and so no schemas.</summary>
    /// <param name="folder">The file's folder.</param>
    /// <param name="root">The project's folder.</param>
    /// <param name="file">The file's name.</param>
    public static string For(string folder, string root, string file)
    {
        ProjectFolder project = new(Path.GetFullPath(root));
        string path = Path.Combine(project.SchemasFolder, Path.ChangeExtension(file, "json"));
        return File.Exists(project.FluenceYamlFile)
            ? $"{Start} $schema={Path.GetRelativePath(Path.GetFullPath(folder), path).Replace('\\', '/')}\n\n" : "";
    }
}

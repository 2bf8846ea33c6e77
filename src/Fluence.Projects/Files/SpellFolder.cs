namespace Fluence.Projects.Files;

/// <summary>The folder of a spell, with its <c>spell.yaml</c>.</summary>
/// <param name="Folder">Its absolute path.</param>
/// <param name="Yaml">What the file says, with what <c>fluence.yaml</c> says over it.</param>
/// <param name="AquaFile">The absolute path of the Aqua file.</param>
public sealed record SpellFolder(string Folder, SpellYaml Yaml, string AquaFile)
{
    /// <summary>Reads the folder of a spell of a project.</summary>
    /// <exception cref="ProjectException">There is no such file.</exception>
    /// <exception cref="ProjectFileException">The file is wrong; all mistakes are told.</exception>
    public static SpellFolder Open(ProjectFolder project, SpellEntry entry)
    {
        ArgumentNullException.ThrowIfNull(project);
        ArgumentNullException.ThrowIfNull(entry);
        string path = Archives.ArchiveCache.Resolve(entry.Get, project.Root, project.SpellsFolder);
        string folder = Path.GetFileName(path) == SpellYaml.FileName ? Path.GetDirectoryName(path)! : path;
        string file = Path.Combine(folder, SpellYaml.FileName);
        if (!File.Exists(file))
        {
            throw new ProjectException(
                $"{project.FluenceYamlFile}: the spell '{entry.Name}' is said to be in {entry.Get}, "
                + $"but there is no {SpellYaml.FileName} in {folder}");
        }

        SpellYaml yaml = SpellYaml.Read(File.ReadAllText(file), file);
        string aqua = entry.AquaFilePath is { } own ? Path.GetFullPath(own, project.Root) : Path.GetFullPath(yaml.AquaFilePath, folder);
        return new SpellFolder(folder, entry.Over(yaml), aqua);
    }
}

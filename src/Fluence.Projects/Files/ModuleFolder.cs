using Fluence.Marine.Configuration;

namespace Fluence.Projects.Files;

/// <summary>The folder of a module, with its <c>module.yaml</c>.</summary>
/// <param name="Folder">Its absolute path.</param>
/// <param name="Yaml">What the file says.</param>
public sealed record ModuleFolder(string Folder, ModuleYaml Yaml)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "module.yaml";

    /// <summary>Reads the folder of a module.</summary>
    /// <exception cref="ProjectException">There is no such file.</exception>
    /// <exception cref="Fluence.Marine.MarineConfigException">The file is wrong.</exception>
    public static ModuleFolder Open(string folder)
    {
        string file = Path.Combine(Path.GetFullPath(folder), FileName);
        return File.Exists(file)
            ? new ModuleFolder(Path.GetDirectoryName(file)!, ModuleYaml.Read(File.ReadAllText(file), file))
            : throw new ProjectException($"there is no {FileName} in {Path.GetFullPath(folder)}");
    }
}

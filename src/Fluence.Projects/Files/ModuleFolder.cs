using Fluence.Marine.Configuration;
using Fluence.Projects.Files.Shapes;

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
    /// <exception cref="ProjectFileException">The file is wrong; all mistakes are told.</exception>
    public static ModuleFolder Open(string folder)
    {
        string file = Path.Combine(Path.GetFullPath(folder), FileName);
        if (!File.Exists(file))
        {
            throw new ProjectException($"there is no {FileName} in {Path.GetFullPath(folder)}");
        }

        string text = File.ReadAllText(file);
        ShapedFile.Check(text, file, ModuleYamlShape.Module);
        return new ModuleFolder(Path.GetDirectoryName(file)!, ModuleYaml.Read(text, file));
    }
}

using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Projects.Archives;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>The folder of a service, with its <c>service.yaml</c> and its modules.</summary>
/// <param name="Folder">Its absolute path.</param>
/// <param name="Name">The service's name in the project.</param>
/// <param name="Yaml">What the file says.</param>
/// <param name="Modules">The modules in the order of the file's, the facade last.</param>
public sealed record ServiceFolder(string Folder, string Name, ServiceYaml Yaml, ImmutableArray<ModuleFolder> Modules)
{
    /// <summary>The name of the file.</summary>
    public const string FileName = "service.yaml";

    /// <summary>Reads the folder of a service and those of its modules.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="name">The service's name in the project; null for that of its file.</param>
    /// <exception cref="ProjectException">A file is missing, or an archive cannot be had.</exception>
    /// <exception cref="ProjectFileException">A file is wrong; all its mistakes are told.</exception>
    /// <exception cref="Fluence.Marine.MarineConfigException">The service has no facade.</exception>
    public static ServiceFolder Open(string folder, string? name = null)
    {
        string file = Path.Combine(Path.GetFullPath(folder), FileName);
        if (!File.Exists(file))
        {
            throw new ProjectException($"there is no {FileName} in {Path.GetFullPath(folder)}");
        }

        string text = File.ReadAllText(file);
        ShapedFile.Check(text, file, ModuleYamlShape.Service);
        ServiceYaml yaml = ServiceYaml.Read(text, file);
        string home = Path.GetDirectoryName(file)!;
        return new ServiceFolder(home, name ?? yaml.Name, yaml, [.. yaml.Modules.Select(module => OpenModule(home, file, module))]);
    }

    private static ModuleFolder OpenModule(string home, string file, ServiceModule module)
    {
        string folder = ArchiveCache.Resolve(module.Get, home, ProjectFolder.Near(home).ModulesFolder);
        return File.Exists(Path.Combine(folder, ModuleFolder.FileName))
            ? ModuleFolder.Open(folder)
            : throw new ProjectException(
                $"{file}: the module '{module.Key}' is said to be in {module.Get}, but there is no {ModuleFolder.FileName} in {folder}");
    }
}

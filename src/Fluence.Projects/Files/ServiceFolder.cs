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
        ImmutableArray<ModuleFolder> modules = [.. yaml.Modules.Select(module => OpenModule(home, file, module))];
        if (modules.GroupBy(static module => module.Yaml.Name).FirstOrDefault(static group => group.Count() > 1) is { } twice)
        {
            throw new ProjectException($"{file}: two modules are named '{twice.Key}'; in a service every module has a name of its own");
        }

        return new ServiceFolder(home, name ?? yaml.Name, yaml, modules);
    }

    /// <summary>The configuration of the service.</summary>
    /// <param name="entry">What the project says over the service's files; null for nothing.</param>
    /// <param name="findWasm">Gives the file of a module.</param>
    public MarineConfig ToConfig(ServiceEntry? entry, Func<ModuleFolder, string> findWasm)
    {
        ArgumentNullException.ThrowIfNull(findWasm);
        MarineConfig config = Yaml.ToConfig(module =>
        {
            ModuleFolder folder = Modules[Yaml.Modules.IndexOf(module)];
            return (folder.Yaml, findWasm(folder));
        });

        // overrides are by the keys of service.yaml, which need not be the modules' names
        ImmutableArray<ModuleConfig> modules = [.. config.Modules.Select((module, index) =>
            entry?.OverrideModules.TryGetValue(Yaml.Modules[index].Key, out ModuleOverride? over) == true
                ? module with { Settings = over.Apply(module.Settings) } : module)];
        return config with { TotalMemoryLimit = entry?.TotalMemoryLimit ?? config.TotalMemoryLimit, Modules = modules };
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

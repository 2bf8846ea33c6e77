using Fluence.Cli.Output;
using Fluence.Marine;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Projects;
using Fluence.Projects.Archives;
using Fluence.Projects.Files;

namespace Fluence.Cli.Marine;

/// <summary>A service out of files: a <c>service.yaml</c>, a <c>Config.toml</c>, or a lone module.</summary>
/// <param name="Config">How it is put together.</param>
/// <param name="Modules">Its modules by name.</param>
internal sealed record ServiceFiles(MarineConfig Config, IReadOnlyDictionary<string, CompiledServiceModule> Modules)
{
    /// <summary>A service without modules.</summary>
    public static ServiceFiles None { get; } = new(new MarineConfig(), new Dictionary<string, CompiledServiceModule>());

    /// <summary>Reads a service.</summary>
    /// <param name="path">The file.</param>
    /// <param name="binaries">Programs that every module may run, by the names that they import.</param>
    /// <exception cref="CommandException">A file is missing or makes no sense.</exception>
    public static ServiceFiles Read(string path, IReadOnlyDictionary<string, string> binaries)
    {
        try
        {
            (MarineConfig config, Func<ModuleConfig, string> fileOf) = ReadConfig(path);
            if (config.Modules.GroupBy(static module => module.Name).FirstOrDefault(static group => group.Count() > 1) is { } twice)
            {
                throw new CommandException($"{path}: two modules are named '{twice.Key}'; in a service every module has a name of its own");
            }

            config = config with { Modules = [.. config.Modules.Select(module => Allow(module, binaries))] };
            return new ServiceFiles(config, config.Modules.ToDictionary(
                static module => module.Name, module => Compile(fileOf(module), module.Name), StringComparer.Ordinal));
        }
        catch (Exception wrong) when (wrong is MarineException or ProjectException)
        {
            throw new CommandException($"{path}: {wrong.Message}");
        }
    }

    /// <summary>Reads and compiles a module.</summary>
    public static CompiledServiceModule Compile(string file, string name) =>
        File.Exists(file)
            ? CompiledServiceModule.Compile(File.ReadAllBytes(file), name)
            : throw new CommandException($"the module '{name}' has no file {file}; build it first");

    /// <summary>The configuration of a module that stands alone: it may log, and nothing else.</summary>
    public static ModuleConfig Lone(string name, string file) => new(name, Path.GetFileName(file), file, ModuleSettings.Defaults);

    private static (MarineConfig Config, Func<ModuleConfig, string> FileOf) ReadConfig(string path)
    {
        string full = Path.GetFullPath(path), folder = Path.GetDirectoryName(full)!;
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".wasm":
                ModuleConfig lone = Lone(Path.GetFileNameWithoutExtension(path), full);
                return (new MarineConfig { Modules = [lone] }, static module => module.LoadFrom!);
            case ".toml":
                MarineConfig toml = TomlConfigReader.Read(File.ReadAllText(path), path, folder);
                return (toml, module => module.FindFile(toml.ModulesDir, File.Exists, path));
            case ".yaml" or ".yml":
                ServiceYaml yaml = ServiceYaml.Read(File.ReadAllText(path), path);
                return (yaml.ToConfig(module => FindModule(folder, module)), static module => module.LoadFrom!);
            default:
                throw new CommandException($"{path}: expected a service.yaml, a Config.toml or a .wasm module");
        }
    }

    private static (ModuleYaml Module, string WasmFile) FindModule(string folder, ServiceModule module)
    {
        string place = ArchiveCache.Resolve(module.Get, folder, ProjectFolder.Near(folder).ModulesFolder);
        string yaml = Path.Combine(place, "module.yaml");
        if (!File.Exists(yaml))
        {
            throw new CommandException($"the module '{module.Key}' should lie in {place}, but there is no module.yaml in it");
        }

        ModuleYaml read = ModuleYaml.Read(File.ReadAllText(yaml), yaml);
        return (read, WasmLocator.FindNewest(place, read.Name) ?? Path.Combine(place, read.Name + ".wasm"));
    }

    private static ModuleConfig Allow(ModuleConfig module, IReadOnlyDictionary<string, string> binaries) => module with
    {
        Settings = module.Settings with { MountedBinaries = module.Settings.MountedBinaries.SetItems(binaries) },
    };
}

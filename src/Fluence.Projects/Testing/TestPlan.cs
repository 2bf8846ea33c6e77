using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Projects.Building;
using Fluence.Projects.Files;

namespace Fluence.Projects.Testing;

/// <summary>A service as tests need it: its modules up to the one with the tests.</summary>
/// <param name="Name">How the tests are called on the screen.</param>
/// <param name="Config">How the service is put together.</param>
/// <param name="Modules">The modules by name, each compiled once for all tests.</param>
/// <param name="TestModule">The name of the module with the tests.</param>
internal sealed record TestPlan(
    string Name, MarineConfig Config, IReadOnlyDictionary<string, CompiledServiceModule> Modules, string TestModule)
{
    private const string LoneTestModule = "test";

    /// <summary>Puts together the service for one module with tests.</summary>
    /// <param name="service">The service; null for a module that stands alone.</param>
    /// <param name="built">The modules of the service, built.</param>
    /// <param name="test">The module with tests.</param>
    public static TestPlan Create(ServiceFolder? service, ImmutableArray<BuiltModule> built, TestModule test)
    {
        ImmutableArray<ModuleConfig> all = service is null
            ? [.. built.Select(static each => ConfigOf(each, each.Module.Yaml.Settings))]
            : service.Yaml.ToConfig(module => FindModule(service, built, module)).Modules;
        string name = test.Place == TestPlace.OfModule ? test.Module.Yaml.Name : LoneTestModule;
        int index = test.Place == TestPlace.OfModule ? all.Select(static module => module.Name).ToList().IndexOf(name) : all.Length;
        ModuleSettings settings = index < all.Length ? all[index].Settings : test.Module.Yaml.Settings;
        ImmutableArray<ModuleConfig> before = all[..index];

        Dictionary<string, CompiledServiceModule> modules = before.ToDictionary(
            static module => module.Name, static module => CompiledServiceModule.Compile(File.ReadAllBytes(module.LoadFrom!), module.Name));
        modules[name] = CompiledServiceModule.Compile(test.Wasm, name);
        MarineConfig config = new()
        {
            TotalMemoryLimit = service?.Yaml.TotalMemoryLimit,
            Modules = [.. before, new ModuleConfig(name, name + ".wasm", null, settings)],
        };
        return new TestPlan(test.Name, config, modules, name);
    }

    private static ModuleConfig ConfigOf(BuiltModule built, ModuleSettings settings) =>
        new(built.Module.Yaml.Name, Path.GetFileName(built.WasmFile), built.WasmFile, settings);

    private static (ModuleYaml Module, string WasmFile) FindModule(
        ServiceFolder service, ImmutableArray<BuiltModule> built, ServiceModule module)
    {
        string folder = Path.TrimEndingDirectorySeparator(service.Modules[service.Yaml.Modules.IndexOf(module)].Folder);
        BuiltModule found = built.First(each => Path.TrimEndingDirectorySeparator(each.Module.Folder) == folder);
        return (found.Module.Yaml, found.WasmFile);
    }
}

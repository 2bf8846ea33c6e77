using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Marine.Configuration.Yaml;

namespace Fluence.Marine.Configuration;

/// <summary>A <c>service.yaml</c> of version 0.</summary>
/// <param name="Name">The service's name.</param>
/// <param name="TotalMemoryLimit">The memory that all modules may take together, in bytes; null if it is not said.</param>
/// <param name="Modules">The modules; the facade is the last.</param>
public sealed record ServiceYaml(string Name, ulong? TotalMemoryLimit, ImmutableArray<ServiceModule> Modules)
{
    private const string Facade = "facade";

    /// <summary>Reads a file.</summary>
    /// <param name="text">Its contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <exception cref="MarineConfigException">It is no YAML, or a setting is unknown, missing or of the wrong kind.</exception>
    public static ServiceYaml Read(string text, string file)
    {
        ArgumentNullException.ThrowIfNull(text);
        ConfigMapReader map = new(file, YamlTree.Parse(file, text), "");
        int version = map.Int32("version") ?? throw map.Error("version", "is missing, expected 0");
        if (version != 0)
        {
            throw map.Error("version", $"is {version}, expected 0");
        }

        string name = map.RequiredText("name");
        ConfigMapReader modules = map.Map("modules") ?? throw map.Error("modules", "is missing, expected a map with a facade");
        if (modules.Map(Facade) is null)
        {
            throw modules.Error(Facade, "is missing; it is the module that the service shows to others");
        }

        // the facade is loaded when all it may import from is there
        ImmutableArray<ServiceModule> read =
        [
            .. modules.AllMaps().OrderBy(static module => module.Key == Facade)
                .Select(static module => ServiceModule.Of(module.Key, module.Value)),
        ];
        ulong? limit = ReadLimit(map);
        map.RefuseUnknown();
        return new ServiceYaml(name, limit, read);
    }

    /// <summary>The configuration of the service.</summary>
    /// <param name="findModule">Gives the <c>module.yaml</c> and the file of a module.</param>
    public MarineConfig ToConfig(Func<ServiceModule, (ModuleYaml Module, string WasmFile)> findModule)
    {
        ArgumentNullException.ThrowIfNull(findModule);
        return new MarineConfig
        {
            TotalMemoryLimit = TotalMemoryLimit,
            Modules =
            [
                .. Modules.Select(each =>
                {
                    (ModuleYaml module, string wasm) = findModule(each);
                    return new ModuleConfig(module.Name, Path.GetFileName(wasm), wasm, each.Apply(module.Settings));
                }),
            ],
        };
    }

    private static ulong? ReadLimit(ConfigMapReader map)
    {
        const string key = "totalMemoryLimit";
        return map.Text(key) is not { } text ? null
            : MemorySize.TryParse(text, out ulong? bytes) && bytes is not null ? bytes
            : throw map.Error(key, $"is '{text}', expected a size like '10 MiB'");
    }
}

using System.Collections.Immutable;
using Fluence.Marine.Configuration.Toml;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Configuration;

/// <summary>Reads the original's <c>Config.toml</c>. Unknown keys are no errors there, so they become warnings.</summary>
public static class TomlConfigReader
{
    // settings of older versions, which have no effect any more
    private static readonly string[] Outdated = ["mem_pages_count", "max_heap_size"];

    /// <summary>Reads a configuration.</summary>
    /// <param name="text">The file's contents.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <param name="baseFolder">The folder from which relative paths are taken, that of the file.</param>
    /// <exception cref="MarineConfigException">The text is no TOML, or a setting is missing or of the wrong kind.</exception>
    public static MarineConfig Read(string text, string file, string baseFolder)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<ConfigWarning> warnings = [];
        ConfigMapReader root = new(file, TomlParser.Parse(file, text), "");
        MarineConfig config = new()
        {
            ServiceWorkingDir = root.Text("service_working_dir"),
            ModulesDir = Relative(root.Text("modules_dir"), baseFolder),
            TotalMemoryLimit = ReadLimit(root),
            Modules = [.. root.Maps("module").Select(module => ReadModule(module, baseFolder, warnings))],
            Default = root.Map("default") is { } defaults ? ReadSettings(defaults, baseFolder, warnings) : null,
        };
        warnings.AddRange(root.Unknown());
        string? twice = config.Modules.GroupBy(static module => module.Name).FirstOrDefault(static same => same.Count() > 1)?.Key;
        return twice is null
            ? config with { Warnings = [.. warnings.OrderBy(static warning => warning.Line)] }
            : throw root.Error(
                "module",
                $"with name '{twice}' is listed twice; "
                    + $"module with name '{twice}' already loaded into Marine, please specify another name");
    }

    private static ulong? ReadLimit(ConfigMapReader root)
    {
        const string key = "total_memory_limit";
        ConfigScalar limit = root.Scalar(key) ?? throw root.Error(key, $"is missing, expected {MemorySize.Expected}");
        return MemorySize.TryParse(limit.Text, out ulong? bytes)
            && limit.ScalarKind is ConfigScalarKind.Text or ConfigScalarKind.Integer
                ? bytes
                : throw root.Error(key, $"is '{limit.Text}', expected {MemorySize.Expected}");
    }

    private static ModuleConfig ReadModule(ConfigMapReader module, string baseFolder, List<ConfigWarning> warnings)
    {
        string name = module.RequiredText("name");
        string fileName = module.Text("file_name") ?? name + ".wasm";
        string? loadFrom = Relative(module.Text("load_from"), baseFolder);
        return new ModuleConfig(name, fileName, loadFrom, ReadSettings(module, baseFolder, warnings));
    }

    private static ModuleSettings ReadSettings(ConfigMapReader module, string baseFolder, List<ConfigWarning> warnings)
    {
        ModuleSettings settings = ModuleSettings.Defaults with
        {
            LoggerEnabled = module.Boolean("logger_enabled") ?? ModuleSettings.Defaults.LoggerEnabled,
            LoggingMask = module.Int32("logging_mask") ?? ModuleSettings.Defaults.LoggingMask,
            MountedBinaries = module.Texts("mounted_binaries").ToImmutableSortedDictionary(
                static binary => binary.Key, binary => Relative(binary.Value, baseFolder)!, StringComparer.Ordinal),
        };
        if (module.Map("wasi") is { } wasi)
        {
            settings = settings with { Envs = wasi.Texts("envs"), MappedDirs = wasi.Texts("mapped_dirs") };
            wasi.Ignore("preopened_files");
            warnings.AddRange(wasi.Unknown());
        }

        module.Ignore(Outdated);
        warnings.AddRange(module.Unknown());
        return settings;
    }

    private static string? Relative(string? path, string baseFolder) => path is null ? null : Path.Combine(baseFolder, path);
}

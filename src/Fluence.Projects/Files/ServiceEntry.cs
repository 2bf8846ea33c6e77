using System.Collections.Immutable;
using Fluence.Marine.Configuration;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>A service as <c>fluence.yaml</c> lists it.</summary>
/// <param name="Name">Its name in the project.</param>
/// <param name="Get">Its folder, from that of the project, or the address of an archive of it.</param>
public sealed record ServiceEntry(string Name, string Get)
{
    /// <summary>The memory that all modules may take together, in bytes; null for what <c>service.yaml</c> says.</summary>
    public ulong? TotalMemoryLimit { get; init; }

    /// <summary>Settings over those of the modules, by the modules' names.</summary>
    public IReadOnlyDictionary<string, ModuleOverride> OverrideModules { get; init; } =
        ImmutableSortedDictionary<string, ModuleOverride>.Empty;

    internal static ServiceEntry Of(string name, ConfigMap map) => new(name, map.RequiredText("get"))
    {
        TotalMemoryLimit = map.Text("totalMemoryLimit") is { } text && MemorySize.TryParse(text, out ulong? bytes) ? bytes : null,
        OverrideModules = map.Values("overrideModules", static (_, value) => ModuleOverride.Of((ConfigMap)value)),
    };
}

/// <summary>Settings of a module that stand over those of its file.</summary>
public sealed record ModuleOverride
{
    /// <summary>More programs of the host that the module may run.</summary>
    public ImmutableSortedDictionary<string, string> Binaries { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>More variables of the module's environment, in the older form of files.</summary>
    public ImmutableSortedDictionary<string, string> Envs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>More folders of the host by their names in the module, in the older form of files.</summary>
    public ImmutableSortedDictionary<string, string> MappedDirs { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>Whether the log is shown; null for what the module's file says.</summary>
    public bool? LoggerEnabled { get; init; }

    /// <summary>Which targets of the log are shown; null for what the module's file says.</summary>
    public int? LoggingMask { get; init; }

    /// <summary>The settings with these put over them.</summary>
    public ModuleSettings Apply(ModuleSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        return settings with
        {
            MountedBinaries = settings.MountedBinaries.SetItems(Binaries),
            Envs = settings.Envs.SetItems(Envs),
            MappedDirs = settings.MappedDirs.SetItems(MappedDirs),
            LoggerEnabled = LoggerEnabled ?? settings.LoggerEnabled,
            LoggingMask = LoggingMask ?? settings.LoggingMask,
        };
    }

    internal static ModuleOverride Of(ConfigMap map) => new()
    {
        Binaries = map.TextMap("mountedBinaries").SetItems(
            map.Map("effects")?.TextMap("binaries") ?? ImmutableSortedDictionary<string, string>.Empty),
        Envs = map.TextMap("envs"),
        MappedDirs = map.TextMap("volumes"),
        LoggerEnabled = map.Map("repl")?.Flag("loggerEnabled") ?? map.Flag("loggerEnabled"),
        LoggingMask = map.Map("repl")?.Int32("loggingMask") ?? map.Int32("loggingMask"),
    };
}

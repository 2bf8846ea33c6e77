using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Configuration;

/// <summary>The settings of a module that stand both in <c>module.yaml</c> and, stronger, in <c>service.yaml</c>.</summary>
internal static class ModuleOverrides
{
    /// <summary>
    /// The settings with those of a map put over them: <c>effects</c> and <c>repl</c>, and what stood for them in version 0.
    /// </summary>
    public static ModuleSettings Read(ConfigMapReader map, ModuleSettings below)
    {
        ModuleSettings settings = below with
        {
            LoggerEnabled = map.Boolean("loggerEnabled") ?? below.LoggerEnabled,
            LoggingMask = map.Int32("loggingMask") ?? below.LoggingMask,
            Envs = Merge(below.Envs, map.Texts("envs")),
            MappedDirs = Merge(below.MappedDirs, map.Texts("volumes")),
            MountedBinaries = Merge(below.MountedBinaries, map.Texts("mountedBinaries")),
        };
        map.Ignore("maxHeapSize");
        if (map.Map("effects") is { } effects)
        {
            settings = settings with { MountedBinaries = Merge(settings.MountedBinaries, effects.Texts("binaries")) };
            effects.RefuseUnknown();
        }

        if (map.Map("repl") is { } repl)
        {
            settings = settings with
            {
                LoggerEnabled = repl.Boolean("loggerEnabled") ?? settings.LoggerEnabled,
                LoggingMask = repl.Int32("loggingMask") ?? settings.LoggingMask,
            };
            repl.RefuseUnknown();
        }

        return settings;
    }

    private static ImmutableSortedDictionary<string, string> Merge(
        ImmutableSortedDictionary<string, string> below, ImmutableSortedDictionary<string, string> above) => below.SetItems(above);
}

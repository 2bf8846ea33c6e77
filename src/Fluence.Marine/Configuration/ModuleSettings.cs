using System.Collections.Immutable;

namespace Fluence.Marine.Configuration;

/// <summary>What a module may do.</summary>
public sealed record ModuleSettings
{
    private static readonly ImmutableSortedDictionary<string, string> Empty =
        ImmutableSortedDictionary<string, string>.Empty.WithComparers(StringComparer.Ordinal);

    /// <summary>No maps, and what the original takes where a file says nothing.</summary>
    public static ModuleSettings Defaults { get; } = new();

    /// <summary>Whether the module can write to the log.</summary>
    public bool LoggerEnabled { get; init; } = true;

    /// <summary>Which targets of the log are written: those that have a bit in common with it, and target 0.</summary>
    public int LoggingMask { get; init; } = int.MaxValue;

    /// <summary>Environment variables.</summary>
    public ImmutableSortedDictionary<string, string> Envs { get; init; } = Empty;

    /// <summary>Folders of the host by the names that the module sees; relative ones lie under the service's working folder.</summary>
    public ImmutableSortedDictionary<string, string> MappedDirs { get; init; } = Empty;

    /// <summary>Programs of the host by the names under which the module imports them.</summary>
    public ImmutableSortedDictionary<string, string> MountedBinaries { get; init; } = Empty;
}

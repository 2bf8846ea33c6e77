using System.Collections.Immutable;

namespace Fluence.Marine.Configuration;

/// <summary>How a service is put together, whichever file said it.</summary>
public sealed record MarineConfig
{
    /// <summary>The folder under which relative mapped folders lie; null for that of the process.</summary>
    public string? ServiceWorkingDir { get; init; }

    /// <summary>The folder of the modules, for those that name none of their own.</summary>
    public string? ModulesDir { get; init; }

    /// <summary>The memory that all modules may take together, in bytes; null for no limit.</summary>
    public ulong? TotalMemoryLimit { get; init; }

    /// <summary>The modules in the order in which they are loaded; the last is the facade.</summary>
    public ImmutableArray<ModuleConfig> Modules { get; init; } = [];

    /// <summary>Settings for modules that are not listed. They are read, but only listed modules are loaded.</summary>
    public ModuleSettings? Default { get; init; }

    /// <summary>What the file says without effect.</summary>
    public ImmutableArray<ConfigWarning> Warnings { get; init; } = [];
}

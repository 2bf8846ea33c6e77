using System.Collections.Immutable;

namespace Fluence.Services.Units;

/// <summary>What a compute unit is worth on this machine.</summary>
public sealed record UnitOptions
{
    /// <summary>The memory of a unit, in bytes. Key <c>unit_memory_limit</c>.</summary>
    public long Memory { get; init; } = 4L << 30;

    /// <summary>What a unit's worker may keep on the disk, in bytes. Key <c>unit_storage_limit</c>.</summary>
    public long Storage { get; init; } = 5L << 30;

    /// <summary>The physical cores that the peer uses; null for all. Key <c>cpus_range</c>.</summary>
    public ImmutableArray<int>? Cores { get; init; }

    /// <summary>How many of them, the first ones, are for the peer itself. Key <c>system_cpu_count</c>.</summary>
    public int SystemCores { get; init; } = 1;

    /// <summary>
    /// Whether units share cores where there are too few; otherwise they get none. So it is without a chain, and with <c>dev_mode</c>.
    /// </summary>
    public bool IsShared { get; init; } = true;
}

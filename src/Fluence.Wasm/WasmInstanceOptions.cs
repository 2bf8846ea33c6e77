namespace Fluence.Wasm;

/// <summary>The bounds of an instance.</summary>
public sealed record WasmInstanceOptions
{
    /// <summary>The defaults.</summary>
    public static WasmInstanceOptions Default { get; } = new();

    /// <summary>The bytes that the memory may grow to, whatever the module declares.</summary>
    public long MaxMemoryBytes { get; init; } = 1L << 32;

    /// <summary>The elements that each table may grow to.</summary>
    public int MaxTableElements { get; init; } = 10_000_000;

    /// <summary>The depth of calls, see <see cref="WasmMeter.MaxDepth"/>. Not used where <see cref="Meter"/> is given.</summary>
    public int MaxDepth { get; init; } = WasmMeter.DefaultMaxDepth;

    /// <summary>The fuel at first. Not used where <see cref="Meter"/> is given.</summary>
    public long Fuel { get; init; } = long.MaxValue;

    /// <summary>Cancels runs. Not used where <see cref="Meter"/> is given.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <summary>The meter to use, for instances that share one; null makes a new one.</summary>
    public WasmMeter? Meter { get; init; }

    /// <summary>The memory that the instance may take together with others; null for no such bound.</summary>
    public WasmMemoryBudget? Budget { get; init; }
}

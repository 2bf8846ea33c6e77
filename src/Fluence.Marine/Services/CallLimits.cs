using Fluence.Wasm;

namespace Fluence.Marine.Services;

/// <summary>What one call may use.</summary>
public sealed record CallLimits
{
    /// <summary>No bound but the depth of calls.</summary>
    public static CallLimits None { get; } = new();

    /// <summary>The fuel of all modules together.</summary>
    public long Fuel { get; init; } = long.MaxValue;

    /// <summary>The depth of calls, see <see cref="WasmMeter.MaxDepth"/>; more than the default needs a <see cref="DeepStack"/>.</summary>
    public int MaxDepth { get; init; } = WasmMeter.DefaultMaxDepth;

    /// <summary>Ends the call from outside.</summary>
    public CancellationToken CancellationToken { get; init; }
}

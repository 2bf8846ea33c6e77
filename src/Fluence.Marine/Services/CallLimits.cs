using Fluence.Wasm;

namespace Fluence.Marine.Services;

/// <summary>What one call may use.</summary>
public sealed record CallLimits
{
    /// <summary>What <see cref="MaxValueSize"/> is unless set otherwise: 64 MiB.</summary>
    public const long DefaultMaxValueSize = 64 << 20;

    /// <summary>A <see cref="MaxDepth"/> with room above what deep modules need; avm.wasm takes up to 7 million.</summary>
    public const int GenerousMaxDepth = 16_000_000;

    /// <summary>No bound but the depth of calls and the size of values.</summary>
    public static CallLimits None { get; } = new();

    /// <summary>The fuel of all modules together.</summary>
    public long Fuel { get; init; } = long.MaxValue;

    /// <summary>The depth of calls, see <see cref="WasmMeter.MaxDepth"/>; more than the default needs a <see cref="DeepStack"/>.</summary>
    public int MaxDepth { get; init; } = WasmMeter.DefaultMaxDepth;

    /// <summary>
    /// The most bytes and elements of one value that a module gives to its host or to another module, as they are held here: an element of
    /// an array counts for a pointer. It keeps a module from multiplying one buffer by pointing to it many times.
    /// </summary>
    public long MaxValueSize { get; init; } = DefaultMaxValueSize;

    /// <summary>Ends the call from outside.</summary>
    public CancellationToken CancellationToken { get; init; }
}

namespace Fluence.AquaVM.Execution;

/// <summary>How the interpreter behaves where versions of the original differ, and how much it may do.</summary>
internal sealed record ExecutionOptions
{
    /// <summary>As 0.62, within the default bounds.</summary>
    public static ExecutionOptions Default { get; } = new();

    /// <summary>Which keys a fold over a canonical stream map visits.</summary>
    public CanonMapFold CanonMapFold { get; init; } = CanonMapFold.AllPairs;

    /// <summary>How many instructions one run may execute.</summary>
    public long MaxSteps { get; init; } = 10_000_000;

    /// <summary>How deep instructions may be nested while they run; every <c>next</c> adds to it.</summary>
    public int MaxDepth { get; init; } = 1_000_000;

    /// <summary>
    /// How many bytes of JSON text the values that are made of canonical streams and maps, and the long texts of errors, may have, all
    /// together.
    /// </summary>
    public long MaxComposedSize { get; init; } = 1L << 28;
}

/// <summary>The one difference of behaviour between AquaVM 0.62 and 0.64. All peers of a network must agree on it.</summary>
internal enum CanonMapFold
{
    /// <summary>0.62: every pair, in the order of insertion.</summary>
    AllPairs,

    /// <summary>0.64: the last pair of every key, in the order of these.</summary>
    LastPairOfEachKey,
}

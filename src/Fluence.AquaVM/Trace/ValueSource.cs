using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>Which data a merged state comes from.</summary>
internal enum ValueSource
{
    /// <summary>The previous data, or both.</summary>
    PreviousData,

    /// <summary>The current data only.</summary>
    CurrentData,
}

/// <summary>What the traces hold for a call.</summary>
/// <param name="Met">The merged state; null when neither trace has one.</param>
/// <param name="Source">Where it comes from.</param>
/// <param name="TracePos">Where the state of this call will stand in the resulting trace.</param>
internal readonly record struct MetCall(CallState? Met, ValueSource Source, uint TracePos);

/// <summary>What the traces hold for an ap into a stream or a stream map.</summary>
/// <param name="Generation">The generation; null when neither trace has a state.</param>
/// <param name="Source">Where it comes from.</param>
internal readonly record struct MetAp(uint? Generation, ValueSource Source);

/// <summary>How many states each of the two current subtraces has left.</summary>
internal readonly record struct SubgraphSizes(uint Previous, uint Current);

using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>One of the traces being merged, and which states of it have gone into the resulting trace.</summary>
/// <param name="trace">The trace.</param>
/// <param name="name">Its name in errors.</param>
internal sealed class MergeContext(ImmutableArray<ExecutedState> trace, string name)
{
    /// <summary>The name in errors.</summary>
    public string Name { get; } = name;

    /// <summary>The way through the trace.</summary>
    public TraceSlider Slider { get; } = new(trace);

    /// <summary>From positions of the resulting trace to positions of this one.</summary>
    public PositionMap Positions { get; } = new((uint)trace.Length);

    /// <summary>Notes that the state that the slider gave last goes to <paramref name="newPosition"/>.</summary>
    public void MapLast(uint newPosition) => Positions.Set(newPosition, Slider.Position - 1);

    /// <summary>The generation that the state at <paramref name="position"/> of this trace put its value into.</summary>
    /// <exception cref="UncatchableException">There is no such state.</exception>
    public uint GetGeneration(uint position) => Slider.At(position) switch
    {
        CallExecutedStream stream => stream.Generation,
        ApState { Generations: [uint generation, ..] } => generation,
        ApState ap => throw TraceError.GenerationCount(ap),
        { } state => throw TraceError.NoStreamState(state),
        null => throw TraceError.NoElement(position, Slider.TraceLength),
    };
}

using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>Merges the states of a canon: a result wins over a request, and two results must be the same.</summary>
internal static class CanonMerger
{
    /// <summary>Takes the next state of each trace; null when neither has one.</summary>
    public static CanonState? Merge(DataKeeper keeper)
    {
        ExecutedState? previous = keeper.Previous.Slider.Next();
        ExecutedState? current = keeper.Current.Slider.Next();
        return (previous, current) switch
        {
            (null, null) => null,
            (CanonState canon, null) => canon,
            (null, CanonState canon) => canon,
            (CanonExecuted left, CanonExecuted right) when left != right => throw TraceError.IncompatibleCanons(left, right),
            (CanonSentBy, CanonExecuted canon) => canon,
            (CanonState canon, CanonState) => canon,
            _ => throw TraceError.Incompatible(previous, current, "canon"),
        };
    }
}

using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>Takes the states of a fold over a stream; a missing one counts as empty.</summary>
internal static class FoldMerger
{
    /// <summary>Takes the next state of each trace.</summary>
    public static (ResolvedFold Previous, ResolvedFold Current) Merge(DataKeeper keeper)
    {
        ExecutedState? previous = keeper.Previous.Slider.Next();
        ExecutedState? current = keeper.Current.Slider.Next();
        return previous is null or FoldState && current is null or FoldState
            ? (Resolve((FoldState?)previous, keeper.Previous), Resolve((FoldState?)current, keeper.Current))
            : throw TraceError.Incompatible(previous, current, "fold");
    }

    private static ResolvedFold Resolve(FoldState? fold, MergeContext context) =>
        fold is null ? new ResolvedFold([], 0) : FoldLoreResolver.Resolve(fold, context);
}

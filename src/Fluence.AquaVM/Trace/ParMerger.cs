using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>Takes the states of a par; a missing one counts as empty.</summary>
internal static class ParMerger
{
    private static readonly ParState Empty = new(0, 0);

    /// <summary>Takes the next state of each trace.</summary>
    public static (ParState Previous, ParState Current) Merge(DataKeeper keeper)
    {
        ExecutedState? previous = keeper.Previous.Slider.Next();
        ExecutedState? current = keeper.Current.Slider.Next();
        return previous is null or ParState && current is null or ParState
            ? ((ParState?)previous ?? Empty, (ParState?)current ?? Empty)
            : throw TraceError.Incompatible(previous, current, "par");
    }
}

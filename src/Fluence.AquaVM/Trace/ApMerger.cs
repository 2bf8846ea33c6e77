using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>Merges the states of an ap: the generation of the previous data, else that of the current data.</summary>
internal static class ApMerger
{
    /// <summary>Takes the next state of each trace.</summary>
    public static MetAp Merge(DataKeeper keeper)
    {
        ExecutedState? previous = keeper.Previous.Slider.Next();
        ExecutedState? current = keeper.Current.Slider.Next();
        return (previous, current) switch
        {
            (null, null) => default,
            (ApState ap, null) => Met(keeper, ap, MergeScheme.Previous),
            (null, ApState ap) => Met(keeper, ap, MergeScheme.Current),
            (ApState ap, ApState) => Met(keeper, ap, MergeScheme.Both),
            _ => throw TraceError.Incompatible(previous, current, "ap"),
        };
    }

    private static MetAp Met(DataKeeper keeper, ApState ap, MergeScheme scheme)
    {
        keeper.MapPositions(scheme);
        return ap.Generations is [uint generation]
            ? new MetAp(generation, scheme == MergeScheme.Current ? ValueSource.CurrentData : ValueSource.PreviousData)
            : throw TraceError.GenerationCount(ap);
    }
}

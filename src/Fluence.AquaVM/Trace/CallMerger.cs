using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>Merges the states of a call. What has been done wins over what has been asked for; two results must be the same.</summary>
internal static class CallMerger
{
    /// <summary>Takes the next state of each trace.</summary>
    public static MetCall Merge(DataKeeper keeper)
    {
        ExecutedState? previous = keeper.Previous.Slider.Next();
        ExecutedState? current = keeper.Current.Slider.Next();
        if (previous is CallExecutedStream stream && current is CallExecutedStream same && stream.ServiceResult.Equals(same.ServiceResult))
        {
            // what data mostly are to each other, ahead of all the rest
            keeper.MapPositions(MergeScheme.Both);
            return new MetCall(stream, ValueSource.PreviousData, keeper.NextPosition);
        }

        (CallState Call, MergeScheme Scheme)? merged = (previous, current) switch
        {
            (null, null) => null,
            (CallState call, null) => (call, MergeScheme.Previous),
            (null, CallState call) => (call, MergeScheme.Current),
            (CallState left, CallState right) => Merge(left, right),
            _ => throw TraceError.Incompatible(previous, current, "call"),
        };
        if (merged is not { } result)
        {
            return default;
        }

        keeper.MapPositions(result.Scheme);
        return new MetCall(
            result.Call, result.Scheme == MergeScheme.Current ? ValueSource.CurrentData : ValueSource.PreviousData, keeper.NextPosition);
    }

    private static (CallState Call, MergeScheme Scheme) Merge(CallState previous, CallState current) => (previous, current) switch
    {
        (_, CallSentBy) => (previous, MergeScheme.Previous),
        (CallSentBy, _) => (current, MergeScheme.Current),
        (CallFailed left, CallFailed right) when left == right => (previous, MergeScheme.Previous),
        (CallFailed, _) or (_, CallFailed) => throw TraceError.IncompatibleCalls(previous, current),
        _ when AreSameValue(previous, current) => (previous, MergeScheme.Both),
        _ => throw TraceError.ValuesNotEqual(previous, current),
    };

    /// <summary>Generations differ between peers, values do not.</summary>
    private static bool AreSameValue(CallState previous, CallState current) => (previous, current) switch
    {
        (CallExecutedScalar left, CallExecutedScalar right) => left.ServiceResult.Equals(right.ServiceResult),
        (CallExecutedStream left, CallExecutedStream right) => left.ServiceResult.Equals(right.ServiceResult),
        (CallExecutedUnused left, CallExecutedUnused right) => left.Value.Equals(right.Value),
        _ => false,
    };
}

using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>The states of a fold in one of the traces.</summary>
/// <param name="Lore">For each value of the stream, by its position in that trace, the subtraces of its iteration.</param>
/// <param name="StatesCount">How many states the whole fold has.</param>
internal sealed record ResolvedFold(Dictionary<uint, ResolvedSubTraces> Lore, uint StatesCount)
{
    /// <summary>
    /// Takes out the subtraces of the iteration over the value that stands at <paramref name="newPosition"/> of the resulting trace.
    /// </summary>
    public ResolvedSubTraces? Take(PositionMap positions, uint newPosition) =>
        positions.TryGetOld(newPosition, out uint oldPosition) && Lore.Remove(oldPosition, out ResolvedSubTraces subTraces)
            ? subTraces
            : null;

    /// <summary>The original's debug form.</summary>
    public string Debug()
    {
        IEnumerable<string> lore = Lore.Select(static entry => $"{entry.Key}: ResolvedSubTraceDescs {{ "
            + $"before_subtrace: {StateText.Debug(entry.Value.Before)}, after_subtrace: {StateText.Debug(entry.Value.After)} }}");
        return $"ResolvedFold {{ lore: {{{string.Join(", ", lore)}}}, fold_states_count: {StatesCount} }}";
    }
}

/// <summary>
/// The subtraces that an iteration left before and after its <c>next</c>, each with what the iterations inside of <c>next</c> left.
/// </summary>
internal readonly record struct ResolvedSubTraces(SubTraceDesc Before, SubTraceDesc After);

using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>
/// Works out how far each iteration of a fold reaches. A fold state counts only the states of an iteration itself, but execution nests:
/// <c>next</c> runs the following iterations of the same generation inside. So, within a run of equal generations, "before" takes in all
/// that comes after it up to the turning point, and "after" all that came back before it:
/// <c>[1,1] [2,2] [3,3]</c> in one generation become <c>[12,1] [11,3] [9,6]</c>.
/// </summary>
internal static class FoldLoreResolver
{
    private const int SubTracesPerIteration = 2;

    /// <summary>Resolves a fold state of the trace of <paramref name="context"/>.</summary>
    public static ResolvedFold Resolve(FoldState fold, MergeContext context)
    {
        uint statesCount = Convolve(fold, context, out (uint Before, uint After)[] lengths);
        Dictionary<uint, ResolvedSubTraces> lore = new(fold.Lore.Length);
        for (int i = 0; i < lengths.Length; i++)
        {
            ImmutableArray<SubTraceDesc> raw = fold.Lore[i].SubTraces;
            ResolvedSubTraces subTraces = new(
                new SubTraceDesc(raw[0].Begin, lengths[i].Before), new SubTraceDesc(raw[1].Begin, lengths[i].After));
            if (!lore.TryAdd(fold.Lore[i].ValuePosition, subTraces))
            {
                throw TraceError.SameValuePosition(fold, fold.Lore[i].ValuePosition);
            }
        }

        return new ResolvedFold(lore, statesCount);
    }

    /// <summary>Computes the lengths with nested iterations.</summary>
    /// <returns>How many states the fold has in all.</returns>
    internal static uint Convolve(FoldState fold, MergeContext context, out (uint Before, uint After)[] lengths)
    {
        lengths = new (uint, uint)[fold.Lore.Length];
        uint statesCount = 0, afterSum = 0, generation = 0;
        int runStart = 0;
        for (int i = 0; i < lengths.Length; i++)
        {
            FoldSubTraceLore lore = fold.Lore[i];
            if (lore.SubTraces.Length != SubTracesPerIteration)
            {
                throw TraceError.SubTraceCount(lore.SubTraces.Length);
            }

            uint current = context.GetGeneration(lore.ValuePosition);
            if (current != generation)
            {
                SumBefore(lengths.AsSpan(runStart, i - runStart));
                generation = current;
                runStart = i;
                afterSum = 0;
            }

            ulong sum = (ulong)statesCount + lore.SubTraces[0].Length + lore.SubTraces[1].Length;
            statesCount = sum <= uint.MaxValue ? (uint)sum : throw TraceError.FoldLengthOverflow(fold, i);
            afterSum += lore.SubTraces[1].Length;
            lengths[i] = (lore.SubTraces[0].Length, afterSum);
        }

        SumBefore(lengths.AsSpan(runStart));
        return statesCount;
    }

    private static void SumBefore(Span<(uint Before, uint After)> run)
    {
        uint sum = run.IsEmpty ? 0 : run[^1].After;
        for (int i = run.Length - 1; i >= 0; i--)
        {
            sum += run[i].Before;
            run[i].Before = sum;
        }
    }
}

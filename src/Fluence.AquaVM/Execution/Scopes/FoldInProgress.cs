using Fluence.Air.Syntax;
using Fluence.AquaVM.Execution.Values;

namespace Fluence.AquaVM.Execution.Scopes;

/// <summary>A fold in progress, as its iterator knows it.</summary>
internal sealed class FoldInProgress(Iterable iterable, uint? streamFoldId, Instruction body, Instruction? last)
{
    public Iterable Iterable { get; } = iterable;

    /// <summary>The number of the fold in the trace, if it is over a stream or stream map; others leave no states.</summary>
    public uint? StreamFoldId { get; } = streamFoldId;

    public Instruction Body { get; } = body;

    public Instruction? Last { get; } = last;

    /// <summary>Whether the last element has been visited and the way back has begun.</summary>
    public bool IsReturning { get; set; }
}

using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>One iteration of a fold: which states of the resulting trace stand before its <c>next</c>, and which after.</summary>
/// <param name="valuePosition">Where the value stands in the resulting trace.</param>
/// <param name="start">Where the iteration starts in the resulting trace.</param>
/// <param name="previousAfter">The part after <c>next</c> in the previous trace.</param>
/// <param name="currentAfter">The part after <c>next</c> in the current trace.</param>
internal sealed class FoldIteration(uint valuePosition, uint start, SubTraceDesc? previousAfter, SubTraceDesc? currentAfter)
{
    private Phase _phase;
    private uint _beforeEnd;
    private uint _afterStart;
    private uint _afterEnd;

    private enum Phase
    {
        Before,
        Next,
        After,
        Done,
    }

    /// <summary>The part after <c>next</c> in the previous trace.</summary>
    public SubTraceDesc? PreviousAfter { get; } = previousAfter;

    /// <summary>The part after <c>next</c> in the current trace.</summary>
    public SubTraceDesc? CurrentAfter { get; } = currentAfter;

    /// <summary>The part before <c>next</c> ends.</summary>
    public void EndBefore(uint position)
    {
        _beforeEnd = position;
        Advance();
    }

    /// <summary>The part before <c>next</c> ends unless it has ended.</summary>
    public void EndBeforeIfRunning(uint position)
    {
        if (_phase == Phase.Before)
        {
            EndBefore(position);
        }
    }

    /// <summary>The part after <c>next</c> starts.</summary>
    public void StartAfter(uint position)
    {
        _afterStart = position;
        Advance();
    }

    /// <summary>The part after <c>next</c> ends.</summary>
    public void EndAfter(uint position)
    {
        _afterEnd = position;
        Advance();
    }

    /// <summary>Ends whatever has not ended, and gives the record of the iteration.</summary>
    public FoldSubTraceLore Finish(uint position)
    {
        EndBeforeIfRunning(position);
        if (_phase == Phase.Next)
        {
            StartAfter(position);
        }

        if (_phase == Phase.After)
        {
            EndAfter(position);
        }

        return new FoldSubTraceLore(
            valuePosition, [new SubTraceDesc(start, _beforeEnd - start), new SubTraceDesc(_afterStart, _afterEnd - _afterStart)]);
    }

    private void Advance()
    {
        if (_phase != Phase.Done)
        {
            _phase++;
        }
    }
}

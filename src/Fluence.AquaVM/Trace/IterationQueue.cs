using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>The iterations of one generation of a fold: gone through forwards to the end, then backwards to the start.</summary>
internal sealed class IterationQueue
{
    private readonly List<FoldIteration> _iterations = [];
    private int _position;

    /// <summary>Whether the end was reached.</summary>
    public bool IsGoingBack { get; set; }

    /// <summary>The iteration under way.</summary>
    public FoldIteration Current => _position > 0
        ? _iterations[_position - 1]
        : throw new UncatchableException(ReturnCode.Trace, "no iteration of the fold is under way");

    /// <summary>Goes forward to a new iteration.</summary>
    public void Add(FoldIteration iteration)
    {
        _iterations.Add(iteration);
        _position++;
    }

    /// <summary>Goes back to the iteration before.</summary>
    public void StepBack() => _position--;

    /// <summary>Ends all iterations, appends their records to <paramref name="lore"/>, and starts anew.</summary>
    public void Finish(uint position, ImmutableArray<FoldSubTraceLore>.Builder lore)
    {
        foreach (FoldIteration iteration in _iterations)
        {
            lore.Add(iteration.Finish(position));
        }

        _iterations.Clear();
        _position = 0;
        IsGoingBack = false;
    }
}

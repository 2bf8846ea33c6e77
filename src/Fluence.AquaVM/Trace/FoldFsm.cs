using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>
/// A fold over a stream under way: puts both sliders to the subtraces of each iteration, and records the subtraces of the resulting trace.
/// </summary>
internal sealed class FoldFsm
{
    private readonly DataKeeper _keeper;
    private readonly uint _position;
    private readonly ResolvedFold _previous;
    private readonly ResolvedFold _current;
    private readonly SliderState _previousEnd;
    private readonly SliderState _currentEnd;
    private readonly IterationQueue _iterations = new();
    private readonly ImmutableArray<FoldSubTraceLore>.Builder _lore = ImmutableArray.CreateBuilder<FoldSubTraceLore>();

    /// <summary>Starts the fold.</summary>
    /// <exception cref="UncatchableException">The state in the data does not fit its trace.</exception>
    public FoldFsm(DataKeeper keeper)
    {
        _keeper = keeper;
        (_previous, _current) = FoldMerger.Merge(keeper);
        _position = keeper.AddPlaceholder();
        _previousEnd = FoldEnd(_previous, keeper.Previous);
        _currentEnd = FoldEnd(_current, keeper.Current);
    }

    /// <summary>Starts the iteration over the value that stands at <paramref name="valuePosition"/> of the resulting trace.</summary>
    public void StartIteration(uint valuePosition)
    {
        ResolvedSubTraces? previous = _previous.Take(_keeper.Previous.Positions, valuePosition);
        ResolvedSubTraces? current = _current.Take(_keeper.Current.Positions, valuePosition);
        SetSlider(_keeper.Previous.Slider, previous?.Before);
        SetSlider(_keeper.Current.Slider, current?.Before);
        _iterations.Add(new FoldIteration(valuePosition, _keeper.NextPosition, previous?.After, current?.After));
    }

    /// <summary>The part before <c>next</c> is over.</summary>
    public void EndIteration() => _iterations.Current.EndBefore(_keeper.NextPosition);

    /// <summary>
    /// Comes back from <c>next</c> to the part after it: of the last iteration at first, then of the one before, and so on.
    /// </summary>
    public void StepBack()
    {
        FoldIteration iteration = _iterations.Current;
        if (_iterations.IsGoingBack)
        {
            iteration.EndAfter(_keeper.NextPosition);
            _iterations.StepBack();
            iteration = _iterations.Current;
        }
        else
        {
            iteration.EndBeforeIfRunning(_keeper.NextPosition);
            _iterations.IsGoingBack = true;
        }

        iteration.StartAfter(_keeper.NextPosition);
        SetSlider(_keeper.Previous.Slider, iteration.PreviousAfter);
        SetSlider(_keeper.Current.Slider, iteration.CurrentAfter);
    }

    /// <summary>Ends the iterations of one generation, also those that stopped before <c>next</c>.</summary>
    public void EndGeneration() => _iterations.Finish(_keeper.NextPosition, _lore);

    /// <summary>Ends the fold and writes the state.</summary>
    public void Complete()
    {
        _keeper.Result[(int)_position] = new FoldState(_lore.DrainToImmutable());
        _keeper.Previous.Slider.TrySet(_previousEnd);
        _keeper.Current.Slider.TrySet(_currentEnd);
    }

    private static void SetSlider(TraceSlider slider, SubTraceDesc? subTrace)
    {
        if (subTrace is { } found)
        {
            slider.SetPositionAndLength(found.Begin, found.Length);
        }
        else
        {
            slider.SetLength(0);
        }
    }

    private static SliderState FoldEnd(ResolvedFold fold, MergeContext context)
    {
        uint position = context.Slider.Position;
        if ((ulong)position + fold.StatesCount > uint.MaxValue)
        {
            throw TraceError.FoldPositionOverflow(fold, position, context.Name);
        }

        uint remaining = context.Slider.Remaining;
        return fold.StatesCount <= remaining
            ? new SliderState(position + fold.StatesCount, remaining - fold.StatesCount)
            : throw TraceError.FoldLengthUnderflow(fold, position, context.Name);
    }
}

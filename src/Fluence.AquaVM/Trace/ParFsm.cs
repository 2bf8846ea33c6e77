using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>
/// A par under way. Where each branch ends in the old traces is worked out beforehand, so that a branch that stops early (on an error, or
/// waiting for a variable) does not leave its states to the other one.
/// </summary>
internal sealed class ParFsm
{
    private readonly DataKeeper _keeper;
    private readonly uint _position;
    private readonly ParState _known;
    private readonly Side _previous;
    private readonly Side _current;
    private uint _branchStart;
    private uint _leftSize;

    /// <summary>Starts the left branch.</summary>
    /// <exception cref="UncatchableException">The sizes in the data do not fit their traces.</exception>
    public ParFsm(DataKeeper keeper)
    {
        _keeper = keeper;
        (ParState previous, ParState current) = ParMerger.Merge(keeper);
        _known = previous;
        _position = keeper.AddPlaceholder();
        _branchStart = keeper.NextPosition;
        SliderState previousLeftEnd = LeftEnd(previous, keeper.Previous.Slider);
        SliderState currentLeftEnd = LeftEnd(current, keeper.Current.Slider);
        _previous = new Side(keeper.Previous.Slider, previous.RightSize, previousLeftEnd, RightEnd(previous, keeper.Previous.Slider));
        _current = new Side(keeper.Current.Slider, current.RightSize, currentLeftEnd, RightEnd(current, keeper.Current.Slider));
        keeper.Previous.Slider.SetLength(previous.LeftSize);
        keeper.Current.Slider.SetLength(current.LeftSize);
    }

    /// <summary>Ends the left branch and starts the right one.</summary>
    public void CompleteLeft()
    {
        _leftSize = _keeper.NextPosition - _branchStart;
        _branchStart = _keeper.NextPosition;
        _previous.StartRight();
        _current.StartRight();
    }

    /// <summary>Ends the right branch and writes the state.</summary>
    public void CompleteRight()
    {
        uint rightSize = _keeper.NextPosition - _branchStart;
        _keeper.Result[(int)_position] = _known.LeftSize == _leftSize && _known.RightSize == rightSize
            ? _known
            : new ParState(_leftSize, rightSize);
        _previous.Complete();
        _current.Complete();
    }

    private static SliderState LeftEnd(ParState par, TraceSlider slider) => new(Advance(par, slider, par.LeftSize), par.LeftSize);

    private static SliderState RightEnd(ParState par, TraceSlider slider)
    {
        ulong size = (ulong)par.LeftSize + par.RightSize;
        if (size > uint.MaxValue)
        {
            throw TraceError.ParLengthOverflow(par);
        }

        uint position = Advance(par, slider, (uint)size);
        return size <= slider.Remaining
            ? new SliderState(position, slider.Remaining - (uint)size)
            : throw TraceError.ParLengthUnderflow(par, slider.Remaining);
    }

    private static uint Advance(ParState par, TraceSlider slider, uint size)
    {
        ulong position = (ulong)slider.Position + size;
        return position <= uint.MaxValue ? (uint)position : throw TraceError.ParPositionOverflow(par, slider.Position);
    }

    private readonly record struct Side(TraceSlider Slider, uint RightSize, SliderState LeftEnd, SliderState RightEnd)
    {
        public void StartRight()
        {
            Slider.TrySet(LeftEnd);
            Slider.TrySetLength(RightSize);
        }

        public void Complete() => Slider.TrySet(RightEnd);
    }
}

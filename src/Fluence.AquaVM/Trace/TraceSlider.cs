using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>
/// Walks through one of the traces being merged. It gives the states of one subtrace at a time: so many from a position on, however the
/// trace goes on after them.
/// </summary>
/// <param name="trace">The trace.</param>
internal sealed class TraceSlider(ImmutableArray<ExecutedState> trace)
{
    private uint _subtraceLength = (uint)trace.Length;
    private uint _seen;

    /// <summary>Where the next state stands.</summary>
    public uint Position { get; private set; }

    /// <summary>The length of the whole trace.</summary>
    public uint TraceLength { get; } = (uint)trace.Length;

    /// <summary>How many states of the subtrace have not been given yet.</summary>
    public uint Remaining => _subtraceLength - _seen;

    /// <summary>The next state of the subtrace; null at its end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ExecutedState? Next()
    {
        if (_seen >= _subtraceLength || Position >= TraceLength)
        {
            return null;
        }

        _seen++;
        return trace[(int)Position++];
    }

    /// <summary>The state at any position of the trace; null behind its end.</summary>
    public ExecutedState? At(uint position) => position < TraceLength ? trace[(int)position] : null;

    /// <summary>Goes to another subtrace. An empty one may stand anywhere.</summary>
    /// <exception cref="UncatchableException">It does not fit the trace.</exception>
    public void SetPositionAndLength(uint position, uint length)
    {
        if (!TrySet(new SliderState(position, length)))
        {
            throw TraceError.SetPositionAndLength(position, length, TraceLength);
        }
    }

    /// <summary>Goes to a subtrace if it fits the trace, otherwise stays.</summary>
    public bool TrySet(SliderState state)
    {
        if (state.Length != 0 && (ulong)state.Position + state.Length > TraceLength)
        {
            return false;
        }

        Position = state.Position;
        _subtraceLength = state.Length;
        _seen = 0;
        return true;
    }

    /// <summary>Starts a subtrace at the current position.</summary>
    /// <exception cref="UncatchableException">It does not fit the trace.</exception>
    public void SetLength(uint length)
    {
        if (!TrySetLength(length))
        {
            throw TraceError.SetSubtraceLength(length, Position, TraceLength);
        }
    }

    /// <summary>Starts a subtrace at the current position if it fits the trace, otherwise stays.</summary>
    public bool TrySetLength(uint length)
    {
        if ((ulong)Position + length > TraceLength)
        {
            return false;
        }

        _subtraceLength = length;
        _seen = 0;
        return true;
    }
}

/// <summary>A subtrace: where it begins and how many states it has.</summary>
internal readonly record struct SliderState(uint Position, uint Length);

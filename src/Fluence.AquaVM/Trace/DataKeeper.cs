using System.Collections.Immutable;
using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Trace;

/// <summary>The two traces being merged and the trace that results.</summary>
internal sealed class DataKeeper(ImmutableArray<ExecutedState> previous, ImmutableArray<ExecutedState> current)
{
    private readonly List<ExecutedState> _result = new(Math.Max(previous.Length, current.Length));

    /// <summary>The previous trace.</summary>
    public MergeContext Previous { get; } = new(previous, "previous");

    /// <summary>The current trace.</summary>
    public MergeContext Current { get; } = new(current, "current");

    /// <summary>The resulting trace so far.</summary>
    public List<ExecutedState> Result => _result;

    /// <summary>Where the next state will stand in the resulting trace.</summary>
    public uint NextPosition => (uint)_result.Count;

    /// <summary>Adds a state to the resulting trace.</summary>
    public void Add(ExecutedState state) => _result.Add(state);

    /// <summary>Makes a place in the resulting trace for a state that is known only later.</summary>
    public uint AddPlaceholder()
    {
        uint position = NextPosition;
        _result.Add(Placeholder);
        return position;
    }

    /// <summary>Notes where the merged state comes from.</summary>
    public void MapPositions(MergeScheme scheme)
    {
        if (scheme != MergeScheme.Current)
        {
            Previous.MapLast(NextPosition);
        }

        if (scheme != MergeScheme.Previous)
        {
            Current.MapLast(NextPosition);
        }
    }

    private static ParState Placeholder { get; } = new(0, 0);
}

/// <summary>Which traces a merged state comes from.</summary>
internal enum MergeScheme
{
    /// <summary>The previous one.</summary>
    Previous,

    /// <summary>The current one.</summary>
    Current,

    /// <summary>Both; the value is that of the previous one.</summary>
    Both,
}

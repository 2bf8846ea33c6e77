using System.Runtime.CompilerServices;

namespace Fluence.AquaVM.Trace;

/// <summary>
/// Which state of an old trace a state of the resulting trace comes from. One to one: a new pair takes the place of both pairs that it
/// conflicts with.
/// </summary>
/// <param name="oldLength">The length of the old trace.</param>
internal sealed class PositionMap(uint oldLength)
{
    private const int None = -1;

    private readonly List<int> _newToOld = [];
    private int[]? _oldToNew;

    /// <summary>Notes a pair.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(uint newPosition, uint oldPosition)
    {
        if (_oldToNew is null)
        {
            _oldToNew = new int[oldLength];
            Array.Fill(_oldToNew, None);
        }

        while (_newToOld.Count <= newPosition)
        {
            _newToOld.Add(None);
        }

        if (_newToOld[(int)newPosition] is >= 0 and int formerOld)
        {
            _oldToNew[formerOld] = None;
        }

        if (_oldToNew[oldPosition] is >= 0 and int formerNew)
        {
            _newToOld[formerNew] = None;
        }

        _newToOld[(int)newPosition] = (int)oldPosition;
        _oldToNew[oldPosition] = (int)newPosition;
    }

    /// <summary>Finds the old position.</summary>
    public bool TryGetOld(uint newPosition, out uint oldPosition)
    {
        int found = newPosition < _newToOld.Count ? _newToOld[(int)newPosition] : None;
        oldPosition = (uint)found;
        return found >= 0;
    }
}

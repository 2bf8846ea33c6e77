using System.Numerics;

namespace Fluence.AquaVM.Data;

/// <summary>Objects by their position in an archive: an open hash table, because there are about as many as texts.</summary>
/// <param name="expectedCount">How many objects are likely.</param>
internal sealed class PositionTable(int expectedCount)
{
    private (int Position, object? Value, bool IsTaken)[] _slots =
        new (int, object?, bool)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(expectedCount, 8)) * 2];
    private int _count;

    /// <summary>
    /// The place for the object at a position, which the caller fills. It is valid only until the next place is asked for.
    /// </summary>
    public ref object? Slot(int position)
    {
        ref (int Position, object? Value, bool IsTaken) slot = ref Find(position);
        if (!slot.IsTaken)
        {
            if (++_count * 2 > _slots.Length)
            {
                Grow();
                slot = ref Find(position);
            }

            slot = (position, null, true);
        }

        return ref slot.Value;
    }

    private ref (int Position, object? Value, bool IsTaken) Find(int position)
    {
        int mask = _slots.Length - 1;
        for (int i = SeededHash.Of(position) & mask; ; i = (i + 1) & mask)
        {
            ref (int Position, object? Value, bool IsTaken) slot = ref _slots[i];
            if (!slot.IsTaken || slot.Position == position)
            {
                return ref slot;
            }
        }
    }

    private void Grow()
    {
        (int Position, object? Value, bool IsTaken)[] old = _slots;
        _slots = new (int, object?, bool)[old.Length * 2];
        foreach ((int Position, object? Value, bool IsTaken) slot in old)
        {
            if (slot.IsTaken)
            {
                Find(slot.Position) = slot;
            }
        }
    }
}

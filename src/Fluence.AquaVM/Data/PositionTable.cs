using System.Numerics;

namespace Fluence.AquaVM.Data;

/// <summary>Objects by their position in an archive: an open hash table, because there are about as many as texts.</summary>
/// <param name="expectedCount">How many objects are likely.</param>
internal sealed class PositionTable(int expectedCount)
{
    private (int Position, object? Value)[] _slots = new (int, object?)[BitOperations.RoundUpToPowerOf2((uint)Math.Max(expectedCount, 8)) * 2];
    private int _count;

    /// <summary>The object at a position.</summary>
    public object? Find(int position) => Slot(position).Value;

    /// <summary>Records an object; false when there is one at that position.</summary>
    public bool TryAdd(int position, object value)
    {
        ref (int Position, object? Value) slot = ref Slot(position);
        if (slot.Value is not null)
        {
            return false;
        }

        slot = (position, value);
        if (++_count * 2 > _slots.Length)
        {
            Grow();
        }

        return true;
    }

    private ref (int Position, object? Value) Slot(int position)
    {
        int mask = _slots.Length - 1;
        for (int i = SeededHash.Of(position) & mask; ; i = (i + 1) & mask)
        {
            ref (int Position, object? Value) slot = ref _slots[i];
            if (slot.Value is null || slot.Position == position)
            {
                return ref slot;
            }
        }
    }

    private void Grow()
    {
        (int Position, object? Value)[] old = _slots;
        _slots = new (int, object?)[old.Length * 2];
        foreach ((int position, object? value) in old)
        {
            if (value is not null)
            {
                Slot(position) = (position, value);
            }
        }
    }
}

using System.Buffers;
using System.Numerics;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Objects by their position in an archive: an open hash table, because there are about as many as texts. Its memory comes from the shared
/// pool
/// and goes back on <see cref="Dispose"/>.
/// </summary>
/// <param name="expectedCount">How many objects are likely.</param>
internal sealed class PositionTable(int expectedCount) : IDisposable
{
    private int _bits = BitOperations.Log2((uint)Math.Max(expectedCount, 8)) + 2;
    private Place[] _places = ArrayPool<Place>.Shared.Rent(1 << (BitOperations.Log2((uint)Math.Max(expectedCount, 8)) + 2));
    private int _count;

    /// <summary>Changes when all indices do.</summary>
    public int Version { get; private set; }

    /// <summary>
    /// The object at an index from <see cref="IndexOf"/>; null until the caller sets it. The index is valid until <see cref="Version"/>
    /// changes.
    /// </summary>
    public ref object? At(int index) => ref _places[index].Value;

    /// <summary>The index of the place for the object at a position.</summary>
    public int IndexOf(int position)
    {
        int index = Find(position);
        if (_places[index].Key == 0)
        {
            if (++_count * 2 > 1 << _bits)
            {
                Grow();
                index = Find(position);
            }

            _places[index].Key = position + 1;
        }

        return index;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // only cleared arrays are in the pool
        ArrayPool<Place>.Shared.Return(_places, clearArray: true);
        _places = [];
    }

    private int Find(int position)
    {
        Place[] places = _places;
        int mask = (1 << _bits) - 1;
        for (int i = SeededHash.Bits(position, _bits); ; i = (i + 1) & mask)
        {
            if (places[i].Key == 0 || places[i].Key == position + 1)
            {
                return i;
            }
        }
    }

    private void Grow()
    {
        Place[] former = _places;
        int length = 1 << _bits++;
        _places = ArrayPool<Place>.Shared.Rent(1 << _bits);
        Version++;
        foreach (Place place in former.AsSpan(0, length))
        {
            if (place.Key != 0)
            {
                _places[Find(place.Key - 1)] = place;
            }
        }

        ArrayPool<Place>.Shared.Return(former, clearArray: true);
    }

    /// <summary>A place: the position plus one, 0 if it is free, and the object.</summary>
    private struct Place
    {
        public object? Value;
        public int Key;
    }
}

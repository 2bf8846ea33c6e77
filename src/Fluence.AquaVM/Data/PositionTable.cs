using System.Numerics;

namespace Fluence.AquaVM.Data;

/// <summary>Objects by their position in an archive: an open hash table, because there are about as many as texts.</summary>
/// <param name="expectedCount">How many objects are likely.</param>
internal sealed class PositionTable(int expectedCount)
{
    private Place[] _places = new Place[BitOperations.RoundUpToPowerOf2((uint)Math.Max(expectedCount, 8)) * 2];
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
            if (++_count * 2 > _places.Length)
            {
                Grow();
                index = Find(position);
            }

            _places[index].Key = position + 1;
        }

        return index;
    }

    private int Find(int position)
    {
        Place[] places = _places;
        int mask = places.Length - 1;
        for (int i = SeededHash.Of(position) & mask; ; i = (i + 1) & mask)
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
        _places = new Place[former.Length * 2];
        Version++;
        foreach (Place place in former)
        {
            if (place.Key != 0)
            {
                _places[Find(place.Key - 1)] = place;
            }
        }
    }

    /// <summary>A place: the position plus one, 0 if it is free, and the object.</summary>
    private struct Place
    {
        public object? Value;
        public int Key;
    }
}

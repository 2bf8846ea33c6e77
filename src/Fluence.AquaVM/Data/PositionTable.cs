using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Fluence.AquaVM.Data;

/// <summary>
/// Objects by their position in an archive. Neighbours in the archive are neighbours in the table, which is read in step with it; a place
/// is shared by few positions, whatever the archive: at most as many as the bytes for each place. Its memory comes from the shared pool and
/// goes back on <see cref="Dispose"/>.
/// </summary>
/// <param name="archiveLength">The length of the archive: positions are less.</param>
internal sealed class PositionTable(int archiveLength) : IDisposable
{
    private const int BytesPerPlace = 32;
    private const int BytesPerObject = 64;

    /// <summary>Objects are seldom smaller.</summary>
    private const int PositionShift = 3;

    private const int LeastCount = 16;

    private readonly int _mask = PlaceCount(archiveLength) - 1;
    private int[] _first = RentCleared(PlaceCount(archiveLength));
    private Place[] _places = ArrayPool<Place>.Shared.Rent((archiveLength / BytesPerObject) + LeastCount);
    private int _count;

    /// <summary>The object at an index from <see cref="IndexOf"/>; null until the caller sets it. Valid until the next one is asked
    /// for.</summary>
    public ref object? At(int index) => ref _places[index].Value;

    /// <summary>The index of the place for the object at a position.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int IndexOf(int position)
    {
        ref int first = ref _first[(position >> PositionShift) & _mask];
        Place[] places = _places;
        int index = first - 1;
        while (index >= 0)
        {
            ref Place place = ref places[index];
            if (place.Position == position)
            {
                return index;
            }

            index = place.Next - 1;
        }

        if (_count == places.Length)
        {
            places = Grow();
        }

        places[_count].Position = position;
        places[_count].Next = first;
        first = ++_count;
        return _count - 1;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(_first);
        _first = [];
        Release(_places);
        _places = [];
    }

    private static int PlaceCount(int archiveLength) => (int)BitOperations.RoundUpToPowerOf2((uint)(archiveLength / BytesPerPlace) + 1);

    private static int[] RentCleared(int length)
    {
        int[] rented = ArrayPool<int>.Shared.Rent(length);
        rented.AsSpan(0, length).Clear();
        return rented;
    }

    private Place[] Grow()
    {
        Place[] former = _places;
        _places = ArrayPool<Place>.Shared.Rent(former.Length * 2);
        former.AsSpan(0, _count).CopyTo(_places);
        Release(former);
        return _places;
    }

    private void Release(Place[] places)
    {
        // only cleared arrays are in the pool
        places.AsSpan(0, _count).Clear();
        ArrayPool<Place>.Shared.Return(places);
    }

    /// <summary>An object, its position, and one more than the index of the next one in the same place.</summary>
    private struct Place
    {
        public object? Value;
        public int Position;
        public int Next;
    }
}

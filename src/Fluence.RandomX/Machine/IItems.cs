namespace Fluence.RandomX.Machine;

/// <summary>What programs read from: the whole dataset, or a cache from which its items are made.</summary>
internal unsafe interface IItems
{
    /// <summary>Reads an item.</summary>
    /// <param name="offset">Where the program's part of the dataset begins, in bytes.</param>
    /// <param name="address">Where in that part the item is; only bits that name an item count.</param>
    /// <param name="item">Where the eight words go.</param>
    void Read(ulong offset, uint address, ulong* item);
}

using Fluence.RandomX.Machine;

namespace Fluence.RandomX;

/// <summary>All items of a cache, with which hashing is fast (specification, 7). For any number of threads.</summary>
public sealed unsafe class RandomXDataset : IItems, IDisposable
{
    private const ulong ItemsOfPart = 1 << 14;

    private readonly NativeBuffer _memory;

    /// <summary>Room for a dataset, whose parts have to be made before it is hashed with.</summary>
    /// <param name="parameters">The kind of RandomX.</param>
    /// <exception cref="OutOfMemoryException">There are not <see cref="RandomXParameters.DatasetSize"/> bytes of memory.</exception>
    public RandomXDataset(RandomXParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        Parameters = parameters;
        _memory = new NativeBuffer(parameters.DatasetSize);
    }

    /// <summary>The kind of RandomX.</summary>
    public RandomXParameters Parameters { get; }

    /// <summary>How many parts it has, which can be made in any order and at the same time; each takes some tenths of a second.</summary>
    public int Parts => (int)(((ulong)Parameters.DatasetItems + ItemsOfPart - 1) / ItemsOfPart);

    internal byte* Memory => _memory.Memory;

    /// <summary>Makes all items, in minutes of a processor's time.</summary>
    /// <param name="cache">The cache, which is not needed afterwards.</param>
    /// <param name="threads">How many threads make them.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="OutOfMemoryException">There are not <see cref="RandomXParameters.DatasetSize"/> bytes of memory.</exception>
    public static RandomXDataset Create(RandomXCache cache, int threads, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(cache);
        RandomXDataset dataset = new(cache.Parameters);
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, dataset.Parts, options, part => dataset.MakePart(cache, part));
            return dataset;
        }
        catch (OperationCanceledException)
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <summary>Makes a part, in place of what it was before.</summary>
    /// <param name="cache">The cache of the key, the same for all parts.</param>
    /// <param name="part">Its number, from 0 on.</param>
    /// <exception cref="ArgumentException">The cache is of another kind, or there is no such part.</exception>
    public void MakePart(RandomXCache cache, int part)
    {
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, Parts);
        if (cache.Parameters != Parameters)
        {
            throw new ArgumentException("the cache has other parameters than the dataset", nameof(cache));
        }

        ulong first = (ulong)part * ItemsOfPart;
        cache.Make(first, Math.Min(ItemsOfPart, (ulong)Parameters.DatasetItems - first), (ulong*)Memory + (8 * first));
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <inheritdoc/>
    void IItems.Read(ulong offset, uint address, ulong* item) =>
        new ReadOnlySpan<ulong>(Memory + offset + (address & Parameters.AddressMask), 8).CopyTo(new Span<ulong>(item, 8));
}

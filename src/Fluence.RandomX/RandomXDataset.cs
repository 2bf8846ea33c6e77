using Fluence.RandomX.Machine;

namespace Fluence.RandomX;

/// <summary>All items of a cache, with which hashing is fast (specification, 7). For any number of threads.</summary>
public sealed unsafe class RandomXDataset : IItems, IDisposable
{
    private const ulong ItemsAtOnce = 1 << 14;

    private readonly NativeBuffer _memory;

    private RandomXDataset(RandomXParameters parameters)
    {
        Parameters = parameters;
        _memory = new NativeBuffer(parameters.DatasetSize);
    }

    /// <summary>The kind of RandomX.</summary>
    public RandomXParameters Parameters { get; }

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
            ulong items = (ulong)cache.Parameters.DatasetItems;
            ParallelOptions options = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
            Parallel.For(0, (int)((items + ItemsAtOnce - 1) / ItemsAtOnce), options, part =>
            {
                ulong first = (ulong)part * ItemsAtOnce;
                cache.Make(first, Math.Min(ItemsAtOnce, items - first), (ulong*)dataset.Memory + (8 * first));
            });
            return dataset;
        }
        catch (OperationCanceledException)
        {
            dataset.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _memory.Dispose();

    /// <inheritdoc/>
    void IItems.Read(ulong offset, uint address, ulong* item) =>
        new ReadOnlySpan<ulong>(Memory + offset + (address & Parameters.AddressMask), 8).CopyTo(new Span<ulong>(item, 8));
}

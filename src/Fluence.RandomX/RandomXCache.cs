using Fluence.RandomX.Argon;
using Fluence.RandomX.Compilation;
using Fluence.RandomX.Machine;
using Fluence.RandomX.Superscalar;

namespace Fluence.RandomX;

/// <summary>
/// Memory that a key determines, 256 MiB by the specification, and functions of it: enough to hash slowly, and to make the dataset with
/// which hashing is fast (specification, 7.1 to 7.3). For any number of threads.
/// </summary>
public sealed unsafe class RandomXCache : IItems, IDisposable
{
    private readonly NativeBuffer _memory;

    private RandomXCache(RandomXParameters parameters, SuperscalarProgram[] programs, bool isInterpreted)
    {
        (Parameters, Programs) = (parameters, programs);
        _memory = new NativeBuffer(parameters.CacheSize);
        Compiled = ExecutableMemory.IsSupported && !isInterpreted ? new CompiledItems(programs, parameters.CacheSize) : null;
    }

    /// <summary>The kind of RandomX.</summary>
    public RandomXParameters Parameters { get; }

    internal SuperscalarProgram[] Programs { get; }

    /// <summary>The code that makes items; null where they are made by interpretation.</summary>
    internal CompiledItems? Compiled { get; }

    internal byte* Memory => _memory.Memory;

    /// <summary>Makes the cache of a key, in about a second.</summary>
    /// <param name="parameters">The kind of RandomX.</param>
    /// <param name="key">The key, at most 60 bytes.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">The key is longer.</exception>
    /// <exception cref="OutOfMemoryException">There are not <see cref="RandomXParameters.CacheSize"/> bytes of memory.</exception>
    public static RandomXCache Create(RandomXParameters parameters, ReadOnlySpan<byte> key, CancellationToken cancellation = default) =>
        Create(parameters, key, false, cancellation);

    internal static RandomXCache Create(
        RandomXParameters parameters, ReadOnlySpan<byte> key, bool isInterpreted, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (key.Length > RandomXSizes.MaxKey)
        {
            throw new ArgumentException($"the key has {key.Length} bytes, most are {RandomXSizes.MaxKey}", nameof(key));
        }

        BlakeGenerator random = new(key);
        SuperscalarProgram[] programs = new SuperscalarProgram[parameters.CacheAccesses];
        for (int i = 0; i < programs.Length; i++)
        {
            programs[i] = SuperscalarGenerator.Make(random);
        }

        RandomXCache cache = new(parameters, programs, isInterpreted);
        try
        {
            ArgonMemory.Fill((ulong*)cache.Memory, parameters.CacheSize / (8 * ArgonMemory.Words), key, cancellation);
            return cache;
        }
        catch (OperationCanceledException)
        {
            cache.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _memory.Dispose();
        Compiled?.Dispose();
    }

    /// <inheritdoc/>
    void IItems.Read(ulong offset, uint address, ulong* item) =>
        Make((offset + (address & Parameters.AddressMask)) / RandomXSizes.Line, 1, item);

    /// <summary>Makes items of the dataset.</summary>
    /// <param name="first">The number of the first one.</param>
    /// <param name="count">How many; at least one.</param>
    /// <param name="output">Where they go.</param>
    internal void Make(ulong first, ulong count, ulong* output)
    {
        if (Compiled is { } compiled)
        {
            compiled.Make(first, count, output, Memory);
            return;
        }

        for (ulong i = 0; i < count; i++)
        {
            MakeOne(first + i, new Span<ulong>(output + (8 * i), 8));
        }
    }

    private void MakeOne(ulong number, Span<ulong> item)
    {
        item[0] = (number + 1) * ItemStart.Factor;
        for (int i = 1; i < item.Length; i++)
        {
            item[i] = item[0] ^ ItemStart.Differences[i - 1];
        }

        ulong line = number;
        foreach (SuperscalarProgram program in Programs)
        {
            ulong* from = (ulong*)(Memory + (line % (ulong)(Parameters.CacheSize / RandomXSizes.Line) * RandomXSizes.Line));
            program.Run(item);
            for (int i = 0; i < item.Length; i++)
            {
                item[i] ^= from[i];
            }

            line = item[program.AddressRegister];
        }
    }
}

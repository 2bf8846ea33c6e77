using Fluence.RandomX.Aes;
using Fluence.RandomX.Compilation;
using Fluence.RandomX.Machine;

namespace Fluence.RandomX;

/// <summary>Hashes with the key of a cache or dataset (specification, 2). For one thread; any number of them may share those.</summary>
public sealed unsafe class RandomXHasher : IDisposable
{
    /// <summary>The length of a hash, in bytes.</summary>
    public const int DigestLength = 32;

    private readonly NativeBuffer _scratchpad = new(RandomXSizes.Scratchpad);
    private readonly NativeBuffer _file = new(sizeof(RegisterFile));
    private readonly IMachine _machine;
    private readonly object _items;

    /// <summary>A hasher that makes items of the dataset as it needs them: slow, with little memory.</summary>
    public RandomXHasher(RandomXCache cache)
    {
        ArgumentNullException.ThrowIfNull(cache);
        _items = cache;
        _machine = cache.Compiled is { } compiled
            ? new CompiledMachine(cache.Parameters, cache.Memory, compiled.Item) : new Interpreter(cache);
    }

    /// <summary>A hasher that reads from the dataset: fast.</summary>
    public RandomXHasher(RandomXDataset dataset)
        : this(dataset, false)
    {
    }

    internal RandomXHasher(RandomXDataset dataset, bool isInterpreted)
    {
        ArgumentNullException.ThrowIfNull(dataset);
        _items = dataset;
        _machine = ExecutableMemory.IsSupported && !isInterpreted
            ? new CompiledMachine(dataset.Parameters, dataset.Memory, null) : new Interpreter(dataset);
    }

    private RegisterFile* File => (RegisterFile*)_file.Memory;

    /// <summary>Hashes.</summary>
    /// <param name="input">Anything.</param>
    /// <param name="digest">Where the 32 bytes of the hash go.</param>
    public void Hash(ReadOnlySpan<byte> input, Span<byte> digest)
    {
        Span<byte> seed = stackalloc byte[64];
        Span<byte> program = stackalloc byte[RandomXSizes.Program];
        Blake2b.Hash(input, seed);
        AesGenerators.Fill(seed, _scratchpad.Bytes);
        File->Rounding = 0;
        for (int i = 0; i < RandomXSizes.Programs; i++)
        {
            AesGenerators.MakeProgram(seed, program);
            ProgramConfiguration configuration = ProgramConfiguration.Read(program, new Span<ulong>(File->A, 8));
            _machine.Run(File, _scratchpad.Memory, configuration, program[RandomXSizes.Configuration..]);
            if (i < RandomXSizes.Programs - 1)
            {
                Blake2b.Hash(RegisterFile.Bytes(File), seed);
            }
        }

        AesGenerators.Fingerprint(_scratchpad.Bytes, new Span<byte>(File->A, 64));
        Blake2b.Hash(RegisterFile.Bytes(File), digest[..DigestLength]);
        GC.KeepAlive(_items);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        (_machine as IDisposable)?.Dispose();
        _scratchpad.Dispose();
        _file.Dispose();
    }
}

using Fluence.RandomX.Aes;
using Fluence.RandomX.Compilation;
using Fluence.RandomX.Machine;

namespace Fluence.RandomX;

/// <summary>Hashes with the key of a cache or dataset (specification, 2). For one thread; any number of them may share those.</summary>
public sealed unsafe class RandomXHasher : IDisposable
{
    /// <summary>The length of a hash, in bytes.</summary>
    public const int DigestLength = 32;

    private const int SeedLength = 64;

    private readonly NativeBuffer _scratchpad = new(RandomXSizes.Scratchpad);
    private readonly NativeBuffer _file = new(sizeof(RegisterFile));
    private readonly IMachine _machine;
    private readonly object _items;
    private readonly byte[] _seed = new byte[SeedLength];
    private bool _isBegun;

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
        Begin(input);
        End(digest);
    }

    /// <summary>Begins to hash, and forgets what was begun before.</summary>
    /// <param name="input">Anything.</param>
    public void Begin(ReadOnlySpan<byte> input)
    {
        Blake2b.Hash(input, _seed);
        AesGenerators.Fill(_seed, _scratchpad.Bytes);
        _isBegun = true;
    }

    /// <summary>
    /// Ends what was begun and begins the next: sooner done than both apart, as the scratchpad is read and filled anew in one go.
    /// </summary>
    /// <param name="input">What is hashed next.</param>
    /// <param name="digest">Where the 32 bytes of the hash go of what was begun before.</param>
    /// <exception cref="InvalidOperationException">Nothing was begun.</exception>
    public void Next(ReadOnlySpan<byte> input, Span<byte> digest)
    {
        RunPrograms();
        Blake2b.Hash(input, _seed);
        AesGenerators.FingerprintAndFill(_scratchpad.Bytes, new Span<byte>(File->A, 64), _seed);
        Blake2b.Hash(RegisterFile.Bytes(File), digest[..DigestLength]);
        GC.KeepAlive(_items);
    }

    /// <summary>Ends what was begun.</summary>
    /// <param name="digest">Where the 32 bytes of the hash go.</param>
    /// <exception cref="InvalidOperationException">Nothing was begun.</exception>
    public void End(Span<byte> digest)
    {
        RunPrograms();
        _isBegun = false;
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

    private void RunPrograms()
    {
        if (!_isBegun)
        {
            throw new InvalidOperationException("nothing was begun to be hashed");
        }

        Span<byte> program = stackalloc byte[RandomXSizes.Program];
        File->Rounding = 0;
        for (int i = 0; i < RandomXSizes.Programs; i++)
        {
            AesGenerators.MakeProgram(_seed, program);
            ProgramConfiguration configuration = ProgramConfiguration.Read(program, new Span<ulong>(File->A, 8));
            _machine.Run(File, _scratchpad.Memory, configuration, program[RandomXSizes.Configuration..]);
            if (i < RandomXSizes.Programs - 1)
            {
                Blake2b.Hash(RegisterFile.Bytes(File), _seed);
            }
        }
    }
}

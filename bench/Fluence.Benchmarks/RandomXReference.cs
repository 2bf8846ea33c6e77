using System.Runtime.InteropServices;
using Fluence.RandomX;

namespace Fluence.Benchmarks;

/// <summary>librandomx, the reference, as Debian has it: with Monero's parameters.</summary>
internal sealed partial class RandomXReference : IDisposable
{
    private const string Library = "librandomx.so.0";
    private const int HardAes = 2, FullMemory = 4;

    private readonly int _flags = randomx_get_flags();
    private readonly nint _cache;
    private nint _dataset;
    private nint _machine;

    private RandomXReference() => _cache = randomx_alloc_cache(_flags);

    /// <summary>Whether the library is installed.</summary>
    internal static bool IsInstalled => NativeLibrary.TryLoad(Library, out _);

    /// <summary>What it uses of the processor.</summary>
    internal string Flags => $"flags 0x{_flags:x}{((_flags & HardAes) != 0 ? ", AES by the processor" : "")}";

    internal static RandomXReference Create() => new();

    internal void SetKey(byte[] key) => randomx_init_cache(_cache, key, (nuint)key.Length);

    /// <summary>Has it hash with the cache alone.</summary>
    internal void UseCache() => _machine = randomx_create_vm(_flags, _cache, 0);

    /// <summary>Makes the dataset by one thread, and has it hash with that.</summary>
    internal void UseDataset()
    {
        _dataset = randomx_alloc_dataset(_flags);
        randomx_init_dataset(_dataset, _cache, 0, randomx_dataset_item_count());
        _machine = randomx_create_vm(_flags | FullMemory, 0, _dataset);
    }

    internal void Hash(byte[] input, byte[] digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, RandomXHasher.DigestLength);
        randomx_calculate_hash(_machine, input, (nuint)input.Length, digest);
    }

    /// <summary>Begins to hash.</summary>
    internal void Begin(byte[] input) => randomx_calculate_hash_first(_machine, input, (nuint)input.Length);

    /// <summary>Ends what was begun, and begins the next.</summary>
    internal void Next(byte[] input, byte[] digest)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(digest.Length, RandomXHasher.DigestLength);
        randomx_calculate_hash_next(_machine, input, (nuint)input.Length, digest);
    }

    public void Dispose()
    {
        if (_machine != 0)
        {
            randomx_destroy_vm(_machine);
        }

        if (_dataset != 0)
        {
            randomx_release_dataset(_dataset);
        }

        randomx_release_cache(_cache);
    }

    [LibraryImport(Library)]
    private static partial int randomx_get_flags();

    [LibraryImport(Library)]
    private static partial nint randomx_alloc_cache(int flags);

    [LibraryImport(Library)]
    private static partial void randomx_init_cache(nint cache, byte[] key, nuint length);

    [LibraryImport(Library)]
    private static partial void randomx_release_cache(nint cache);

    [LibraryImport(Library)]
    private static partial nint randomx_alloc_dataset(int flags);

    [LibraryImport(Library)]
    private static partial uint randomx_dataset_item_count();

    [LibraryImport(Library)]
    private static partial void randomx_init_dataset(nint dataset, nint cache, uint first, uint count);

    [LibraryImport(Library)]
    private static partial void randomx_release_dataset(nint dataset);

    [LibraryImport(Library)]
    private static partial nint randomx_create_vm(int flags, nint cache, nint dataset);

    [LibraryImport(Library)]
    private static partial void randomx_destroy_vm(nint machine);

    [LibraryImport(Library)]
    private static partial void randomx_calculate_hash_first(nint machine, byte[] input, nuint length);

    [LibraryImport(Library)]
    private static partial void randomx_calculate_hash_next(nint machine, byte[] input, nuint length, [Out] byte[] digest);

    [LibraryImport(Library)]
    private static partial void randomx_calculate_hash(nint machine, byte[] input, nuint length, [Out] byte[] digest);
}

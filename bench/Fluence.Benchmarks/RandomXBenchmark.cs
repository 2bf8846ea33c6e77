using System.Diagnostics;
using Fluence.RandomX;

namespace Fluence.Benchmarks;

/// <summary>
/// RandomX with Monero's parameters, ours and librandomx's in turns: making a cache, hashing with it, and with <c>full</c> making the
/// dataset and hashing with that, by one thread. Then ours with Fluence's parameters, for which there is no library.
/// </summary>
internal static class RandomXBenchmark
{
    private const int Caches = 5, SlowHashes = 40, FastHashes = 1000;

    private static readonly byte[] Key = "a key"u8.ToArray();

    internal static int Run(string[] arguments)
    {
        if (!RandomXReference.IsInstalled)
        {
            Console.Error.WriteLine("this benchmark compares with librandomx: install Debian's librandomx0");
            return 1;
        }

        using RandomXReference theirs = RandomXReference.Create();
        Console.WriteLine($"librandomx: {theirs.Flags}");
        Console.WriteLine($"{"medians, in milliseconds",-36}{"ours",10}{"librandomx",12}{"ratio",8}");

        // librandomx makes no cache of the key that it has already
        Compare(
            "making a cache", Caches,
            i => RandomXCache.Create(RandomXParameters.Monero, Input(i)).Dispose(), i => theirs.SetKey(Input(i)));
        theirs.SetKey(Key);
        using RandomXCache cache = RandomXCache.Create(RandomXParameters.Monero, Key);
        theirs.UseCache();
        using (RandomXHasher hasher = new(cache))
        {
            Hash("hashing with the cache", SlowHashes, (i, digest) => hasher.Hash(Input(i), digest),
                (i, digest) => theirs.Hash(Input(i), digest));
        }

        if (arguments is ["full"])
        {
            Full(cache, theirs);
        }

        Ours();
        return 0;
    }

    private static void Full(RandomXCache cache, RandomXReference theirs)
    {
        RandomXDataset? dataset = null;
        Compare("making the dataset, one thread", 1, _ => dataset = RandomXDataset.Create(cache, 1), _ => theirs.UseDataset());
        using RandomXHasher hasher = new(dataset!);
        Hash("hashing with the dataset", FastHashes, (i, digest) => hasher.Hash(Input(i), digest),
            (i, digest) => theirs.Hash(Input(i), digest));
        hasher.Begin(Input(0));
        theirs.Begin(Input(0));
        Hash("hashing in series with the dataset", FastHashes, (i, digest) => hasher.Next(Input(i + 1), digest),
            (i, digest) => theirs.Next(Input(i + 1), digest));
        dataset!.Dispose();
    }

    private static void Ours()
    {
        long start = Stopwatch.GetTimestamp();
        using RandomXCache cache = RandomXCache.Create(RandomXParameters.Fluence, Key);
        TimeSpan made = Stopwatch.GetElapsedTime(start);
        using RandomXHasher hasher = new(cache);
        byte[] digest = new byte[RandomXHasher.DigestLength];
        List<double> times = [.. Enumerable.Range(0, SlowHashes).Select(i => Milliseconds(() => hasher.Hash(Input(i), digest)))];
        Console.WriteLine($"Fluence's parameters, ours: a cache {made.TotalMilliseconds:f0} ms, a hash with it {Median(times):f1} ms");
    }

    private static void Hash(string name, int count, Action<int, byte[]> ours, Action<int, byte[]> theirs)
    {
        byte[] left = new byte[RandomXHasher.DigestLength], right = new byte[RandomXHasher.DigestLength];
        Compare(name, count, i => ours(i, left), i =>
        {
            theirs(i, right);
            if (!left.AsSpan().SequenceEqual(right))
            {
                throw new InvalidOperationException($"the hashes of input {i} differ");
            }
        });
    }

    private static void Compare(string name, int count, Action<int> ours, Action<int> theirs)
    {
        List<double> left = [], right = [];
        for (int i = 0; i < count; i++)
        {
            left.Add(Milliseconds(() => ours(i)));
            right.Add(Milliseconds(() => theirs(i)));
        }

        Console.WriteLine($"{name,-36}{Median(left),10:f2}{Median(right),12:f2}{Median(right) / Median(left),7:f2}x");
    }

    private static byte[] Input(int number) => BitConverter.GetBytes(number);

    private static double Milliseconds(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

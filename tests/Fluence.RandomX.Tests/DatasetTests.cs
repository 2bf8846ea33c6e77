namespace Fluence.RandomX.Tests;

/// <summary>Hashing with a dataset is hashing with its cache, and faster.</summary>
public sealed class DatasetTests
{
    // as large as the test needs it
    private static readonly RandomXParameters Small = new() { CacheSize = 1 << 20, CacheAccesses = 2, DatasetBaseSize = 1 << 20 };

    [Fact]
    public void Hashes_with_a_dataset_are_those_with_its_cache()
    {
        using RandomXCache cache = RandomXCache.Create(Small, "a key"u8);
        using RandomXDataset dataset = RandomXDataset.Create(cache, 2);
        using RandomXHasher light = new(cache), full = new(dataset), interpreted = new(dataset, true);
        HashSet<string> all = [];
        for (int i = 0; i < 10; i++)
        {
            string hash = Hash(light, i);
            Assert.Equal(hash, Hash(full, i));
            Assert.Equal(hash, Hash(interpreted, i));
            Assert.True(all.Add(hash));
        }

        Assert.Equal(Hash(light, 3), Hash(full, 3));
    }

    [Fact]
    public void One_hash_after_the_other_is_each_by_itself()
    {
        using RandomXCache cache = RandomXCache.Create(Small, "a key"u8);
        using RandomXDataset dataset = RandomXDataset.Create(cache, 2);
        using RandomXHasher alone = new(dataset), series = new(dataset);
        byte[] digest = new byte[RandomXHasher.DigestLength];
        series.Begin(BitConverter.GetBytes(0));
        for (int i = 0; i < 10; i++)
        {
            series.Next(BitConverter.GetBytes(i + 1), digest);
            Assert.Equal(Hash(alone, i), Convert.ToHexStringLower(digest));
        }

        series.End(digest);
        Assert.Equal(Hash(alone, 10), Convert.ToHexStringLower(digest));
        Assert.Throws<InvalidOperationException>(() => series.End(digest));
        Assert.Throws<InvalidOperationException>(() => series.Next([1], digest));
    }

    [Fact]
    public async Task Threads_share_a_dataset()
    {
        using RandomXCache cache = RandomXCache.Create(Small, "another key"u8);
        using RandomXDataset dataset = RandomXDataset.Create(cache, 2);
        string[][] hashes = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            using RandomXHasher hasher = new(dataset);
            return Enumerable.Range(0, 5).Select(i => Hash(hasher, i)).ToArray();
        })));
        Assert.All(hashes, each => Assert.Equal(hashes[0], each));
    }

    [Fact]
    public void Making_a_dataset_can_be_ended()
    {
        using RandomXCache cache = RandomXCache.Create(Small, "a key"u8);
        Assert.Throws<OperationCanceledException>(() => RandomXDataset.Create(cache, 1, new CancellationToken(true)));
    }

    private static string Hash(RandomXHasher hasher, int input)
    {
        byte[] digest = new byte[RandomXHasher.DigestLength];
        hasher.Hash(BitConverter.GetBytes(input), digest);
        return Convert.ToHexStringLower(digest);
    }
}

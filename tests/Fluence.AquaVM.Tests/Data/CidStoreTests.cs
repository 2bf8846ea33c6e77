using Fluence.AquaVM.Data;

namespace Fluence.AquaVM.Tests.Data;

public sealed class CidStoreTests
{
    [Fact]
    public void A_store_behaves_as_a_dictionary_that_keeps_its_order()
    {
        Random random = new(3);
        CidStore<string> store = new();
        List<string> order = [];
        Dictionary<string, string> expected = [];
        for (int i = 0; i < 5000; i++)
        {
            string key = $"cid{random.Next(2000)}", value = $"value {i}";
            if (expected.TryAdd(key, value))
            {
                order.Add(key);
            }

            expected[key] = value;
            store.Set(new DataCid(key), value);
        }

        Assert.Equal(order.Select(key => (key, expected[key])), Entries(store));
        Assert.All(order, key => Assert.True(store.TryGet(new DataCid(key), out string? value) && value == expected[key]));
        Assert.False(store.Contains(new DataCid("cid2000")));
        Assert.Equal(order.Count, store.Count);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 3)]
    [InlineData(3, 0)]
    [InlineData(3, 5)]
    public void A_union_has_the_entries_of_both_and_changes_neither(int ours, int theirs)
    {
        CidStore<string> left = Store(0, ours, "left"), right = Store(2, theirs, "right");
        (string, string)[] leftBefore = Entries(left), rightBefore = Entries(right);
        CidStore<string> union = left.Union(right);
        string[] expected = [.. leftBefore.Concat(rightBefore).Select(entry => entry.Item1).Distinct()];
        Assert.Equal(expected, Entries(union).Select(entry => entry.Item1));
        Assert.All(rightBefore, entry => Assert.Contains(entry, Entries(union)));

        union.Set(new DataCid("added"), "value");
        foreach (string key in expected)
        {
            union.Set(new DataCid(key), "changed");
        }

        Assert.Equal(expected.Length + 1, union.Count);
        Assert.Equal(leftBefore, Entries(left));
        Assert.Equal(rightBefore, Entries(right));
    }

    private static CidStore<string> Store(int first, int count, string value)
    {
        CidStore<string> store = new(count);
        for (int i = first; i < first + count; i++)
        {
            store.Set(new DataCid($"cid{i}"), $"{value} {i}");
        }

        return store;
    }

    private static (string, string)[] Entries(CidStore<string> store)
    {
        List<(string, string)> entries = [];
        foreach ((DataCid cid, string value) in store)
        {
            entries.Add((cid.Text, value));
        }

        return [.. entries];
    }
}

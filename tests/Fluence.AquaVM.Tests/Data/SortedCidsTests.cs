using Fluence.AquaVM.Data;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Tests.Data;

public sealed class SortedCidsTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0, 30)]
    [InlineData(30, 0)]
    [InlineData(30, 1)]
    [InlineData(20, 25)]
    public void What_is_known_does_not_change_the_order(int knownCount, int moreCount)
    {
        List<DataCid> found = [.. Enumerable.Range(0, knownCount + moreCount).Select(i => new DataCid(JsonCid.Of([(byte)(i % 40)])))];
        SortedCids known = SortedCids.Of(found[..knownCount], null);
        SortedCids others = SortedCids.Of([.. found.Skip(1), new DataCid("other")], null);
        string[] expected = [.. found.Select(cid => cid.Text).Order(StringComparer.Ordinal)];
        Assert.Equal(expected, SortedCids.Of(found, null).Sorted.Select(cid => cid.Text));
        Assert.Equal(expected, SortedCids.Of(found, known).Sorted.Select(cid => cid.Text));
        Assert.Equal(expected, SortedCids.Of(found, others).Sorted.Select(cid => cid.Text));
    }

    [Fact]
    public void The_same_again_is_not_sorted_again()
    {
        SortedCids known = SortedCids.Of([new DataCid("b"), new DataCid("a")], null);
        Assert.Same(known, SortedCids.Of([new DataCid("b"), new DataCid("a")], known));
    }
}

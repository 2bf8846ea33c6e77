using System.Text;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Content;

namespace Fluence.AquaVM.Tests.Data;

public sealed class CidOrderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_order_is_that_of_the_bytes_with_usual_texts_and_with_others(bool withOthers)
    {
        List<DataCid> cids = [.. Enumerable.Range(0, 500).Select(static i => new DataCid(JsonCid.Of(Encoding.UTF8.GetBytes($"{i / 2}"))))];
        cids.AddRange(Enumerable.Range(0, 50).Select(i => new DataCid(cids[0].Text[..50] + $"{i % 7}abcdefghij")));
        cids.AddRange(withOthers ? [new DataCid("z"), new DataCid(""), new DataCid("é")] : []);
        string[] expected = [.. cids.Select(static cid => cid.Text)];
        Array.Sort(expected, static (left, right) => Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right)));
        CidOrder.Sort(cids);
        Assert.Equal(expected, cids.Select(static cid => cid.Text));
    }
}

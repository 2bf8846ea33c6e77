using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Dag;

public sealed class DagWalkerTests
{
    private readonly BlockStore _store = new(TestFolder.New(), long.MaxValue);

    [Fact]
    public async Task Every_block_is_got_once()
    {
        Block root = Diamonds(50);

        long bytes = await DagWalker.FetchAsync(_store, root.Cid, long.MaxValue, default);

        Assert.Equal(51, _store.Count);
        Assert.Equal(_store.Size - (51 * 4096), bytes);
    }

    [Fact]
    public async Task More_bytes_than_allowed_are_given_up()
    {
        Block root = Diamonds(50);
        long bytes = await DagWalker.FetchAsync(_store, root.Cid, long.MaxValue, default);

        Assert.Equal(bytes, await DagWalker.FetchAsync(_store, root.Cid, bytes, default));
        await Assert.ThrowsAsync<IpfsLimitException>(() => DagWalker.FetchAsync(_store, root.Cid, bytes - 1, default));
    }

    [Fact]
    public async Task A_missing_block_is_named()
    {
        Block root = Diamonds(5);
        Cid leaf = Block.Of(Multicodec.Raw, "leaf"u8.ToArray()).Cid;
        _store.Remove(leaf.Hash);

        Assert.Equal(leaf, (await Assert.ThrowsAsync<BlockNotFoundException>(
            () => DagWalker.FetchAsync(_store, root.Cid, long.MaxValue, default))).Cid);
    }

    /// <summary>Nodes that link twice to the one below: few blocks, and paths without number.</summary>
    private Block Diamonds(int levels)
    {
        Block block = Block.Of(Multicodec.Raw, "leaf"u8.ToArray());
        _store.Put(block);
        for (int i = 0; i < levels; i++)
        {
            block = DagNodes.EncodeCbor(new IpldList([new IpldLink(block.Cid), new IpldLink(block.Cid)]));
            _store.Put(block);
        }

        return block;
    }
}

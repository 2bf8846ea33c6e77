using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Blocks;

public sealed class BlockStoreTests
{
    private readonly string _folder = TestFolder.New();

    [Fact]
    public void What_was_put_is_there_after_a_restart()
    {
        Block block = Block.Of(Multicodec.Raw, "hello"u8.ToArray());
        BlockStore store = new(_folder, 1 << 20);

        Assert.True(store.Put(block));
        Assert.False(store.Put(block));
        BlockStore again = new(_folder, 1 << 20);
        Assert.True(again.TryGet(block.Cid, out Block? read));
        Assert.Equal("hello"u8, read.Value.Data.Span);
        Assert.Equal((1, store.Size), (again.Count, again.Size));
        Assert.Equal([block.Cid.Hash], again.All);
    }

    [Fact]
    public void A_block_that_is_not_what_its_id_says_is_refused()
    {
        BlockStore store = new(_folder, 1 << 20);
        Block block = Block.Of(Multicodec.Raw, "hello"u8.ToArray());

        Assert.Throws<IpfsFormatException>(() => store.Put(block with { Data = "hellO"u8.ToArray() }));
        Assert.Throws<IpfsFormatException>(() => store.Put(block with { Cid = new Cid(Multicodec.Raw, new Multihash(0xd5, new byte[32])) }));
        Assert.False(store.Has(block.Cid));
    }

    [Fact]
    public void A_damaged_file_is_no_block_and_can_be_put_again()
    {
        Block block = Block.Of(Multicodec.Raw, "hello"u8.ToArray());
        BlockStore store = new(_folder, 1 << 20);
        store.Put(block);
        string file = Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories).Single();

        File.WriteAllText(file, "hellO");
        Assert.False(store.TryGet(block.Cid, out _));
        Assert.True(store.Put(block));
        File.WriteAllText(file, "hel");
        Assert.True(store.Put(block));
        Assert.True(store.TryGet(block.Cid, out _));
        Assert.Equal(1, store.Count);
    }

    [Fact]
    public void What_a_write_that_was_cut_short_has_left_is_removed()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "tmp"));
        File.WriteAllText(Path.Combine(_folder, "tmp", "x"), "half");

        Assert.Equal(0, new BlockStore(_folder, 1 << 20).Count);
        Assert.Empty(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_full_store_says_so()
    {
        BlockStore store = new(_folder, 2 * 4096 + 10);
        store.Put(Block.Of(Multicodec.Raw, new byte[5]));
        store.Put(Block.Of(Multicodec.Raw, new byte[4]));

        StoreFullException full = Assert.Throws<StoreFullException>(() => store.Put(Block.Of(Multicodec.Raw, new byte[3])));
        Assert.Contains("ipfs_storage_limit", full.Message, StringComparison.Ordinal);
        Assert.Throws<IpfsLimitException>(() => store.Put(Block.Of(Multicodec.Raw, new byte[(2 << 20) + 1])));
    }

    [Fact]
    public void Blocks_of_the_identity_hash_are_everywhere()
    {
        BlockStore store = new(_folder, 1 << 20);
        Cid cid = new(Multicodec.Raw, new Multihash(Multicodec.Identity, "hi"u8.ToArray()));

        Assert.False(store.Put(new Block(cid, "hi"u8.ToArray())));
        Assert.True(store.TryGet(cid, out Block? block));
        Assert.Equal("hi"u8, block.Value.Data.Span);
        Assert.Equal(0, store.Count);
    }

    [Fact]
    public void Ids_of_both_versions_are_of_one_block()
    {
        BlockStore store = new(_folder, 1 << 20);
        Block old = Block.OfV0(new DagPbNode([], "x"u8.ToArray()).Encode());
        store.Put(old);

        Assert.True(store.Has(new Cid(Multicodec.DagPb, old.Cid.Hash)));
        Assert.True(Cid.TryParseAny(old.Cid.ToString(), out Cid parsed));
        Assert.Equal(old.Cid, parsed);
        Assert.NotEqual(old.Cid, new Cid(Multicodec.DagPb, old.Cid.Hash));
    }
}

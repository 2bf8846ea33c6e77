using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Ipfs.Pins;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Blocks;

public sealed class GarbageTests
{
    private readonly string _folder = TestFolder.New();

    [Fact]
    public async Task What_no_pin_reaches_is_collected()
    {
        IpfsNode node = new(_folder, new IpfsOptions());
        Cid kept = await AddAsync(node, Content.Lcg(600_000), pin: true), dropped = await AddAsync(node, Content.Lcg(700_000), pin: false);
        Assert.Equal(4 + 2, node.Store.Count);

        Assert.Equal(2, node.CollectGarbage().Count);
        Assert.True(node.Store.Has(kept));
        Assert.False(node.Store.Has(dropped));
        Assert.Empty(new IpfsNode(_folder, new IpfsOptions()).CollectGarbage());

        node.Unpin(kept);
        Assert.Equal(4, node.CollectGarbage().Count);
        Assert.Equal((0, 0), (node.Store.Count, node.Store.Size));
    }

    [Fact]
    public async Task Pins_say_how_they_keep()
    {
        IpfsNode node = new(_folder, new IpfsOptions());
        Cid root = await AddAsync(node, Content.Lcg(600_000), pin: true);
        Cid leaf = (await node.Store.GetAsync(root, default) is var block ? DagNodes.Links(block) : [])[1];
        Cid direct = await AddAsync(node, "x"u8.ToArray(), pin: false);
        await node.PinAsync(direct, isRecursive: false, default);

        Assert.Equal((PinMode.Recursive, null), node.FindPin(root));
        Assert.Equal((PinMode.Indirect, root), node.FindPin(leaf));
        Assert.Equal((PinMode.Direct, null), new IpfsNode(_folder, new IpfsOptions()).FindPin(direct));
        Assert.Equal(3, node.IndirectPins().Count);
        Assert.EndsWith(" is not pinned or pinned indirectly", Assert.Throws<IpfsException>(() => node.Unpin(Block.Of(0x55, new byte[9]).Cid)).Message);
        Assert.Contains($"under {root}", Assert.Throws<IpfsException>(() => node.Unpin(leaf)).Message, StringComparison.Ordinal);
        Assert.Empty(node.CollectGarbage());
    }

    [Fact]
    public void What_is_under_a_lease_is_kept_also_when_the_lease_begins_within_a_collection()
    {
        BlockStore store = new(_folder, 1 << 20);
        Block before = Block.Of(Multicodec.Raw, new byte[1]), within = Block.Of(Multicodec.Raw, new byte[2]), free = Block.Of(Multicodec.Raw, new byte[3]);
        using BlockLease lease = store.Lease();
        store.Put(before, lease);
        store.Put(within);
        store.Put(free);

        IReadOnlyList<Multihash> removed = store.Collect(() =>
        {
            using BlockLease late = store.Lease();
            Assert.True(store.Touch(within.Cid, late));
            return [];
        });

        Assert.Equal([free.Cid.Hash], removed);
    }

    [Fact]
    public async Task Files_that_are_added_beside_collections_are_whole()
    {
        IpfsNode node = new(_folder, new IpfsOptions());
        using CancellationTokenSource stop = new();
        Task collecting = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                node.CollectGarbage();
            }
        });
        List<Cid> added = [];
        for (int i = 0; i < 8; i++)
        {
            added.Add(await AddAsync(node, Content.Lcg(600_000 + i), pin: true));
        }

        await stop.CancelAsync();
        await collecting.Soon();
        foreach (Cid cid in added)
        {
            Assert.Equal(600_000, (await new UnixFsReader(node.Store).ReadAllAsync(cid, 1 << 20, default)).Length / 1000 * 1000);
        }
    }

    [Fact]
    public async Task A_full_store_makes_room_of_what_nobody_needs()
    {
        IpfsNode node = new(_folder, new IpfsOptions { StorageLimit = 1_000_000 });
        await AddAsync(node, Content.Lcg(700_000), pin: false);
        Cid second = await AddAsync(node, Content.Lcg(700_001), pin: true);

        Assert.Equal(700_001, (await new UnixFsReader(node.Store).ReadAllAsync(second, 1 << 20, default)).Length);
        await Assert.ThrowsAsync<StoreFullException>(() => AddAsync(node, new byte[700_000].Select((_, i) => (byte)i).ToArray(), pin: true));
    }

    [Fact]
    public void A_file_that_is_no_pin_is_told()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "pins"));
        File.WriteAllText(Path.Combine(_folder, "pins", "x"), "recursive");

        Assert.Contains("is no pin", Assert.Throws<IpfsException>(() => new IpfsNode(_folder, new IpfsOptions())).Message, StringComparison.Ordinal);
    }

    private static async Task<Cid> AddAsync(IpfsNode node, byte[] content, bool pin) =>
        (await node.AddFileAsync(new MemoryStream(content), new AddOptions { Pin = pin }, default)).Cid;
}

using Fluence.Crypto;
using Fluence.Ipfs.Bitswap;
using Fluence.Ipfs.Blocks;
using Fluence.Ipfs.Dag;
using Fluence.Ipfs.Tests.Support;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Bitswap;

/// <summary>Peers on loopback.</summary>
public sealed class BitswapNodeTests : IAsyncLifetime
{
    private readonly List<TestNode> _nodes = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (TestNode node in _nodes)
        {
            await node.DisposeAsync();
        }
    }

    [Fact]
    public async Task A_file_comes_from_the_peer_that_has_it()
    {
        TestNode ann = await StartAsync(), bob = await StartAsync(), carl = await StartAsync();
        await ann.Host.DialAsync(bob.Address).Soon();
        await ann.Host.DialAsync(carl.Address).Soon();
        byte[] content = Content.Lcg(3 << 20);
        Cid cid = await carl.AddAsync(content);

        using BlockLease lease = ann.Ipfs.Store.Lease();
        await ann.Ipfs.FetchAsync(cid, long.MaxValue, lease, default).Soon();

        Assert.Equal(content, await new UnixFsReader(ann.Ipfs.Store).ReadAllAsync(cid, long.MaxValue, default));
        Assert.Equal(0, ann.Bitswap.Wanted);
    }

    [Fact]
    public async Task A_block_that_comes_later_is_sent_to_who_asked_for_it()
    {
        TestNode ann = await StartAsync(), bob = await StartAsync();
        await ann.Host.DialAsync(bob.Address).Soon();
        Block block = Block.Of(Multicodec.Raw, Content.Lcg(10_000));
        TaskCompletionSource<BitswapMessage> answered = new();
        ann.Host.Handle(BitswapNode.Protocol, async (stream, cancellation) =>
        {
            while (await LengthPrefixed.ReadAsync(stream.Input, 1 << 22, cancellation) is { } bytes)
            {
                BitswapMessage message = BitswapCodec.Decode(bytes);
                if (!message.Blocks.IsEmpty)
                {
                    answered.TrySetResult(message);
                }
                else if (message.Presences.Any(presence => !presence.Has))
                {
                    bob.Ipfs.Store.Put(block);
                }
            }
        });

        await SendAsync(ann, bob, new Want(block.Cid, 1, IsCancel: false, OnlyPresence: false, SendDontHave: true));

        Assert.Equal(block.Cid, Assert.Single((await answered.Task.Soon()).Blocks).Cid);
    }

    [Fact]
    public async Task Who_asks_for_the_presence_of_a_small_block_gets_it()
    {
        TestNode ann = await StartAsync(), bob = await StartAsync();
        await ann.Host.DialAsync(bob.Address).Soon();
        Block small = Block.Of(Multicodec.Raw, new byte[1024]), large = Block.Of(Multicodec.Raw, new byte[1025]);
        bob.Ipfs.Store.Put(small);
        bob.Ipfs.Store.Put(large);
        TaskCompletionSource<BitswapMessage> answered = new();
        ann.Host.Handle(BitswapNode.Protocol, async (stream, cancellation) =>
            answered.TrySetResult(BitswapCodec.Decode((await LengthPrefixed.ReadAsync(stream.Input, 1 << 22, cancellation))!)));

        await SendAsync(ann, bob, Have(small), Have(large), Have(Block.Of(Multicodec.Raw, new byte[1])));

        BitswapMessage answer = await answered.Task.Soon();
        Assert.Equal(small.Cid, Assert.Single(answer.Blocks).Cid);
        Assert.Equal([true, false], answer.Presences.Select(presence => presence.Has));
        static Want Have(Block block) => new(block.Cid, 1, IsCancel: false, OnlyPresence: true, SendDontHave: true);
    }

    [Fact]
    public async Task A_peer_that_lies_does_not_keep_the_block_from_coming()
    {
        TestNode ann = await StartAsync(new IpfsOptions { PeerTimeout = TimeSpan.FromMilliseconds(50) }), bob = await StartAsync();
        Block block = Block.Of(Multicodec.Raw, Content.Lcg(10_000));
        await using Libp2pHost liar = new(KeyPair.Generate());
        TaskCompletionSource lied = new();
        liar.Handle(BitswapNode.Protocol, async (stream, cancellation) =>
        {
            while (await LengthPrefixed.ReadAsync(stream.Input, 1 << 22, cancellation) is { } bytes)
            {
                foreach (Want want in BitswapCodec.Decode(bytes).Wants.Where(want => !want.IsCancel))
                {
                    BitswapMessage lie = want.OnlyPresence
                        ? BitswapMessage.Empty with { Presences = [new BlockPresence(want.Cid, true)] }
                        : BitswapMessage.Empty with { Blocks = [block with { Data = new byte[10_000] }] };
                    await liar.SendAsync(stream.RemotePeer, BitswapNode.Protocol, LengthPrefixed.Frame(BitswapCodec.Encode(lie)), cancellation);
                    if (!want.OnlyPresence)
                    {
                        lied.TrySetResult();
                    }
                }
            }
        });
        await liar.DialAsync(ann.Address).Soon();
        Task<Block> getting = ann.Bitswap.GetAsync(block.Cid, default).AsTask();
        await lied.Task.Soon();
        bob.Ipfs.Store.Put(block);
        Task<Block> second = GetFromAsync();

        Assert.Equal(block.Data.ToArray(), (await second.Soon()).Data.ToArray());
        await Record.ExceptionAsync(() => getting.Soon());

        async Task<Block> GetFromAsync()
        {
            await ann.Host.DialAsync(bob.Address);
            while (true)
            {
                try
                {
                    return await ann.Bitswap.GetAsync(block.Cid, default);
                }
                catch (BlockNotFoundException)
                {
                    // bob is asked again
                }
            }
        }
    }

    [Fact]
    public async Task A_peer_that_does_not_read_keeps_no_other_from_getting_blocks()
    {
        TestNode ann = await StartAsync(), bob = await StartAsync();
        byte[] content = Content.Lcg(6 << 20);
        Cid cid = await bob.AddAsync(content);
        await using Libp2pHost stalled = new(KeyPair.Generate());
        TaskCompletionSource begun = new(), ended = new();
        stalled.Handle(BitswapNode.Protocol, async (_, _) =>
        {
            begun.TrySetResult();
            await ended.Task;
        });
        await stalled.DialAsync(bob.Address).Soon();
        BitswapMessage all = BitswapMessage.Empty with
        {
            Wants = [.. DagNodes.Links(await bob.Ipfs.Store.GetAsync(cid, default)).Select(
                link => new Want(link, 1, IsCancel: false, OnlyPresence: false, SendDontHave: false))],
        };
        await stalled.SendAsync(bob.Host.PeerId, BitswapNode.Protocol, LengthPrefixed.Frame(BitswapCodec.Encode(all)));
        await begun.Task.Soon();

        await ann.Host.DialAsync(bob.Address).Soon();
        using BlockLease lease = ann.Ipfs.Store.Lease();
        await ann.Ipfs.FetchAsync(cid, long.MaxValue, lease, default).Soon();

        Assert.Equal(content, await new UnixFsReader(ann.Ipfs.Store).ReadAllAsync(cid, long.MaxValue, default));
        ended.SetResult();
    }

    [Fact]
    public async Task More_than_the_limit_is_not_fetched()
    {
        TestNode ann = await StartAsync(), bob = await StartAsync();
        await ann.Host.DialAsync(bob.Address).Soon();
        Cid cid = await bob.AddAsync(Content.Lcg(3 << 20));

        using BlockLease lease = ann.Ipfs.Store.Lease();
        await Assert.ThrowsAsync<IpfsLimitException>(() => ann.Ipfs.FetchAsync(cid, 1 << 20, lease, default).Soon());
        Assert.Equal(0, ann.Bitswap.Wanted);
    }

    [Fact]
    public async Task Peers_without_bitswap_are_no_hindrance()
    {
        TestNode ann = await StartAsync();
        await using Libp2pHost other = new(KeyPair.Generate());
        await other.DialAsync(ann.Address).Soon();

        await Assert.ThrowsAsync<BlockNotFoundException>(() => ann.Bitswap.GetAsync(Block.Of(Multicodec.Raw, new byte[1]).Cid, default).Soon());
    }

    [Fact]
    public async Task Messages_that_are_none_end_their_stream_only()
    {
        TestNode ann = await StartAsync(), bob = await StartAsync();
        await ann.Host.DialAsync(bob.Address).Soon();
        Cid cid = await bob.AddAsync("hello"u8.ToArray());
        Random random = new(3);
        for (int i = 0; i < 50; i++)
        {
            byte[] noise = new byte[random.Next(1, 300)];
            random.NextBytes(noise);
            await Record.ExceptionAsync(() => ann.Host.SendAsync(bob.Host.PeerId, BitswapNode.Protocol, noise).AsTask().Soon());
        }

        Assert.Equal("hello"u8.ToArray(), (await ann.Bitswap.GetAsync(cid, default).Soon()).Data.ToArray());
    }

    private static async Task SendAsync(TestNode from, TestNode to, params Want[] wants)
    {
        BitswapMessage message = BitswapMessage.Empty with { Wants = [.. wants] };
        await using Libp2pStream stream = await from.Host.OpenStreamAsync(to.Host.PeerId, BitswapNode.Protocol).Soon();
        await stream.WriteAsync(LengthPrefixed.Frame(BitswapCodec.Encode(message))).Soon();
        await stream.CloseAsync().Soon();
    }

    private async Task<TestNode> StartAsync(IpfsOptions? options = null)
    {
        TestNode node = await TestNode.StartAsync(options);
        _nodes.Add(node);
        return node;
    }
}

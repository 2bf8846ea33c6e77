using Fluence.Crypto;
using Fluence.Ipfs.Bitswap;
using Fluence.Ipfs.Blocks;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Bitswap;

/// <summary>Whom a peer asks for blocks, and what it makes of the answers.</summary>
public sealed class BitswapClientTests
{
    private static readonly PeerId Ann = KeyPair.Generate().PeerId, Bob = KeyPair.Generate().PeerId, Eve = KeyPair.Generate().PeerId;
    private static readonly Block Hello = Block.Of(Multicodec.Raw, "hello"u8.ToArray()), Other = Block.Of(Multicodec.Raw, "other"u8.ToArray());

    private readonly List<PeerId> _connected = [Ann, Bob];
    private readonly List<(PeerId Peer, string What, Cid Cid)> _sent = [];
    private readonly ManualTimeProvider _time = new();
    private readonly BitswapClient _client;

    public BitswapClientTests() => _client = new BitswapClient(
        () => [.. _connected],
        (peer, want) => _sent.Add((peer, want.IsCancel ? "cancel" : want.OnlyPresence ? "have" : "block", want.Cid)),
        new IpfsOptions(), _time);

    [Fact]
    public async Task All_are_asked_and_the_first_that_has_it_sends_it()
    {
        Task<Block> getting = _client.GetAsync(Hello.Cid, default).AsTask();
        Assert.Equal([(Ann, "have"), (Bob, "have")], Sent());

        _client.OnPresence(Ann, new BlockPresence(Hello.Cid, false));
        _client.OnPresence(Bob, new BlockPresence(Hello.Cid, true));
        Assert.Equal([(Bob, "block")], Sent());
        Assert.True(_client.OnBlock(Bob, Hello));
        Assert.Equal(Hello, await getting.Soon());
        Assert.Empty(Sent());
        Assert.Equal(0, _client.Count);
    }

    [Fact]
    public async Task Who_sent_a_block_is_asked_for_the_next_at_once()
    {
        Task<Block> first = _client.GetAsync(Hello.Cid, default).AsTask();
        _client.OnBlock(Ann, Hello);
        await first.Soon();
        Assert.Equal([(Ann, "have"), (Bob, "have"), (Bob, "cancel")], Sent());

        Task<Block> second = _client.GetAsync(Other.Cid, default).AsTask();
        Assert.Equal([(Ann, "block")], Sent());
        _client.OnPresence(Ann, new BlockPresence(Other.Cid, false));
        Assert.Equal([(Bob, "have")], Sent());
        _client.OnBlock(Bob, Other);
        await second.Soon();
    }

    [Fact]
    public async Task A_peer_that_stalls_gives_way_to_the_next()
    {
        Task<Block> getting = _client.GetAsync(Hello.Cid, default).AsTask();
        _client.OnPresence(Ann, new BlockPresence(Hello.Cid, true));
        _client.OnPresence(Bob, new BlockPresence(Hello.Cid, true));
        Sent();

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal([(Ann, "cancel"), (Bob, "block")], Sent());
        _client.OnBlock(Bob, Hello);
        await getting.Soon();
        Assert.Empty(Sent());
    }

    [Fact]
    public async Task When_nobody_has_it_that_is_told_at_once()
    {
        Task<Block> getting = _client.GetAsync(Hello.Cid, default).AsTask();
        _client.OnPresence(Ann, new BlockPresence(Hello.Cid, false));
        Assert.False(getting.IsCompleted);
        _client.OnLost(Bob);

        Assert.Contains("none of 2 connected peers", (await Assert.ThrowsAsync<BlockNotFoundException>(() => getting.Soon())).Message, StringComparison.Ordinal);
        _connected.Clear();
        Assert.Contains("no connected peer", (await Assert.ThrowsAsync<BlockNotFoundException>(
            () => _client.GetAsync(Hello.Cid, default).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Peers_that_do_not_answer_are_not_waited_for_without_end()
    {
        Task<Block> getting = _client.GetAsync(Hello.Cid, default).AsTask();
        Sent();
        _time.Advance(TimeSpan.FromSeconds(10));

        Assert.Contains("within 10 s", (await Assert.ThrowsAsync<BlockNotFoundException>(() => getting.Soon())).Message, StringComparison.Ordinal);
        Assert.Equal([(Ann, "cancel"), (Bob, "cancel")], Sent());
        Assert.Equal((0, 0), (_client.Count, _time.TimerCount));
    }

    [Fact]
    public async Task Who_was_not_asked_is_not_believed()
    {
        Task<Block> getting = _client.GetAsync(Hello.Cid, default).AsTask();
        Sent();
        _client.OnPresence(Eve, new BlockPresence(Hello.Cid, true));
        Assert.False(_client.OnBlock(Eve, Other));
        Assert.Empty(Sent());

        Assert.True(_client.OnBlock(Eve, Hello));
        await getting.Soon();
    }

    [Fact]
    public async Task Who_connects_meanwhile_is_asked_too()
    {
        Task<Block> getting = _client.GetAsync(Hello.Cid, default).AsTask();
        Sent();
        _client.OnConnected(Eve);
        Assert.Equal([(Eve, "have")], Sent());
        _client.OnBlock(Eve, Hello);
        await getting.Soon();
        Assert.Equal([(Ann, "cancel"), (Bob, "cancel")], Sent());
    }

    [Fact]
    public async Task Those_who_want_the_same_share_one_question()
    {
        using CancellationTokenSource cancel = new();
        Task<Block> one = _client.GetAsync(Hello.Cid, cancel.Token).AsTask(), two = _client.GetAsync(Hello.Cid, default).AsTask();
        Assert.Equal(2, Sent().Count);

        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => one.Soon());
        Assert.Empty(Sent());
        _client.OnBlock(Ann, Hello);
        Assert.Equal(Hello, await two.Soon());
    }

    private List<(PeerId Peer, string What)> Sent()
    {
        List<(PeerId, string)> sent = [.. _sent.Select(want => (want.Peer, want.What))];
        _sent.Clear();
        return sent;
    }
}

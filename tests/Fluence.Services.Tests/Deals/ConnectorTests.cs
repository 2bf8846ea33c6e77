using Fluence.Crypto;
using Fluence.Services.Deals;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Deals;

/// <summary>The functions by which scripts see the chain: their shapes, and who may call them.</summary>
public sealed class ConnectorTests
{
    private static readonly string Numbers = $"[{string.Join(',', Enumerable.Repeat("0", 31))},1]";

    [Fact]
    public async Task Deals_have_the_shape_of_the_original()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        Assert.Equal("Failed to get deals: the chain has not been read yet", await FailAsync(peer, "connector.get_deals", "[]"));
        chain.Match(1, 1, "app", DealStatus.SmallBalance);
        chain.Match(2, 2, "app").Problem = "away";
        await peer.Peer.Deals!.Watcher.RefreshAsync(CancellationToken.None);
        Assert.Equal(
            "[{\"deal_id\":\"" + FakeChain.DealId(1) + "\",\"deal_info\":[{\"app_cid\":\"app\",\"status\":\"SMALL_BALANCE\",\"unit_ids\":["
            + Numbers + "]}],\"error\":[],\"success\":true},"
            + "{\"deal_id\":\"" + FakeChain.DealId(2) + "\",\"deal_info\":[],\"error\":[\"away\"],\"success\":false}]",
            (await peer.CallAsync("connector.get_deals", "[]")).ToString());
    }

    [Fact]
    public async Task Receipts_have_the_shape_of_the_original()
    {
        FakeChain chain = new() { Holds = true };
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        chain.Match(1, 1, "app");
        string worker = KeyPair.Generate().PeerId.ToString();
        string hash = (await peer.CallAsync(
            "connector.register_worker", $"[\"{FakeChain.DealId(1)}\", \"{worker}\", [{Numbers}]]")).ToString()!;
        Assert.Equal("\"0x1\"", hash);
        Assert.Equal(
            """[{"error":[],"receipt":[],"status":"pending","success":true}]""",
            (await peer.CallAsync("connector.get_tx_receipts", "[[\"0x1\"]]")).ToString());
        chain.Mine();
        Assert.Equal(
            """[{"error":[],"receipt":[{"block_number":"0x7","tx_hash":"0x1"}],"status":"ok","success":true}]""",
            (await peer.CallAsync("connector.get_tx_receipts", "[[\"0x1\"]]")).ToString());
        chain.Away = "no answer";
        Assert.Equal(
            """[{"error":["no answer"],"receipt":[],"status":"","success":false}]""",
            (await peer.CallAsync("connector.get_tx_receipts", "[[\"0x1\"]]")).ToString());
    }

    [Theory]
    [InlineData("get_deals", "get_deals")]
    [InlineData("register_worker", "register_worker")]
    [InlineData("get_tx_receipts", "get_tx_receipt")]
    public async Task Only_the_peer_itself_may_call_them(string function, string named)
    {
        await using DealHarness peer = await DealHarness.OpenAsync(new FakeChain());
        foreach (PeerId other in (PeerId[])[HostedHarness.Stranger, HostedHarness.Manager])
        {
            Assert.Equal(
                $"Only the root worker can call connector.{named}", await FailAsync(peer, $"connector.{function}", "[]", other));
        }
    }

    [Fact]
    public async Task Anyone_may_ask_who_works_for_any_deal()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerId host = KeyPair.Generate().PeerId, worker = KeyPair.Generate().PeerId;
        chain.Match(1, 1, "app").Others = [new DealWorker(FakeChain.Unit(8), host, worker)];
        string expected = "{\"error\":[],\"success\":true,\"workers\":["
            + $$"""{"host_id":"{{BuiltinHarness.Host}}","pat_id":"0x{{FakeChain.Unit(1)}}","worker_id":[]},"""
            + $$"""{"host_id":"{{host}}","pat_id":"0x{{FakeChain.Unit(8)}}","worker_id":["{{worker}}"]}]}""";
        Assert.Equal(expected, await ResolveAsync(peer, FakeChain.DealId(1)));
        Assert.Equal(expected, await ResolveAsync(peer, FakeChain.DealId(1)[2..].ToUpperInvariant()));

        // what was asked once is answered while the chain is away, too
        chain.Away = "no answer";
        peer.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(expected, await ResolveAsync(peer, FakeChain.DealId(1)));
        Assert.Equal("""{"error":["no answer"],"success":false,"workers":[]}""", await ResolveAsync(peer, FakeChain.DealId(2)));
        Assert.Equal(
            """{"error":["Invalid deal id 'x': invalid length"],"success":false,"workers":[]}""", await ResolveAsync(peer, "x"));
    }

    [Fact]
    public async Task A_peer_without_a_chain_says_so()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        Assert.Contains(
            "this peer is not connected with a chain", (await peer.GetAsync("subnet.resolve", $"[\"{FakeChain.DealId(1)}\"]")).ToString(),
            StringComparison.Ordinal);
        Assert.Contains("not found", await peer.FailAsync("connector.get_deals", "[]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Workers_are_made_with_units_in_either_spelling_or_without()
    {
        await using DealHarness peer = await DealHarness.OpenAsync(new FakeChain());
        foreach (string arguments in (string[])["[\"a\"]", "[\"b\", []]", $"[\"c\", [{Numbers}]]", $"[\"d\", [\"{FakeChain.Unit(2)}\"]]"])
        {
            await peer.CallAsync("worker.create", arguments);
        }
    }

    private static async Task<string> ResolveAsync(DealHarness peer, string deal) =>
        (await peer.CallAsync("subnet.resolve", $"[\"{deal}\"]", init: HostedHarness.Stranger)).ToString()!;

    private static async Task<string> FailAsync(DealHarness peer, string name, string arguments, PeerId? init = null)
    {
        AquaVM.CallResult result = await peer.TryCallAsync(name, arguments, init: init);
        Assert.Equal(1, result.RetCode);
        return ((Primitives.Json.JsonString)Primitives.Json.JsonValue.Parse(result.Result)).Value;
    }
}

using System.Collections.Immutable;
using Fluence.Services.Deals;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Deals;

/// <summary>A deal from its match to its end, as a peer lives it.</summary>
public sealed class LifeTests
{
    private const string Everything = "service:one service:two spell:clock spell:worker-spell";

    [Fact]
    public async Task A_matched_deal_gets_a_worker_with_all_that_the_application_says()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        chain.Match(1, 1, await AppAsync(peer));
        await peer.StartAsync();
        Assert.Empty(peer.Particles.Errors);
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Equal(Everything, await peer.NamesAsync(worker));
        Assert.True(await peer.IsActiveAsync(1));
        Assert.Equal([$"register {FakeChain.DealId(1)} {FakeChain.Unit(1)} {worker.Worker}"], chain.Sent);
        Assert.Contains(await peer.LogAsync("worker-spell", worker), line => line.StartsWith("INSTALLATION_SUCCESSFUL", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_first_reading_that_is_given_up_is_done_again()
    {
        FakeChain chain = new() { GivesUp = true };
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        chain.Match(1, 1, await AppAsync(peer));
        await peer.StartAsync();
        Assert.NotNull(peer.Peer.ChainProblem);
        await Eventually.TrueAsync(
            async () =>
            {
                await peer.PassAsync(TimeSpan.FromSeconds(1));
                return peer.Peer.ChainProblem is null;
            },
            "the chain is read");
        await peer.Particles.RunAsync(peer.Peer);
        Assert.Equal(Everything, await peer.NamesAsync(Assert.NotNull(await peer.FindWorkerAsync(1))));
    }

    [Fact]
    public async Task Nothing_is_done_again_when_nothing_changes()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        ImmutableArray<Item> before = await peer.ItemsAsync(worker);
        int lines = (await peer.LogAsync("worker-spell", worker)).Count;
        await peer.PassAsync(TimeSpan.FromHours(2));
        Assert.Equal([.. before], (IEnumerable<Item>)await peer.ItemsAsync(worker));
        Assert.Equal(lines, (await peer.LogAsync("worker-spell", worker)).Count);
        Assert.Single(chain.Sent);
    }

    [Fact]
    public async Task A_changed_application_replaces_what_has_changed_and_leaves_the_rest()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        ImmutableArray<Item> before = await peer.ItemsAsync(worker);
        chain[FakeChain.DealId(1)].AppCid = await peer.AddAppAsync([("one", "types"), ("two", "who_v2"), ("three", "who_v0")]);
        await peer.RefreshAsync();
        ImmutableArray<Item> after = await peer.ItemsAsync(worker);
        Assert.Empty(peer.Particles.Errors);
        Assert.Equal("service:one service:three service:two spell:worker-spell", await peer.NamesAsync(worker));
        Assert.Equal(Of(before, "one"), Of(after, "one"));
        Assert.Equal(Of(before, "worker-spell"), Of(after, "worker-spell"));
        Assert.NotEqual(Of(before, "two").Id, Of(after, "two").Id);
        Assert.Equal(4, peer.Peer.ServiceCount - 1);
    }

    [Fact]
    public async Task A_changed_spell_of_the_same_script_stays_and_one_of_another_is_replaced()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        string first = Of(await peer.ItemsAsync(worker), "clock").Id;
        string script = await peer.AddAsync("(null)"), same = await peer.AddAsync("""{"x":1}"""), config = await peer.AddAsync(new TriggerConfig(1, 0, 60).ToJson().ToString()!);
        chain[FakeChain.DealId(1)].AppCid = await peer.AddAsync(
            $$"""{"services":[],"spells":[{"name":"clock","script":"{{script}}","config":"{{config}}","init_args":"{{same}}"}]}""");
        await peer.RefreshAsync();
        Assert.Empty(peer.Particles.Errors);
        Assert.Equal(first, Of(await peer.ItemsAsync(worker), "clock").Id);
        Assert.Contains("\"period_sec\":60", (await peer.CallAsync("clock.get_trigger_config", "[]", worker)).ToString(), StringComparison.Ordinal);
        Assert.Contains("\"value\":\"1\"", (await peer.CallAsync("clock.get_string", "[\"x\"]", worker)).ToString(), StringComparison.Ordinal);
        chain[FakeChain.DealId(1)].AppCid = await peer.AddAppAsync([], ("clock", "(seq (null) (null))"));
        await peer.RefreshAsync();
        Assert.NotEqual(first, Of(await peer.ItemsAsync(worker), "clock").Id);
        Assert.Equal("spell:clock spell:worker-spell", await peer.NamesAsync(worker));
    }

    [Fact]
    public async Task A_deal_that_waits_for_workers_is_registered_and_installed_once_it_is_active()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        FakeDeal deal = chain.Match(1, 1, await AppAsync(peer), DealStatus.NotEnoughWorkers);
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.False(await peer.IsActiveAsync(1));
        Assert.Equal("spell:worker-spell", await peer.NamesAsync(worker));
        Assert.Equal(worker.Worker, deal.Worker);
        deal.Status = DealStatus.Active;
        await peer.RefreshAsync();
        Assert.True(await peer.IsActiveAsync(1));
        Assert.Equal(Everything, await peer.NamesAsync(worker));
        Assert.Empty(peer.Particles.Errors);
    }

    [Fact]
    public async Task A_worker_that_is_stopped_and_started_again_runs_its_spells_again()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        ImmutableArray<Item> before = await peer.ItemsAsync(worker);
        chain[FakeChain.DealId(1)].Status = DealStatus.NotEnoughWorkers;
        await peer.RefreshAsync();
        Assert.False(await peer.IsActiveAsync(1));
        Assert.Contains("\"period_sec\":0", (await peer.CallAsync("clock.get_trigger_config", "[]", worker)).ToString(), StringComparison.Ordinal);
        chain[FakeChain.DealId(1)].Status = DealStatus.SmallBalance;
        await peer.RefreshAsync();
        Assert.True(await peer.IsActiveAsync(1));
        Assert.Contains(
            "\"period_sec\":3600", (await peer.CallAsync("clock.get_trigger_config", "[]", worker)).ToString(), StringComparison.Ordinal);
        Assert.Equal([.. before], (IEnumerable<Item>)await peer.ItemsAsync(worker));
    }

    [Theory]
    [InlineData(DealStatus.Ended)]
    [InlineData(DealStatus.InsufficientFunds)]
    public async Task When_a_deal_is_over_its_unit_is_returned_and_nothing_is_left(DealStatus end)
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        chain.Holds = true;
        chain[FakeChain.DealId(1)].Status = end;
        await peer.RefreshAsync();
        Assert.False(await peer.IsActiveAsync(1));
        Assert.Equal($"return {FakeChain.Unit(1)}", chain.Sent[^1]);
        chain.Mine();
        await peer.RefreshAsync(2);
        Assert.Null(await peer.FindWorkerAsync(1));
        Assert.Equal(1, peer.Peer.ServiceCount);
        Assert.Empty(peer.Peer.Modules.All);
        Assert.Equal("[]", (await peer.CallAsync("dist.list_blueprints", "[]")).ToString());
        Assert.Equal(2, chain.Sent.Count);
        Assert.NotNull(worker.Worker);
    }

    [Fact]
    public async Task A_deal_that_one_answer_does_not_name_is_kept()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        string app = chain[FakeChain.DealId(1)].AppCid;
        chain.Remove(1);
        await peer.RefreshAsync();
        Assert.Equal(worker, await peer.FindWorkerAsync(1));
        chain.Match(1, 1, app).Worker = worker.Worker;
        await peer.RefreshAsync();
        Assert.Equal(worker, await peer.FindWorkerAsync(1));
        chain.Remove(1);
        await peer.RefreshAsync(2);
        Assert.Null(await peer.FindWorkerAsync(1));
    }

    [Fact]
    public async Task An_endpoint_that_has_fallen_behind_is_not_believed_until_it_stays_so()
    {
        FakeChain chain = new() { Block = 50 };
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        chain.Block = 49;
        chain.Remove(1);
        await peer.RefreshAsync(5);
        Assert.Equal(worker, await peer.FindWorkerAsync(1));
        Assert.StartsWith("the endpoint is behind: it has told of block 50 before", peer.Peer.ChainProblem, StringComparison.Ordinal);
        await peer.PassAsync(TimeSpan.FromMinutes(2));
        await peer.RefreshAsync(2);
        Assert.Null(peer.Peer.ChainProblem);
        Assert.Null(await peer.FindWorkerAsync(1));
    }

    [Fact]
    public async Task What_failed_while_the_chain_was_away_is_done_as_soon_as_it_answers()
    {
        FakeChain chain = new() { Refuses = "away" };
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        chain.Match(1, 1, await peer.AddAppAsync([("one", "types")]));
        await peer.StartAsync();
        await peer.PassAsync(TimeSpan.FromSeconds(5));
        (chain.Refuses, chain.Away) = (null, "away");
        await peer.RefreshAsync();
        chain.Away = null;
        await peer.RefreshAsync();
        Assert.NotNull(chain[FakeChain.DealId(1)].Worker);
    }

    [Fact]
    public async Task While_the_chain_is_away_workers_go_on_and_what_was_read_is_answered()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        PeerScope worker = await ServeAsync(peer, chain);
        await peer.RefreshAsync();
        chain.Away = "connection refused";
        await peer.PassAsync(TimeSpan.FromMinutes(30));
        await peer.RefreshAsync();
        Assert.True(await peer.IsActiveAsync(1));
        Assert.Equal("connection refused", peer.Peer.ChainProblem);
        Assert.True(peer.Peer.ChainAge >= TimeSpan.FromMinutes(29));
        Assert.Contains("\"ACTIVE\"", (await peer.CallAsync("connector.get_deals", "[]")).ToString(), StringComparison.Ordinal);
        Assert.Contains(
            worker.Worker!.ToString(), (await peer.CallAsync("subnet.resolve", $"[\"{FakeChain.DealId(1)}\"]")).ToString(),
            StringComparison.Ordinal);
        chain.Away = null;
        chain[FakeChain.DealId(1)].Status = DealStatus.NotEnoughWorkers;
        await peer.PassAsync(TimeSpan.FromMinutes(2));
        await peer.RefreshAsync();
        Assert.False(await peer.IsActiveAsync(1));
        Assert.Null(peer.Peer.ChainProblem);
    }

    [Fact]
    public async Task Many_deals_are_served_beside_each_other_and_a_bad_one_does_not_hinder_the_others()
    {
        FakeChain chain = new();
        await using DealHarness peer = await DealHarness.OpenAsync(chain);
        chain.Match(1, 1, await peer.AddAsync("{\"services\":1}"));
        chain.Match(2, 2, await AppAsync(peer));
        chain.Match(3, 3, await peer.AddAppAsync([("one", "who_v0")])).Problem = "it could not be read";
        await peer.StartAsync();
        PeerScope bad = Assert.NotNull(await peer.FindWorkerAsync(1)), good = Assert.NotNull(await peer.FindWorkerAsync(2));
        Assert.Null(await peer.FindWorkerAsync(3));
        Assert.Equal(Everything, await peer.NamesAsync(good));
        Assert.Equal("spell:worker-spell", await peer.NamesAsync(bad));
        Assert.Contains(
            await peer.LogAsync("worker-spell", bad),
            line => line == "INSTALLATION_FAILED the definition of the worker is wrong: services is no array");
        chain[FakeChain.DealId(1)].AppCid = chain[FakeChain.DealId(2)].AppCid;
        await peer.RefreshAsync();
        Assert.Equal(Everything, await peer.NamesAsync(bad));
    }

    private static Item Of(ImmutableArray<Item> items, string name) => items.Single(item => item.Name == name);

    private static Task<string> AppAsync(DealHarness peer) => peer.AddAppAsync([("one", "types"), ("two", "disk")], ("clock", "(null)"));

    private static async Task<PeerScope> ServeAsync(DealHarness peer, FakeChain chain)
    {
        chain.Match(1, 1, await AppAsync(peer));
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Equal(Everything, await peer.NamesAsync(worker));
        return worker;
    }
}

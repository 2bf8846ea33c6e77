using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Services.Deals;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A chain that takes back what the peer itself has sent, or the customer, for good: what the new chain says counts.</summary>
public sealed class UndoneTests
{
    // in which the price of a published deal rises to what the peer asks for
    private static readonly TimeSpan _window = TimeSpan.FromSeconds(60);

    [AnvilFact]
    public async Task A_join_that_is_undone_is_made_again()
    {
        await using FaultyChain chain = await JoinedAsync();
        string snapshot = await PublishAsync(chain);
        await chain.UntilServedAsync();
        await chain.UndoAsync(snapshot, () => PassWindowAsync(chain));
        PeerId worker = await chain.UntilServedAsync();
        await Eventually.TrueAsync(() => HasOneWorkerAsync(chain, worker), "there is one worker, which the chain knows");
        Assert.Single(await chain.Network.Deals.GetUnitsAsync(chain.Deal).Soon());

        // the join, and the worker: the former one, whose transaction is empty then, or has named it, and perhaps another
        Assert.InRange(await chain.Network.CountSentAsync(), 2UL, 3UL);
        Assert.Equal((0, false), await chain.Network.CountWastedAsync());
    }

    [AnvilFact]
    public async Task Who_has_lost_the_place_of_an_undone_join_leaves_nothing_behind()
    {
        await using FaultyChain chain = await JoinedAsync();
        (Bytes32 offer, Bytes32 unit) = await chain.Network.AddProviderAsync();
        string snapshot = await PublishAsync(chain);
        await chain.UntilServedAsync();
        await chain.UndoAsync(snapshot, () => chain.Network.Deals.MatchAsync(chain.Deal, [(offer, [unit])]).Soon());
        await Eventually.TrueAsync(
            async () => (await chain.Network.OwnWorkerAsync(chain.Deal)).Length == 0, "the worker is gone");
        Assert.Equal(unit, Assert.Single(await chain.Network.Deals.GetUnitsAsync(chain.Deal).Soon()).Id);
        Assert.Null(await chain.Network.FindWorkerAsync(chain.Deal));

        // and goes on: the next deal gets the unit
        await PublishAsync(chain);
        await chain.UntilServedAsync();
        Assert.Equal((0, false), await chain.Network.CountWastedAsync());
    }

    [AnvilFact]
    public async Task A_unit_whose_return_is_undone_works_again_and_proves_no_more()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync(proves: true);
        ChainNetwork network = chain.Network;
        await chain.MakeDealAsync();
        await chain.MatchAsync();
        await chain.UntilServedAsync();
        string snapshot = await network.Anvil.SnapshotAsync().Soon();
        await network.Deals.StopAsync(chain.Deal).Soon();
        await Eventually.TrueAsync(
            async () => (await network.Deals.GetUnitsAsync(chain.Deal).Soon()).IsEmpty
                && (await network.OwnWorkerAsync(chain.Deal)).Length == 0,
            "the unit is returned and the worker gone");
        await network.PassEpochAsync();
        await Eventually.TrueAsync(
            async () => (await network.ProvedAsync()).Contains(network.Units[0]), "the unit proves its capacity");

        await chain.UndoAsync(snapshot);
        PeerId worker = await chain.UntilServedAsync();
        await Eventually.TrueAsync(() => HasOneWorkerAsync(chain, worker), "there is one worker, which the chain knows");
        ulong since = await network.Anvil.Client.BlockNumberAsync().Soon();
        await network.PassEpochAsync();
        await Eventually.TrueAsync(
            async () => (await network.ProvedAsync(since)).Contains(network.Units[1]), "the unit that is in no deal proves its capacity");
        await chain.UntilAskedAsync(50);
        Assert.DoesNotContain(network.Units[0], await network.ProvedAsync(since));
        Assert.Equal(network.Units[0], Assert.Single(await network.Deals.GetUnitsAsync(chain.Deal).Soon()).Id);
        Assert.Equal(Market.Deals.DealStatus.Active, (await network.Deals.GetAsync(chain.Deal).Soon()).Status);
        Assert.False((await network.CountWastedAsync()).IsGap);
    }

    [AnvilFact]
    public async Task A_registration_that_is_undone_long_after_it_is_made_again()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        chain.Delay("eth_sendRawTransaction");
        await chain.MatchAsync();
        await chain.UntilDelayedAsync();
        string snapshot = await chain.Network.Anvil.SnapshotAsync().Soon();
        chain.Release();
        PeerId worker = await chain.UntilServedAsync();

        // so many blocks later nobody looks after the transaction any more
        FileInfo journal = new(Path.Combine(chain.Network.Node.Config.BaseDir, "persistent", "transactions.journal"));
        long length = journal.Length;
        await chain.Network.Anvil.MineAsync(20).Soon();
        await Eventually.TrueAsync(() => Task.FromResult(IsLonger(journal, length)), "the transaction counts as done");
        await chain.UndoAsync(snapshot);
        Assert.Equal(worker, await chain.UntilServedAsync());
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
        Assert.Equal(1UL, await chain.Network.CountSentAsync());
    }

    [AnvilFact]
    public async Task An_application_whose_change_is_undone_is_what_it_was()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        ChainNetwork network = chain.Network;
        await chain.MakeDealAsync();
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();
        string snapshot = await network.Anvil.SnapshotAsync().Soon();
        await network.Deals.ChangeAppAsync(chain.Deal, await network.AddAppAsync(("two", "who_v2"))).Soon();
        await Eventually.TrueAsync(() => network.HasServiceAsync(chain.Deal, worker, "two"), "the new application is installed");
        await Eventually.TrueAsync(
            async () => !await network.HasServiceAsync(chain.Deal, worker, "one"), "the former one is gone");

        await chain.UndoAsync(snapshot);
        Assert.Equal(worker, await chain.UntilServedAsync());
        await Eventually.TrueAsync(
            async () => !await network.HasServiceAsync(chain.Deal, worker, "two"), "what was undone is gone");
        Assert.Equal("[1,2]", await network.CallAsync(worker, "one.echo_u64s", "[1,2]"));
        Assert.Equal(1UL, await network.CountSentAsync());
    }

    private static bool IsLonger(FileInfo file, long length)
    {
        file.Refresh();
        return file.Length > length;
    }

    private static Task<FaultyChain> JoinedAsync() => FaultyChain.StartAsync(new ProviderPolicy { Joins = true, MinPrice = 1_900_000 });

    /// <summary>Publishes a deal that the peer joins; gives the state in which it does not pay enough yet.</summary>
    private static async Task<string> PublishAsync(FaultyChain chain)
    {
        await chain.MakeDealAsync();
        await chain.Network.Deals.PublishAsync(chain.Deal, _window).Soon();
        string snapshot = await chain.Network.Anvil.SnapshotAsync().Soon();
        await PassWindowAsync(chain);
        return snapshot;
    }

    private static Task PassWindowAsync(FaultyChain chain) => chain.Network.Anvil.IncreaseTimeAsync(_window).Soon();

    private static async Task<bool> HasOneWorkerAsync(FaultyChain chain, PeerId worker) =>
        await chain.Network.CallAsync(chain.Network.Node.PeerId, "worker.list", "0") == $"[\"{worker}\"]"
        && worker == await chain.Network.FindWorkerAsync(chain.Deal);
}

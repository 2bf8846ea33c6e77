using Fluence.Crypto;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A chain that takes back what a peer has acted on: the peer comes to what the new chain says.</summary>
public sealed class ReorganisationTests
{
    [AnvilFact]
    public async Task A_worker_whose_registration_is_undone_is_registered_again_by_the_same_transaction()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();
        chain.Fail(Fault.Refuse);

        // nobody sends anything after the registration, so it is in the newest block
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
        await chain.Network.Anvil.ReorganiseAsync(1).Soon();
        Assert.Null(await chain.Network.FindWorkerAsync(chain.Deal));
        Assert.Equal(0UL, await chain.Network.CountSentAsync());
        await chain.UntilAwayAsync();
        await chain.RecoverAsync();

        Assert.Equal(worker, await chain.UntilServedAsync());
        Assert.Equal(1UL, await chain.Network.CountSentAsync());
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
    }

    [AnvilFact]
    public async Task A_match_that_is_undone_takes_its_worker_along_and_a_new_one_is_served_anew()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        string before = await chain.Network.Anvil.SnapshotAsync().Soon();
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();
        Assert.Equal(worker.ToString(), await chain.Network.OwnWorkerAsync(chain.Deal));

        await chain.Network.Anvil.RevertAsync(before).Soon();
        await chain.Network.Anvil.MineAsync(10).Soon();
        await Eventually.TrueAsync(
            async () => (await chain.Network.OwnWorkerAsync(chain.Deal)).Length == 0, "the worker of the undone match is gone");

        await chain.MatchAsync();
        PeerId other = await chain.UntilServedAsync();
        Assert.NotEqual(worker, other);
        Assert.Equal($"[\"{other}\"]", await chain.Network.CallAsync(chain.Network.Node.PeerId, "worker.list", "0"));
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
    }

    [AnvilFact]
    public async Task A_match_that_is_in_the_new_chain_too_keeps_its_worker()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        string before = await chain.Network.Anvil.SnapshotAsync().Soon();
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();
        chain.Fail(Fault.Refuse);
        await chain.UntilAwayAsync();

        // meanwhile the chain changes behind the endpoint
        await chain.Network.Anvil.RevertAsync(before).Soon();
        await chain.Network.Anvil.MineAsync(5).Soon();
        await chain.MatchAsync();
        Assert.Null(await chain.Network.FindWorkerAsync(chain.Deal));
        await chain.RecoverAsync();

        Assert.Equal(worker, await chain.UntilServedAsync());
        Assert.Equal(1UL, await chain.Network.CountSentAsync());
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
    }
}

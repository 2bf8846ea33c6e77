using Fluence.Crypto;
using Fluence.Services.Deals;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>
/// An endpoint that carries out what it is asked, loses the answer, and is away for more than a minute by the peer's clock: longer than
/// anything is waited for. Then it is back with the same chain, or with another.
/// </summary>
public sealed class OutageTests
{
    [AnvilTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_outage_in_the_middle_of_an_installation_loses_and_doubles_nothing(bool isReplaced)
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        string snapshot = await chain.Network.Anvil.SnapshotAsync().Soon();
        chain.FailFrom("eth_sendRawTransaction", Fault.LoseAnswer);
        await chain.MatchAsync();
        await chain.OutlastAsync(isReplaced ? () => chain.ReplaceAsync(snapshot, chain.MatchAsync) : null);
        PeerId worker = await chain.UntilServedAsync();
        await AssertAsync(chain, worker, sent: 1);
    }

    [AnvilTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_outage_while_a_deal_is_joined_loses_and_doubles_nothing(bool isReplaced)
    {
        await using FaultyChain chain = await FaultyChain.StartAsync(new ProviderPolicy { Joins = true });
        await chain.MakeDealAsync();
        chain.FailFrom("eth_sendRawTransaction", Fault.LoseAnswer);
        string snapshot = await chain.Network.Anvil.SnapshotAsync().Soon();
        await chain.Network.Deals.PublishAsync(chain.Deal, TimeSpan.FromSeconds(1)).Soon();
        await chain.Network.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(1)).Soon();
        await chain.OutlastAsync(isReplaced ? () => chain.ReplaceAsync(snapshot, async () =>
        {
            await chain.Network.Deals.PublishAsync(chain.Deal, TimeSpan.FromSeconds(1)).Soon();
            await chain.Network.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(1)).Soon();
        }) : null);
        PeerId worker = await chain.UntilServedAsync();
        Assert.Single(await chain.Network.Deals.GetUnitsAsync(chain.Deal).Soon());
        await AssertAsync(chain, worker, sent: 2);
    }

    [AnvilTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_long_outage_while_a_unit_is_returned_leaves_what_the_chain_says(bool isReplaced)
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();
        string snapshot = await chain.Network.Anvil.SnapshotAsync().Soon();
        chain.FailFrom("eth_sendRawTransaction", Fault.LoseAnswer);
        await chain.Network.Deals.StopAsync(chain.Deal).Soon();
        await chain.OutlastAsync(isReplaced ? () => chain.ReplaceAsync(snapshot) : null);
        if (isReplaced)
        {
            // nobody has stopped the deal there
            Assert.Equal(worker, await chain.UntilServedAsync());
            await Eventually.TrueAsync(
                async () => await chain.Network.CountSentAsync() == 2, "an empty transaction has the nonce of the return");
            await AssertAsync(chain, worker, sent: 2);
            return;
        }

        await Eventually.TrueAsync(async () => (await chain.Network.OwnWorkerAsync(chain.Deal)).Length == 0, "the worker is gone");
        Assert.Empty(await chain.Network.Deals.GetUnitsAsync(chain.Deal).Soon());
        Assert.Equal(2UL, await chain.Network.CountSentAsync());
        Assert.Equal((0, false), await chain.Network.CountWastedAsync());
    }

    /// <summary>There is one worker, named once, and nothing was sent in vain.</summary>
    private static async Task AssertAsync(FaultyChain chain, PeerId worker, ulong sent)
    {
        Assert.Equal($"[\"{worker}\"]", await chain.Network.CallAsync(chain.Network.Node.PeerId, "worker.list", "0"));
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
        Assert.Equal(sent, await chain.Network.CountSentAsync());
        Assert.Equal((0, false), await chain.Network.CountWastedAsync());
        Assert.Single(await chain.Network.Deals.GetUnitsAsync(chain.Deal).Soon());
    }
}

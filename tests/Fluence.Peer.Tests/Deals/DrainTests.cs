using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A deal whose deposit is used up while it is served.</summary>
public sealed class DrainTests
{
    private const int Price = 2_000_000, Deposit = 20_000_000;

    [AnvilFact]
    public async Task A_drained_deal_pays_what_was_worked_for_and_is_left_for_good()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        ChainNetwork network = chain.Network;
        await chain.MakeDealAsync();
        Address deal = chain.Deal;
        Assert.Equal(Deposit, await BalanceAsync(network, deal));
        BigInteger earned = await BalanceAsync(network, network.Provider.Account);
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();

        int epochs = 0;
        while ((await network.Deals.GetAsync(deal).Soon()).Status != DealStatus.InsufficientFunds)
        {
            // as long as it pays it is worked for
            Assert.Equal(worker, await network.FindWorkerAsync(deal));
            Assert.True(await network.HasServiceAsync(deal, worker, "one"));
            await network.PassEpochAsync();
            Assert.InRange(++epochs, 1, Deposit / Price);
        }

        await Eventually.TrueAsync(
            async () => (await network.Deals.GetUnitsAsync(deal).Soon()).IsEmpty, "the unit is returned by the peer");
        earned = await BalanceAsync(network, network.Provider.Account) - earned;
        BigInteger rest = await BalanceAsync(network, deal);
        Assert.Equal(Deposit, earned + rest);
        Assert.Equal(epochs * Price, earned);
        Assert.Equal(rest, (await network.Deals.GetAsync(deal).Soon()).FreeBalance);
        await UntilGoneAsync(network, deal);

        // who pays in afterwards gets no worker back, and pays nothing for one
        await network.Deals.DepositAsync(deal, Deposit).Soon();
        await network.PassEpochAsync();
        await chain.UntilAskedAsync(50);
        await UntilGoneAsync(network, deal);
        Assert.Empty(await network.Deals.GetUnitsAsync(deal).Soon());
        Assert.Equal(rest + Deposit, await BalanceAsync(network, deal));
        Assert.Equal(DealStatus.NotEnoughWorkers, (await network.Deals.GetAsync(deal).Soon()).Status);

        // a registration and a return
        Assert.Equal(2UL, await network.CountSentAsync());
    }

    private static Task UntilGoneAsync(ChainNetwork network, Address deal) => Eventually.TrueAsync(
        async () => (await network.OwnWorkerAsync(deal)).Length == 0, "the worker is gone");

    private static Task<BigInteger> BalanceAsync(ChainNetwork network, Address owner) =>
        network.Anvil.Client.CallAsync(network.Deployment.PaymentToken, new TestERC20Contract.BalanceOf(owner)).Soon();
}

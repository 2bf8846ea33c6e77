using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Commitments;
using Fluence.Market.Deals;
using Fluence.Market.Offers;
using Fluence.TestKit;

namespace Fluence.Market.Tests;

/// <summary>A deal's life, by the calls that peers and the command line make.</summary>
public sealed class LifeCycleTests
{
    private static readonly ContractCode Original = new(OriginalContracts.CodeOf);

    [AnvilFact]
    public async Task Our_contracts_are_where_the_original_clients_look_for_them()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        Assert.Equal(Deployment.Local, market.Deployment);
        Assert.Equal(market.Deployment, await Deployment.FindAsync(
            market.Client, Deployment.Local.Core, Deployment.Local.PaymentToken, Deployment.Local.Multicall).Soon());
    }

    [AnvilFact]
    public Task A_deal_lives_on_our_contracts() => LiveAsync(ContractCode.Own);

    [AnvilFact]
    public Task A_deal_lives_on_the_original_contracts() => LiveAsync(Original);

    [AnvilFact]
    public async Task A_provider_picks_up_a_published_deal()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        await using TransactionSender provider = market.Sender(1);
        await using TransactionSender customer = market.Sender(2);
        (_, List<OfferedPeer> peers) = await market.ProvideAsync(provider, 1, 1_000_000);
        Address deal = await market.Deals(customer).CreateAsync(new DealTerms(Marketplace.App, 20_000_000, 1, 1, 2_000_000)).Soon();

        await market.Deals(customer).PublishAsync(deal, TimeSpan.FromSeconds(100)).Soon();
        ContractRevertedException early = await Assert.ThrowsAsync<ContractRevertedException>(
            () => market.Deals(provider).JoinAsync(deal, peers[0].Units[0]).Soon());
        Assert.Equal("PriceTooLow", early.Error?.Name);
        Assert.StartsWith($"Market.joinDeal was refused by the contract: PriceTooLow(deal: {deal}, price: ", early.Message, StringComparison.Ordinal);

        await market.Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds(60));
        await market.Deals(provider).JoinAsync(deal, peers[0].Units[0]).Soon();
        DealInfo joined = await market.Deals(customer).GetAsync(deal).Soon();
        Assert.Equal(peers[0].Units[0], Assert.Single(joined.Units).Id);
        Assert.InRange(joined.PricePerWorkerEpoch, 1_200_000, 1_400_000);
    }

    private static async Task LiveAsync(ContractCode code)
    {
        await using Marketplace market = await Marketplace.StartAsync(code);
        await using TransactionSender provider = market.Sender(1);
        await using TransactionSender customer = market.Sender(2);
        DealClient deals = market.Deals(customer);
        (Bytes32 offer, List<OfferedPeer> peers) = await market.ProvideAsync(provider, 3, 1_000_000);
        Assert.Equal("provider", await market.Offers(customer).GetProviderNameAsync(provider.Account).Soon());

        BigInteger before = await market.TokensOfAsync(customer.Account).Soon();
        Address deal = await deals.CreateAsync(new DealTerms(Marketplace.App, 36_000_000, 3, 3, 2_000_000)).Soon();
        Assert.Equal(DealStatus.NotEnoughWorkers, (await deals.GetAsync(deal).Soon()).Status);
        await deals.MatchAsync(deal, [(offer, [.. peers.Select(each => each.Units[0])])]).Soon();

        DealInfo matched = await deals.GetAsync(deal).Soon();
        Assert.Equal(peers.Select(each => each.Id.ToChain()).Order(), matched.Units.Select(each => each.PeerId).Order());
        Assert.Equal(Marketplace.App.ToString(), matched.App.ToText());
        foreach (DealUnit unit in matched.Units)
        {
            Assert.False(unit.HasWorker);
            await market.Deals(provider).SetWorkerAsync(deal, unit.Id, Marketplace.NewPeer().ToChain()).Soon();
        }

        DealInfo active = await deals.GetAsync(deal).Soon();
        Assert.Equal((DealStatus.Active, 3), (active.Status, active.WorkerCount));
        await market.PassEpochsAsync(2).Soon();
        Assert.Equal(4_000_000, await market.Deals(provider).GetRewardAsync(deal, active.Units[0].Id).Soon());
        BigInteger earned = await market.TokensOfAsync(provider.Account).Soon();
        await market.Deals(provider).WithdrawRewardsAsync(deal, active.Units[0].Id).Soon();
        Assert.Equal(earned + 4_000_000, await market.TokensOfAsync(provider.Account).Soon());

        await deals.DepositAsync(deal, 6_000_000).Soon();
        await deals.ChangeAppAsync(deal, Marketplace.App).Soon();
        await deals.StopAsync(deal).Soon();
        Assert.Equal(DealStatus.Ended, (await deals.GetAsync(deal).Soon()).Status);
        foreach (DealUnit unit in active.Units)
        {
            await market.Deals(provider).ReturnUnitAsync(unit.Id).Soon();
        }

        await market.PassEpochsAsync(4).Soon();
        await deals.WithdrawAsync(deal, (await deals.GetAsync(deal).Soon()).FreeBalance).Soon();
        Assert.Equal(0, await market.TokensOfAsync(deal).Soon());
        BigInteger spent = before - await market.TokensOfAsync(customer.Account).Soon();
        Assert.Equal(spent, await market.TokensOfAsync(provider.Account).Soon() - earned);
    }

    [AnvilFact]
    public async Task A_commitment_lives()
    {
        await using Marketplace market = await Marketplace.StartAsync();
        await using TransactionSender provider = market.Sender(1);
        (_, List<OfferedPeer> peers) = await market.ProvideAsync(provider, 1, 1);
        CommitmentClient commitments = market.Commitments(provider);
        Bytes32 id = (await market.Client.CallAsync(
            market.Deployment.Market, new Contracts.MarketContract.GetComputePeer(peers[0].Id.ToChain())).Soon()).CommitmentId;
        CommitmentInfo active = await commitments.GetAsync(id).Soon();
        Assert.Equal(CommitmentStatus.Active, active.Status);
        Assert.Equal(BigInteger.Pow(10, 17) * 2, active.Collateral);

        Bytes32 difficulty = DeploymentParameters.Local.Difficulty;
        await commitments.SubmitProofsAsync([.. peers[0].Units.SelectMany(unit =>
            Enumerable.Range(0, 3).Select(_ => (unit, Marketplace.NewUnit(), difficulty)))]).Soon();
        await market.PassEpochsAsync(25).Soon();
        Assert.True(await commitments.GetTotalRewardsAsync(id).Soon() >= 0);
        await commitments.FinishAsync(id).Soon();
        Assert.Equal(CommitmentStatus.Removed, (await commitments.GetAsync(id).Soon()).Status);
        Assert.True(await commitments.GetTotalRewardsAsync(id).Soon() > 0);
    }
}

using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Deals;

/// <summary>Deals: how they are made, what they cost, and when they end.</summary>
public sealed class DealTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private static readonly CIDV1 OtherApp = new(new Bytes4(0x01551220), Bytes32.FromNumber(99));

    [AnvilFact]
    public async Task A_deal_is_made_with_its_terms_and_its_deposit()
    {
        Scene scene = await fixture.BeginAsync();
        Address deal = await scene.DealAsync(2, 3, 1, deposit: 50 * Scene.Dollar, access: AccessType.Whitelist, listed: [scene.Provider]);
        Assert.True(await scene.AskAsync(scene.Marketplace.Factory, new DealFactoryContract.HasDeal(deal)));
        Assert.False(await scene.AskAsync(scene.Marketplace.Factory, new DealFactoryContract.HasDeal(scene.Stranger)));
        Assert.Equal(scene.Customer, await scene.AskAsync(deal, new DealContract.Owner()));
        (IContractCall<BigInteger> Call, BigInteger Expected)[] values =
        [
            (new DealContract.MinWorkers(), 2), (new DealContract.TargetWorkers(), 3), (new DealContract.MaxWorkersPerProvider(), 1),
            (new DealContract.PricePerWorkerEpoch(), 2 * Scene.Dollar), (new DealContract.GetFreeBalance(), 50 * Scene.Dollar),
            (new DealContract.GetProtocolVersion(), 1), (new DealContract.GetMaxPaidEpoch(), 0), (new DealContract.GetWorkerCount(), 0),
            (new DealContract.CreationBlock(), await scene.Chain.Client.BlockNumberAsync()),
        ];
        foreach ((IContractCall<BigInteger> call, BigInteger expected) in values)
        {
            Assert.Equal((call.Function, expected), (call.Function, await scene.AskAsync(deal, call)));
        }

        Assert.Equal(50 * Scene.Dollar, await scene.TokensAsync(deal));
        Assert.Equal(scene.Marketplace.Token, await scene.AskAsync(deal, new DealContract.PaymentToken()));
        Assert.Equal(Marketplace.Cid, await scene.AskAsync(deal, new DealContract.AppCID()));
        Assert.Equal(Marketplace.Cid, Assert.Single(await scene.AskAsync(deal, new DealContract.Effectors())));
        Assert.True(await scene.AskAsync(deal, new DealContract.IsProviderAllowed(scene.Provider)));
        Assert.False(await scene.AskAsync(deal, new DealContract.IsProviderAllowed(scene.SecondProvider)));
    }

    [AnvilFact]
    public async Task A_deal_without_allowance_or_money_is_refused()
    {
        Scene scene = await fixture.BeginAsync();
        DealFactoryContract.DeployDeal deploy = new(
            Marketplace.Cid, scene.Marketplace.Token, 12 * Scene.Dollar, 1, 3, 3, 2 * Scene.Dollar, [], 0, [], 1);
        Address factory = scene.Marketplace.Factory;
        Assert.Equal("AllowanceTooSmall", await scene.RefusalAsync(scene.Customer, factory, deploy));
        Address poor = await scene.Chain.DeployAsync(Code.Test("StubbornAccount"));
        byte[] approve = new TestERC20Contract.Approve(factory, 12 * Scene.Dollar).Encode();
        await scene.SendAsync(scene.Owner, poor, new StubbornAccountContract.Execute(scene.Marketplace.Token, approve));
        Assert.Equal("BalanceTooSmall", await scene.RefusalAsync(
            scene.Owner, poor, new StubbornAccountContract.Execute(factory, deploy.Encode())));
        Assert.Equal("DepositTooSmall", await scene.RefusalAsync(scene.Customer, factory, deploy with { DepositAmount = (12 * Scene.Dollar) - 1 }));
        await scene.SendAsync(scene.Customer, scene.Marketplace.Token, new TestERC20Contract.Approve(factory, 100 * Scene.Dollar));
        Assert.Equal("WorkersOutOfRange", await scene.RefusalAsync(scene.Customer, factory, deploy with { MinWorkers = 4 }));
        Assert.Equal("WorkersOutOfRange", await scene.RefusalAsync(scene.Customer, factory, deploy with { MinWorkers = 0 }));
        Assert.Equal("ValueTooLarge", await scene.RefusalAsync(
            scene.Customer, factory, deploy with { MaxWorkersPerProvider = BigInteger.Pow(2, 32) }));
    }

    [AnvilFact]
    public async Task The_owner_alone_changes_the_application_and_the_list_of_providers()
    {
        Scene scene = await fixture.BeginAsync();
        Address deal = await scene.DealAsync();
        IContractCall[] calls =
        [
            new DealContract.SetAppCID(OtherApp), new DealContract.ChangeProvidersAccessType(1), new DealContract.AddProviderToAccessList(scene.Provider),
            new DealContract.RemoveProviderFromAccessList(scene.Provider), new DealContract.Deposit(1), new DealContract.Withdraw(1),
            new DealContract.Stop(), new DealContract.TransferOwnership(scene.Stranger), new DealContract.RenounceOwnership(),
        ];
        foreach (IContractCall call in calls)
        {
            Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, deal, call));
        }

        Assert.Equal("AccessTypeIsNone", await scene.RefusalAsync(scene.Customer, deal, new DealContract.AddProviderToAccessList(scene.Provider)));
        foreach (IContractCall call in calls[..3])
        {
            await scene.SendAsync(scene.Customer, deal, call);
        }

        Assert.Equal("AccessTypeAlreadySet", await scene.RefusalAsync(scene.Customer, deal, new DealContract.ChangeProvidersAccessType(1)));
        Assert.Equal(OtherApp, await scene.AskAsync(deal, new DealContract.AppCID()));
        Assert.True(await scene.AskAsync(deal, new DealContract.IsProviderAllowed(scene.Provider)));
        await scene.SendAsync(scene.Customer, deal, calls[3]);
        Assert.False(await scene.AskAsync(deal, new DealContract.IsProviderAllowed(scene.Provider)));
    }

    [AnvilFact]
    public async Task Units_without_workers_cost_nothing()
    {
        (Scene scene, Address deal) = await MatchedAsync(2, 3);
        await scene.EpochsAsync(3);
        Assert.Equal(DealStatus.NotEnoughWorkers, await scene.StatusAsync(deal));
        Assert.Equal(3, await scene.AskAsync(deal, new DealContract.GetComputeUnitCount()));
        Assert.Equal(0, await scene.AskAsync(deal, new DealContract.GetWorkerCount()));
        Assert.Equal(36 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetFreeBalance()));
    }

    [AnvilFact]
    public async Task A_worker_is_named_by_the_provider_or_the_peers_owner()
    {
        (Scene scene, Address deal) = await MatchedAsync(1, 3);
        DealContract.SetWorker set = new(Scene.Unit(1), Scene.Id(5));
        Assert.Equal("NotProviderOrPeerOwner", await scene.RefusalAsync(scene.Customer, deal, set));
        Assert.Equal("WorkerIdIsZero", await scene.RefusalAsync(scene.Provider, deal, set with { WorkerId = Bytes32.Zero }));
        Assert.Equal("UnitDoesNotExist", await scene.RefusalAsync(scene.Provider, deal, set with { ComputeUnitId = Scene.Unit(1, 1) }));
        await scene.SendAsync(scene.PeerOwner, deal, set);
        await scene.SendAsync(scene.Provider, deal, set with { WorkerId = Scene.Id(6) });
        Assert.Equal(Scene.Id(6), (await scene.AskAsync(deal, new DealContract.GetComputeUnit(Scene.Unit(1)))).WorkerId);
        Assert.Equal(1, await scene.AskAsync(deal, new DealContract.GetWorkerCount()));
    }

    [AnvilFact]
    public async Task A_deal_is_active_with_its_fewest_workers_and_pays_each_of_them()
    {
        (Scene scene, Address deal) = await MatchedAsync(3, 3);
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.SetWorkerAsync(deal, Scene.Unit(2));
        Assert.Equal(DealStatus.NotEnoughWorkers, await scene.StatusAsync(deal));
        Assert.Equal(0, await scene.AskAsync(deal, new DealContract.GetMaxPaidEpoch()));
        await scene.SetWorkerAsync(deal, Scene.Unit(3));
        Assert.Equal(DealStatus.Active, await scene.StatusAsync(deal));
        Assert.Equal(await scene.Marketplace.EpochAsync() - 1 + (36 / 6), await scene.AskAsync(deal, new DealContract.GetMaxPaidEpoch()));
        await scene.EpochsAsync(2);
        Assert.Equal(24 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetFreeBalance()));
        Assert.Equal(4 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(2))));
        Assert.Equal("NotProviderOrPeerOwner", await scene.RefusalAsync(scene.Customer, deal, new DealContract.WithdrawRewards(Scene.Unit(2))));
        BigInteger before = await scene.TokensAsync(scene.Provider);
        await scene.SendAsync(scene.PeerOwner, deal, new DealContract.WithdrawRewards(Scene.Unit(2)));
        Assert.Equal(before + (4 * Scene.Dollar), await scene.TokensAsync(scene.Provider));
        await scene.SendAsync(scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(2)));
        Assert.Equal(before + (4 * Scene.Dollar), await scene.TokensAsync(scene.Provider));
    }

    [AnvilFact]
    public async Task Epochs_with_too_few_workers_are_gaps_that_nobody_pays()
    {
        (Scene scene, Address deal) = await MatchedAsync(2, 3);
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.EpochsAsync(4);
        Assert.Equal(0, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(1))));
        await scene.SetWorkerAsync(deal, Scene.Unit(2));
        await scene.EpochsAsync(2);
        Assert.Equal(4 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(1))));
        Assert.Equal(28 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetFreeBalance()));
    }

    [AnvilFact]
    public async Task Epochs_after_the_money_are_gaps_and_a_deposit_ends_them()
    {
        (Scene scene, Address deal) = await MatchedAsync(3, 3);
        foreach (int peer in new[] { 1, 2, 3 })
        {
            await scene.SetWorkerAsync(deal, Scene.Unit(peer));
        }

        await scene.EpochsAsync(5);
        Assert.Equal(DealStatus.SmallBalance, await scene.StatusAsync(deal));
        await scene.EpochsAsync(4);
        Assert.Equal(DealStatus.InsufficientFunds, await scene.StatusAsync(deal));
        Assert.Equal(0, await scene.AskAsync(deal, new DealContract.GetFreeBalance()));
        Assert.Equal(12 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(1))));
        await scene.SendAsync(scene.Customer, scene.Marketplace.Token, new TestERC20Contract.Approve(deal, 12 * Scene.Dollar));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Deposit(12 * Scene.Dollar));
        Assert.Equal(DealStatus.Active, await scene.StatusAsync(deal));
        await scene.EpochsAsync(1);
        Assert.Equal(14 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(1))));
        Assert.Equal(6 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetFreeBalance()));
    }

    [AnvilFact]
    public async Task A_deal_is_suspended_when_a_unit_leaves_and_goes_on_when_another_comes()
    {
        (Scene scene, Address deal) = await MatchedAsync(2, 2, peers: [1, 2]);
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.SetWorkerAsync(deal, Scene.Unit(2));
        await scene.EpochsAsync(3);
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(2)));
        Assert.Equal(DealStatus.NotEnoughWorkers, await scene.StatusAsync(deal));
        await scene.EpochsAsync(2);
        Assert.Equal(6 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(1))));
        Bytes32 other = await scene.OfferAsync(peers: [7]);
        await scene.CommitAsync(peers: [7]);
        await scene.MatchAsync(deal, other, Scene.Unit(7));
        await scene.SetWorkerAsync(deal, Scene.Unit(7));
        Assert.Equal(DealStatus.Active, await scene.StatusAsync(deal));
    }

    [AnvilFact]
    public async Task What_the_next_epochs_need_stays_in_the_deal_until_it_ended_long_enough()
    {
        (Scene scene, Address deal) = await MatchedAsync(1, 3);
        Assert.Equal("BalanceTooSmall", await scene.RefusalAsync(scene.Customer, deal, new DealContract.Withdraw((24 * Scene.Dollar) + 1)));
        Assert.Equal("BalanceTooSmall", await scene.RefusalAsync(scene.Customer, deal, new DealContract.Withdraw(37 * Scene.Dollar)));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Withdraw(20 * Scene.Dollar));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Stop());
        Assert.Equal("DealIsEnded", await scene.RefusalAsync(scene.Customer, deal, new DealContract.Stop()));
        Assert.Equal("DealIsEnded", await scene.RefusalAsync(scene.Customer, deal, new DealContract.Deposit(1)));
        Assert.Equal("DealIsEnded", await scene.RefusalAsync(scene.Provider, deal, new DealContract.SetWorker(Scene.Unit(1), Scene.Id(1))));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Withdraw(4 * Scene.Dollar));
        await scene.EpochsAsync(2);
        Assert.Equal("TooEarlyToWithdraw", await scene.RefusalAsync(scene.Customer, deal, new DealContract.Withdraw(1)));
        await scene.EpochsAsync(1);
        Assert.Equal("DealHoldsMoney", await scene.RefusalAsync(scene.Customer, deal, new DealContract.RenounceOwnership()));
        await scene.SendAsync(scene.Customer, deal, new DealContract.Withdraw(12 * Scene.Dollar));
        Assert.Equal(0, await scene.TokensAsync(deal));
        await scene.SendAsync(scene.Customer, deal, new DealContract.RenounceOwnership());
    }

    [AnvilFact]
    public async Task The_epoch_in_which_a_deal_ends_is_still_paid()
    {
        (Scene scene, Address deal) = await MatchedAsync(1, 1, peers: [1]);
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.EpochsAsync(2);
        await scene.SendAsync(scene.Customer, deal, new DealContract.Stop());
        await scene.EpochsAsync(5);
        Assert.Equal(DealStatus.Ended, await scene.StatusAsync(deal));
        Assert.Equal(6 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetRewardAmount(Scene.Unit(1))));
        BigInteger before = await scene.TokensAsync(scene.Provider);
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
        Assert.Equal(before + (6 * Scene.Dollar), await scene.TokensAsync(scene.Provider));
        Assert.Equal(6 * Scene.Dollar, await scene.TokensAsync(deal));
    }

    [AnvilFact]
    public async Task A_deal_can_end_before_anything_happened()
    {
        Scene scene = await fixture.BeginAsync();
        Address deal = await scene.DealAsync();
        await scene.SendAsync(scene.Customer, deal, new DealContract.Stop());
        Assert.Equal(DealStatus.Ended, await scene.StatusAsync(deal));
        await scene.EpochsAsync(3);
        await scene.SendAsync(scene.Customer, deal, new DealContract.Withdraw(36 * Scene.Dollar));
        Assert.Equal(0, await scene.TokensAsync(deal));
    }

    [AnvilFact]
    public async Task Tokens_that_answer_nothing_are_as_good_as_others()
    {
        Scene scene = await fixture.BeginAsync();
        Address token = await scene.Chain.DeployAsync(Code.Test("SilentToken"));
        Bytes32 offer = await scene.OfferAsync(token, null, null, [1]);
        await scene.CommitAsync(peers: [1]);
        Address deal = await scene.DealAsync(1, 1, token: token, owner: scene.Owner);
        await scene.SendAsync(scene.Owner, scene.Marketplace.Market, new MarketContract.MatchDeal(deal, [offer], [[Scene.Unit(1)]]));
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.EpochsAsync(2);
        await scene.SendAsync(scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(1)));
        Assert.Equal(4 * Scene.Dollar, await scene.AskAsync(token, new SilentTokenContract.BalanceOf(scene.Provider)));
    }

    private async Task<(Scene Scene, Address Deal)> MatchedAsync(int min, int target, params int[] peers)
    {
        Scene scene = await fixture.BeginAsync();
        int[] all = peers.Length == 0 ? [1, 2, 3] : peers;
        Bytes32 offer = await scene.OfferAsync(peers: [.. all]);
        await scene.CommitAsync(duration: 100, peers: [.. all]);
        Address deal = await scene.DealAsync(min, target);
        await scene.MatchAsync(deal, offer, [.. all.Select(static peer => Scene.Unit(peer))]);
        return (scene, deal);
    }
}

using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Attacks;

/// <summary>What strangers, tokens and other parties try, and do not get.</summary>
public sealed class AttackTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    [AnvilFact]
    public async Task A_token_that_calls_back_while_it_pays_a_reward_gets_nothing_more()
    {
        (Scene scene, Address token, Address deal) = await TrickDealAsync();
        IContractCall[] attempts =
        [
            new DealContract.WithdrawRewards(Scene.Unit(1)), new DealContract.Withdraw(Scene.Dollar), new DealContract.Stop(),
            new DealContract.Deposit(Scene.Dollar), new DealContract.SetWorker(Scene.Unit(2), Scene.Id(1)), new DealContract.ClaimOwed(scene.Provider),
        ];
        foreach (IContractCall attempt in attempts)
        {
            await scene.EpochsAsync(1);
            BigInteger before = await scene.AskAsync(token, new HookTokenContract.BalanceOf(scene.Provider));
            await scene.SendAsync(scene.Stranger, token, new HookTokenContract.CallBack(deal, attempt.Encode()));
            await scene.SendAsync(scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(1)));
            Assert.False(await scene.AskAsync(token, new HookTokenContract.Succeeded()), attempt.Function);
            Assert.Equal(before + (2 * Scene.Dollar), await scene.AskAsync(token, new HookTokenContract.BalanceOf(scene.Provider)));
        }

        Assert.Equal(attempts.Length, await scene.AskAsync(token, new HookTokenContract.Calls()));
    }

    [AnvilFact]
    public async Task A_token_that_calls_back_while_a_unit_leaves_finds_everything_in_order()
    {
        (Scene scene, Address token, Address deal) = await TrickDealAsync();
        await scene.EpochsAsync(2);
        // The token owns the deal: it tries to match the unit, which has just left, again.
        byte[] match = new MarketContract.MatchDeal(deal, [await OfferOfAsync(scene)], [[Scene.Unit(1)]]).Encode();
        await scene.SendAsync(scene.Stranger, token, new HookTokenContract.CallBack(scene.Marketplace.Market, match));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
        Assert.Equal(1, await scene.AskAsync(token, new HookTokenContract.Calls()));
        Assert.False(await scene.AskAsync(token, new HookTokenContract.Succeeded()));
        Assert.Equal(Address.Zero, await scene.DealOfAsync(Scene.Unit(1)));
        // Of the four units the other one is still in the deal.
        Assert.Equal(3, await scene.AskAsync(scene.Marketplace.Core, new CoreContract.ActiveUnitCount()));
    }

    [AnvilFact]
    public async Task A_token_that_refuses_a_provider_cannot_keep_its_unit()
    {
        (Scene scene, Address token, Address deal) = await TrickDealAsync();
        await scene.EpochsAsync(2);
        await scene.SendAsync(scene.Stranger, token, new HookTokenContract.Refuse(scene.Provider));
        Assert.Equal("TokenTransferFailed", await scene.RefusalAsync(scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(1))));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
        Assert.Equal(Address.Zero, await scene.DealOfAsync(Scene.Unit(1)));
        Assert.Equal(4 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.OwedTo(scene.Provider)));
        Assert.Equal("TokenTransferFailed", await scene.RefusalAsync(scene.Stranger, deal, new DealContract.ClaimOwed(scene.Provider)));
        await scene.SendAsync(scene.Stranger, token, new HookTokenContract.Refuse(Address.Zero));
        BigInteger before = await scene.AskAsync(token, new HookTokenContract.BalanceOf(scene.Provider));
        await scene.SendAsync(scene.Stranger, deal, new DealContract.ClaimOwed(scene.Provider));
        Assert.Equal(before + (4 * Scene.Dollar), await scene.AskAsync(token, new HookTokenContract.BalanceOf(scene.Provider)));
        Assert.Equal("NothingOwed", await scene.RefusalAsync(scene.Stranger, deal, new DealContract.ClaimOwed(scene.Provider)));
    }

    [AnvilFact]
    public async Task A_delegator_that_calls_back_while_it_is_paid_is_paid_once()
    {
        Scene scene = await fixture.BeginAsync();
        Address capacity = scene.Marketplace.Capacity;
        Address account = await scene.Chain.DeployAsync(Code.Test("StubbornAccount"));
        Bytes32 id = await EndedCommitmentAsync(scene, account);
        byte[] again = new CapacityContract.FinishCommitment(id).Encode();
        await scene.SendAsync(scene.Stranger, account, new StubbornAccountContract.CallBack(capacity, again));
        BigInteger before = await scene.Chain.Client.GetBalanceAsync(account);
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.FinishCommitment(id));
        Assert.Equal(1, await scene.AskAsync(account, new StubbornAccountContract.Calls()));
        Assert.False(await scene.AskAsync(account, new StubbornAccountContract.Succeeded()));
        Assert.Equal(before + (2 * scene.CollateralPerUnit * 9 / 10), await scene.Chain.Client.GetBalanceAsync(account));
    }

    [AnvilFact]
    public async Task What_an_account_refuses_is_owed_to_it_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Address capacity = scene.Marketplace.Capacity;
        Address account = await scene.Chain.DeployAsync(Code.Test("StubbornAccount"));
        Bytes32 id = await EndedCommitmentAsync(scene, account);
        BigInteger left = 2 * scene.CollateralPerUnit * 9 / 10;
        Receipt receipt = await scene.SendAsync(scene.Provider, capacity, new CapacityContract.FinishCommitment(id));
        Assert.Equal(
            new CapacityContract.PaymentOwedEvent(account, left),
            Scene.Decoded<CapacityContract.PaymentOwedEvent>(receipt, CapacityContract.PaymentOwedEvent.TryDecode));
        Assert.Equal(left, await scene.AskAsync(capacity, new CapacityContract.OwedTo(account)));
        Assert.Equal("NothingOwed", await scene.RefusalAsync(scene.Stranger, capacity, new CapacityContract.ClaimOwed(scene.Stranger)));
        Address target = Address.FromBytes(Scene.Id(321).Span[12..]);
        byte[] claim = new CapacityContract.ClaimOwed(target).Encode();
        await scene.SendAsync(scene.Stranger, account, new StubbornAccountContract.Execute(capacity, claim));
        Assert.Equal(left, await scene.Chain.Client.GetBalanceAsync(target));
        Assert.Equal("NothingOwed", await scene.RefusalAsync(scene.Stranger, account, new StubbornAccountContract.Execute(capacity, claim)));
    }

    [AnvilFact]
    public async Task Units_of_others_are_neither_matched_joined_proved_nor_taken_out()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 mine = await scene.OfferAsync(peers: [1]);
        await scene.OfferAsync(scene.SecondProvider, null, 2);
        Bytes32 commitment = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
        await scene.CommitAsync(scene.SecondProvider, peers: [2]);
        Address market = scene.Marketplace.Market;
        Address deal = await scene.DealAsync(1, 3);
        await scene.SendAsync(scene.Customer, market, new MarketContract.PublishDeal(deal, 0));
        Assert.Equal("MinWorkersNotMatched", await scene.RefusalAsync(
            scene.Customer, market, new MarketContract.MatchDeal(deal, [mine], [[Scene.Unit(2)]])));
        Assert.Equal("NotProviderOrPeerOwner", await scene.RefusalAsync(scene.Provider, market, new MarketContract.JoinDeal(deal, Scene.Unit(2))));
        Assert.Equal("NotOfferOwner", await scene.RefusalAsync(scene.Provider, market, new MarketContract.RemoveComputeUnit(Scene.Unit(2))));
        Assert.Equal("NotPeerOwner", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Capacity, new CapacityContract.SubmitProof(
            Scene.Unit(2), Scene.Id(1), Marketplace.Difficulty)));
        await scene.EpochsAsync(11);
        Assert.Equal("UnitNotInCommitment", await scene.RefusalAsync(
            scene.Provider, scene.Marketplace.Capacity, new CapacityContract.RemoveCUFromCC(commitment, [Scene.Unit(2)])));
        Assert.Equal("OnlyMarket", await scene.RefusalAsync(
            scene.Provider, deal, new DealContract.AddComputeUnit(scene.Provider, Scene.Unit(1), Scene.Peer(1))));
        Assert.Equal("OnlyMarket", await scene.RefusalAsync(scene.Provider, deal, new DealContract.RemoveComputeUnit(Scene.Unit(1))));
    }

    [AnvilFact]
    public async Task Proofs_of_an_earlier_epoch_are_worth_nothing_now()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Scene scene = await Scene.OfAsync(chain, Code.Ours);
        await scene.OfferAsync(peers: [1]);
        await scene.CommitAsync(peers: [1]);
        HashSet<Bytes32> nonces = [];
        for (int epoch = 0; epoch < 8; epoch++)
        {
            Bytes32 nonce = await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetGlobalNonce());
            Assert.True(nonces.Add(nonce), "the key of a proof is that of an earlier epoch");
            if (epoch % 3 != 1)
            {
                await scene.ProveAsync(Scene.Unit(1), 1);
                Assert.Equal(nonce, await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetGlobalNonce()));
            }

            await scene.EpochsAsync();
        }
    }

    [AnvilFact]
    public async Task A_provider_that_runs_ahead_of_a_match_cannot_make_it_fail_or_dearer()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 honest = await scene.OfferAsync(peers: [1]);
        Bytes32 fickle = await scene.OfferAsync(scene.SecondProvider, null, 2);
        await scene.CommitAsync(peers: [1]);
        await scene.CommitAsync(scene.SecondProvider, peers: [2]);
        Address deal = await scene.DealAsync(1, 2);
        // Between the customer's choice and its transaction the price of one offer goes up, and its unit into another deal.
        await scene.SendAsync(scene.SecondProvider, scene.Marketplace.Market, new MarketContract.ChangeMinPricePerWorkerEpoch(fickle, 100 * Scene.Dollar));
        await scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.MatchDeal(
            deal, [fickle, honest], [[Scene.Unit(2)], [Scene.Unit(1)]]));
        Assert.Equal([Scene.Unit(1)], (await scene.AskAsync(deal, new DealContract.GetComputeUnits())).Select(static unit => unit.Id));
        Assert.Equal(2 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.PricePerWorkerEpoch()));
    }

    [AnvilFact]
    public async Task Dust_changes_nothing()
    {
        Scene scene = await fixture.BeginAsync();
        Marketplace market = scene.Marketplace;
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
        // A deal below every minimum price gets no units, however many are asked for.
        Address cheap = await scene.DealAsync(1, 3, price: 1);
        Assert.Equal("MinWorkersNotMatched", await scene.RefusalAsync(
            scene.Customer, market.Market, new MarketContract.MatchDeal(cheap, [offer], [[Scene.Unit(1)]])));
        // Tokens and coins that nobody asked for stay where they are, and change no account.
        Address deal = await scene.DealAsync(1, 1);
        await scene.SendAsync(scene.Stranger, market.Token, new TestERC20Contract.Transfer(deal, 1));
        Assert.Equal(12 * Scene.Dollar, await scene.AskAsync(deal, new DealContract.GetFreeBalance()));
        await scene.Chain.TrySendAsync(scene.Stranger, market.Capacity, [], 1);
        Assert.Equal("WrongCollateral", await scene.RefusalAsync(scene.Stranger, market.Capacity, new CapacityContract.DepositCollateral([]), 1));
        // The pool follows from the epoch before, so asking again and again moves it once.
        int epoch = await market.EpochAsync();
        await scene.SendAsync(scene.Stranger, market.Core, new CoreContract.CalculateRewardPool());
        BigInteger pool = await scene.AskAsync(market.Core, new CoreContract.GetRewardPool(epoch));
        for (int i = 0; i < 5; i++)
        {
            await scene.SendAsync(scene.Stranger, market.Core, new CoreContract.CalculateRewardPool());
        }

        Assert.Equal(pool, await scene.AskAsync(market.Core, new CoreContract.GetRewardPool(epoch)));
        Assert.Equal(CommitmentStatus.Active, await scene.CommitmentStatusAsync(id));
    }

    [AnvilFact]
    public async Task Strangers_neither_upgrade_nor_set_up_anything()
    {
        Scene scene = await fixture.BeginAsync();
        Marketplace market = scene.Marketplace;
        Address next = await scene.Chain.DeployAsync(Code.Test("NextVersion"));
        foreach (Address proxy in new[] { market.Market, market.Capacity, market.Factory, market.Core })
        {
            string expected = proxy == market.Core ? "OwnableUnauthorizedAccount" : "OnlyCoreOwner";
            Assert.Equal(expected, await scene.RefusalAsync(scene.Stranger, proxy, new CoreContract.UpgradeTo(next)));
            Assert.Equal(expected, await scene.RefusalAsync(scene.Stranger, proxy, new CoreContract.UpgradeToAndCall(next, default)));
            Assert.Equal("WrongContext", await QueryRefusalAsync(scene, proxy, new CoreContract.ProxiableUUID()));
        }

        CoreContract.Initialize core = Marketplace.Initialize(market.Setting, market.Market, market.Market);
        Assert.Equal("AlreadyInitialized", await scene.RefusalAsync(scene.Stranger, market.Core, core));
        Assert.Equal("AlreadyInitialized", await scene.RefusalAsync(scene.Stranger, market.Market, new MarketContract.Initialize()));
        Assert.Equal("AlreadyInitialized", await scene.RefusalAsync(scene.Stranger, market.Factory, new DealFactoryContract.Initialize()));
        Assert.Equal("AlreadyInitialized", await scene.RefusalAsync(scene.Stranger, market.Capacity, new CapacityContract.Initialize(Scene.Id(1))));
        Address deal = await scene.DealAsync();
        DealContract.Initialize initialize = new(market.Core, Marketplace.Cid, market.Token, 1, 1, 1, 1, [], 0, [], 1);
        Assert.Equal("AlreadyInitialized", await scene.RefusalAsync(scene.Stranger, deal, initialize));

        foreach ((string contract, IContractCall call) in new (string, IContractCall)[]
        {
            ("Core", core), ("Market", new MarketContract.Initialize()), ("Capacity", new CapacityContract.Initialize(Scene.Id(1))),
            ("DealFactory", new DealFactoryContract.Initialize()), ("Deal", initialize),
        })
        {
            byte[] arguments = contract is "Core" or "Deal" ? [] : new MarketContract.Constructor(market.Core).Encode();
            Address implementation = await scene.Chain.DeployAsync(Code.Ours.Of(contract), arguments);
            Assert.Equal("AlreadyInitialized", await scene.RefusalAsync(scene.Stranger, implementation, call));
            if (contract != "Deal")
            {
                Assert.Equal("WrongContext", await scene.RefusalAsync(scene.Owner, implementation, new CoreContract.UpgradeTo(next)));
            }
        }
    }

    private static async Task<string> QueryRefusalAsync<T>(Scene scene, Address to, IContractCall<T> call) =>
        (await Assert.ThrowsAsync<ContractRevertedException>(() => scene.AskAsync(to, call))).Error!.Name;

    /// <summary>A commitment that is over, with its units out; a tenth of the collateral is slashed.</summary>
    private static async Task<Bytes32> EndedCommitmentAsync(Scene scene, Address delegator)
    {
        Address capacity = scene.Marketplace.Capacity;
        await scene.OfferAsync(peers: [1]);
        Bytes32 id = await scene.CreateCommitmentAsync(1, duration: 10);
        byte[] deposit = new CapacityContract.DepositCollateral([id]).Encode();
        await scene.SendAsync(scene.Stranger, delegator, new StubbornAccountContract.Execute(capacity, deposit), 2 * scene.CollateralPerUnit);
        await scene.EpochsAsync(15);
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1), Scene.Unit(1, 1)]));
        return id;
    }

    /// <summary>A deal that is owned by its own token, with two units, of which one works.</summary>
    private async Task<(Scene Scene, Address Token, Address Deal)> TrickDealAsync()
    {
        Scene scene = await fixture.BeginAsync();
        Address token = await scene.Chain.DeployAsync(Code.Test("HookToken"));
        Bytes32 offer = await scene.OfferAsync(token, null, null, [1, 2]);
        await scene.CommitAsync(duration: 100, peers: [1, 2]);
        Address deal = await scene.DealAsync(1, 2, deposit: 100 * Scene.Dollar, token: token, owner: scene.Owner);
        await scene.SendAsync(scene.Owner, scene.Marketplace.Market, new MarketContract.MatchDeal(deal, [offer], [[Scene.Unit(1), Scene.Unit(2)]]));
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.SendAsync(scene.Owner, deal, new DealContract.TransferOwnership(token));
        return (scene, token, deal);
    }

    private static async Task<Bytes32> OfferOfAsync(Scene scene) =>
        (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputePeer(Scene.Peer(1)))).OfferId;
}

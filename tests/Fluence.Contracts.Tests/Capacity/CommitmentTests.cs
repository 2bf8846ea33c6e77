using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Capacity;

/// <summary>The life of a capacity commitment.</summary>
public sealed class CommitmentTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    [AnvilFact]
    public async Task A_commitment_is_created_by_the_peers_provider()
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(peers: [1]);
        Address capacity = scene.Marketplace.Capacity;
        CapacityContract.CreateCommitment create = new(Scene.Peer(1), 20, scene.Delegator, Setting.Precision / 10);
        Assert.Equal("NotPeerProvider", await scene.RefusalAsync(scene.Stranger, capacity, create));
        Assert.Equal("DurationTooShort", await scene.RefusalAsync(scene.Provider, capacity, create with { Duration = 9 }));
        Assert.Equal("RewardRateOutOfRange", await scene.RefusalAsync(scene.Provider, capacity, create with { RewardDelegationRate = 0 }));
        Assert.Equal("RewardRateOutOfRange", await scene.RefusalAsync(
            scene.Provider, capacity, create with { RewardDelegationRate = Setting.Precision + 1 }));
        Receipt receipt = await scene.SendAsync(scene.Provider, capacity, create);
        CapacityContract.CommitmentCreatedEvent created =
            Scene.Decoded<CapacityContract.CommitmentCreatedEvent>(receipt, CapacityContract.CommitmentCreatedEvent.TryDecode);
        Assert.Equal(
            new CapacityContract.CommitmentCreatedEvent(
                Scene.Peer(1), created.CommitmentId, 20, scene.Delegator, Setting.Precision / 10, scene.CollateralPerUnit),
            created);
        Assert.Equal("PeerHasCommitment", await scene.RefusalAsync(scene.Provider, capacity, create));
    }

    [AnvilFact]
    public async Task A_new_commitment_waits_for_its_collateral()
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(peers: [1]);
        Bytes32 id = await scene.CreateCommitmentAsync(1, delegator: scene.Delegator);
        Assert.Equal(
            new CommitmentView(
                (byte)CommitmentStatus.WaitDelegation, Scene.Peer(1), scene.CollateralPerUnit, 2, 0, 20, Setting.Precision / 10, scene.Delegator, 0, 0, 0),
            await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetCommitment(id)));
    }

    [AnvilFact]
    public async Task A_commitment_without_collateral_is_removed_by_its_provider()
    {
        Scene scene = await fixture.BeginAsync();
        Address capacity = scene.Marketplace.Capacity;
        await scene.OfferAsync(peers: [1]);
        Bytes32 id = await scene.CreateCommitmentAsync(1);
        Assert.Equal("NotCommitmentProvider", await scene.RefusalAsync(scene.Stranger, capacity, new CapacityContract.RemoveCommitment(id)));
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.RemoveCommitment(id));
        Assert.Equal("CommitmentDoesNotExist", await scene.RefusalAsync(scene.Provider, capacity, new CapacityContract.RemoveCommitment(id)));
        id = await scene.CreateCommitmentAsync(1);
        await scene.DepositCollateralAsync(null, id);
        Assert.Equal(
            "CommitmentNotWaitingForDelegation", await scene.RefusalAsync(scene.Provider, capacity, new CapacityContract.RemoveCommitment(id)));
    }

    [AnvilFact]
    public async Task Exactly_the_collateral_of_several_commitments_is_deposited_at_once()
    {
        Scene scene = await fixture.BeginAsync();
        Address capacity = scene.Marketplace.Capacity;
        await scene.OfferAsync(peers: [1, 2]);
        ImmutableArray<Bytes32> ids = [await scene.CreateCommitmentAsync(1, delegator: scene.Delegator), await scene.CreateCommitmentAsync(2)];
        BigInteger needed = scene.CollateralPerUnit * 4;
        CapacityContract.DepositCollateral deposit = new(ids);
        Assert.Equal("NotDelegator", await scene.RefusalAsync(scene.Stranger, capacity, deposit, needed));
        Assert.Equal("WrongCollateral", await scene.RefusalAsync(scene.Delegator, capacity, deposit, needed - 1));
        Assert.Equal("WrongCollateral", await scene.RefusalAsync(scene.Delegator, capacity, deposit, needed + 1));
        BigInteger epoch = await scene.Marketplace.EpochAsync();
        Receipt receipt = await scene.SendAsync(scene.Delegator, capacity, deposit, needed);
        Assert.Equal(
            ids.Select((id, i) => (Scene.Peer(i + 1), id, epoch + 1, epoch + 21)),
            Scene.All<CapacityContract.CommitmentActivatedEvent>(receipt, CapacityContract.CommitmentActivatedEvent.TryDecode)
                .Select(static each => (each.PeerId, each.CommitmentId, each.StartEpoch, each.EndEpoch)));
        Assert.Equal(CommitmentStatus.WaitStart, await scene.CommitmentStatusAsync(ids[1]));
        Assert.Equal(4, await scene.AskAsync(scene.Marketplace.Core, new CoreContract.ActiveUnitCount()));
        await scene.EpochsAsync();
        Assert.Equal(CommitmentStatus.Active, await scene.CommitmentStatusAsync(ids[1]));
        Assert.Equal(scene.Delegator, (await scene.AskAsync(capacity, new CapacityContract.GetCommitment(ids[1]))).Delegator);
        Assert.Equal("CommitmentNotWaitingForDelegation", await scene.RefusalAsync(scene.Delegator, capacity, deposit, needed));
    }

    [AnvilFact]
    public async Task A_commitment_runs_out_and_gives_its_collateral_back()
    {
        Scene scene = await fixture.BeginAsync();
        Address capacity = scene.Marketplace.Capacity;
        await scene.OfferAsync(peers: [1]);
        Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
        for (int epoch = 0; epoch < 10; epoch++)
        {
            await scene.ProveEnoughAsync(Scene.Unit(1), epoch * 10);
            await scene.ProveEnoughAsync(Scene.Unit(1, 1), epoch * 10);
            await scene.EpochsAsync();
        }

        Assert.Equal(CommitmentStatus.Inactive, await scene.CommitmentStatusAsync(id));
        Assert.Equal("CapacityCommitmentIsActive", await scene.RefusalAsync(scene.Provider, capacity, new CapacityContract.FinishCommitment(id)));
        Assert.Equal("NotCommitmentProvider", await scene.RefusalAsync(
            scene.Stranger, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1)])));
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1)]));
        Assert.Equal("UnitsNotExited", await scene.RefusalAsync(scene.Provider, capacity, new CapacityContract.FinishCommitment(id)));
        Assert.Equal("UnitAlreadyExited", await scene.RefusalAsync(
            scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1)])));
        Assert.Equal("UnitNotInCommitment", await scene.RefusalAsync(
            scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [await AnotherUnitAsync(scene)])));
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1, 1)]));
        BigInteger before = await scene.Chain.Client.GetBalanceAsync(scene.Delegator);
        await scene.SendAsync(scene.Stranger, capacity, new CapacityContract.FinishCommitment(id));
        Assert.Equal(before + (2 * scene.CollateralPerUnit), await scene.Chain.Client.GetBalanceAsync(scene.Delegator));
        Assert.Equal(CommitmentStatus.Removed, await scene.CommitmentStatusAsync(id));
        Assert.Equal(Bytes32.Zero, (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputePeer(Scene.Peer(1)))).CommitmentId);
    }

    [AnvilFact]
    public async Task A_commitment_whose_units_do_not_prove_fails_and_is_slashed()
    {
        Scene scene = await fixture.BeginAsync();
        Address capacity = scene.Marketplace.Capacity;
        await scene.OfferAsync(peers: [1]);
        Bytes32 id = (await scene.CommitAsync(peers: [1]))[0];
        BigInteger start = (await scene.AskAsync(capacity, new CapacityContract.GetCommitment(id))).StartEpoch;
        await scene.EpochsAsync(10);
        Receipt receipt = await scene.SendAsync(
            scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1), Scene.Unit(1, 1)]));
        Assert.Equal(
            new CapacityContract.CommitmentFailedEvent(id, start + 9),
            Scene.Decoded<CapacityContract.CommitmentFailedEvent>(receipt, CapacityContract.CommitmentFailedEvent.TryDecode));
        Assert.Equal("TooEarlyToFinish", await scene.RefusalAsync(scene.Provider, capacity, new CapacityContract.FinishCommitment(id)));
        await scene.EpochsAsync();
        BigInteger delegator = await scene.Chain.Client.GetBalanceAsync(scene.Delegator);
        BigInteger owner = await scene.Chain.Client.GetBalanceAsync(scene.Owner);
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.FinishCommitment(id));
        BigInteger slashed = 2 * 10 * scene.CollateralPerUnit / 100;
        Assert.Equal(delegator + (2 * scene.CollateralPerUnit) - slashed, await scene.Chain.Client.GetBalanceAsync(scene.Delegator));
        Assert.Equal(owner + slashed, await scene.Chain.Client.GetBalanceAsync(scene.Owner));
        Assert.Equal(0, await scene.AskAsync(scene.Marketplace.Core, new CoreContract.ActiveUnitCount()));
    }

    [AnvilFact]
    public async Task Units_in_a_deal_leave_it_when_their_commitment_is_over()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
        Address deal = await scene.DealAsync(1, 1, deposit: 100 * Scene.Dollar);
        await scene.MatchAsync(deal, offer, Scene.Unit(1));
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.EpochsAsync(12);
        BigInteger before = await scene.TokensAsync(scene.Provider);
        await scene.SendAsync(
            scene.Provider, scene.Marketplace.Capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1), Scene.Unit(1, 1)]));
        Assert.Equal(Address.Zero, await scene.DealOfAsync(Scene.Unit(1)));
        Assert.Equal(before + (12 * 2 * Scene.Dollar), await scene.TokensAsync(scene.Provider));
        await scene.EpochsAsync(2);
        await scene.SendAsync(scene.Provider, scene.Marketplace.Capacity, new CapacityContract.FinishCommitment(id));
    }

    [AnvilFact]
    public async Task A_unit_in_a_deal_need_not_prove_and_proves_again_in_the_epoch_after_it()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 offer = await scene.OfferAsync(peers: [1]);
        Bytes32 id = (await scene.CommitAsync(peers: [1]))[0];
        Address deal = await scene.DealAsync();
        await scene.MatchAsync(deal, offer, Scene.Unit(1));
        CapacityContract.SubmitProof proof = new(Scene.Unit(1), Scene.Id(1), Marketplace.Difficulty);
        Assert.Equal("UnitInDeal", await scene.RefusalAsync(scene.PeerOwner, scene.Marketplace.Capacity, proof));
        for (int epoch = 0; epoch < 12; epoch++)
        {
            await scene.ProveEnoughAsync(Scene.Unit(1, 1), epoch * 10);
            await scene.EpochsAsync();
        }

        Assert.Equal(0, (await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetCommitment(id))).TotalFailCount);
        await scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
        Assert.Equal("UnitNotProving", await scene.RefusalAsync(scene.PeerOwner, scene.Marketplace.Capacity, proof));
        await scene.EpochsAsync();
        await scene.SendAsync(scene.PeerOwner, scene.Marketplace.Capacity, proof);
    }

    [AnvilFact]
    public async Task Capacity_takes_the_word_of_the_market_alone()
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(peers: [1]);
        Bytes32 id = (await scene.CommitAsync(peers: [1]))[0];
        foreach (Address account in new[] { scene.Provider, scene.Owner, scene.Stranger })
        {
            Assert.Equal("OnlyMarket", await scene.RefusalAsync(
                account, scene.Marketplace.Capacity, new CapacityContract.OnUnitMovedToDeal(id, Scene.Unit(1))));
            Assert.Equal("OnlyMarket", await scene.RefusalAsync(
                account, scene.Marketplace.Capacity, new CapacityContract.OnUnitReturnedFromDeal(id, Scene.Unit(1))));
        }
    }

    private static async Task<Bytes32> AnotherUnitAsync(Scene scene)
    {
        await scene.OfferAsync(peers: [9]);
        return Scene.Unit(9);
    }
}

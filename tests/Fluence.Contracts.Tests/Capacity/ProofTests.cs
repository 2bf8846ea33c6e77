using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Capacity;

/// <summary>Proofs, and what they earn.</summary>
public sealed class ProofTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    [AnvilFact]
    public async Task A_proof_is_submitted_by_the_peers_owner()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 id = await CommittedAsync(scene);
        CapacityContract.SubmitProof proof = new(Scene.Unit(1), Scene.Id(1), Marketplace.Difficulty);
        Assert.Equal("NotPeerOwner", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Capacity, proof));
        Receipt receipt = await scene.SendAsync(scene.PeerOwner, scene.Marketplace.Capacity, proof);
        Assert.Equal(
            new CapacityContract.ProofSubmittedEvent(id, Scene.Unit(1), Scene.Id(1)),
            Scene.Decoded<CapacityContract.ProofSubmittedEvent>(receipt, CapacityContract.ProofSubmittedEvent.TryDecode));
    }

    [AnvilFact]
    public async Task Proofs_of_several_units_are_submitted_at_once()
    {
        Scene scene = await fixture.BeginAsync();
        await CommittedAsync(scene);
        Receipt receipt = await scene.SendAsync(
            scene.PeerOwner, scene.Marketplace.Capacity, Proofs((Scene.Unit(1), 1), (Scene.Unit(1), 2), (Scene.Unit(1, 1), 1)));
        Assert.Equal(
            [(Scene.Unit(1), Scene.Id(1)), (Scene.Unit(1), Scene.Id(2)), (Scene.Unit(1, 1), Scene.Id(1))],
            Scene.All<CapacityContract.ProofSubmittedEvent>(receipt, CapacityContract.ProofSubmittedEvent.TryDecode)
                .Select(static each => (each.UnitId, each.LocalUnitNonce)));
        CapacityContract.SubmitProofs wrong = Proofs((Scene.Unit(1), 5)) with { ResultHashes = [] };
        Assert.Equal("LengthMismatch", await scene.RefusalAsync(scene.PeerOwner, scene.Marketplace.Capacity, wrong));
    }

    [AnvilFact]
    public async Task More_proofs_than_the_most_are_refused_in_the_same_epoch()
    {
        Scene scene = await fixture.BeginAsync();
        await CommittedAsync(scene);
        await scene.SendAsync(scene.PeerOwner, scene.Marketplace.Capacity, Proofs([.. Enumerable.Range(1, 5).Select(i => (Scene.Unit(1), i))]));
        Assert.Equal("TooManyProofs", await scene.RefusalAsync(scene.PeerOwner, scene.Marketplace.Capacity, Proofs((Scene.Unit(1), 6))));
        await scene.EpochsAsync();
        await scene.SendAsync(scene.PeerOwner, scene.Marketplace.Capacity, Proofs((Scene.Unit(1), 6)));
    }

    [AnvilFact]
    public async Task A_proof_is_taken_once()
    {
        Scene scene = await fixture.BeginAsync();
        await CommittedAsync(scene);
        await scene.ProveAsync(Scene.Unit(1), 1);
        Assert.Equal("ProofAlreadySubmitted", await scene.RefusalAsync(scene.PeerOwner, scene.Marketplace.Capacity, Proofs((Scene.Unit(1), 1))));
        Assert.Equal(
            "ProofAlreadySubmitted", await scene.RefusalAsync(scene.PeerOwner, scene.Marketplace.Capacity, Proofs((Scene.Unit(1), 2), (Scene.Unit(1), 2))));
        await scene.ProveAsync(Scene.Unit(1, 1), 1);
    }

    [AnvilFact]
    public async Task One_bad_proof_among_good_ones_spoils_all_of_them()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Scene scene = await Scene.OfAsync(chain, Code.Ours, randomX: Code.Test("EchoRandomX"));
        await CommittedAsync(scene);
        Bytes32 above = Bytes32.FromNumber(Marketplace.Difficulty.ToNumber() + 1);
        CapacityContract.SubmitProofs good = new([Scene.Unit(1), Scene.Unit(1)], [Scene.Id(1), Scene.Id(2)], [Scene.Id(1), Scene.Id(2)]);
        Address capacity = scene.Marketplace.Capacity;
        Assert.Equal("ProofNotValid", await scene.RefusalAsync(scene.PeerOwner, capacity, good with { ResultHashes = [Scene.Id(1), Scene.Id(3)] }));
        Assert.Equal("ProofAboveDifficulty", await scene.RefusalAsync(
            scene.PeerOwner, capacity, good with { LocalUnitNonces = [Scene.Id(1), above], ResultHashes = [Scene.Id(1), above] }));
        await scene.SendAsync(scene.PeerOwner, capacity, good);
    }

    [AnvilFact]
    public async Task Nothing_is_proved_without_a_commitment_before_it_or_after_it()
    {
        Scene scene = await fixture.BeginAsync();
        await scene.OfferAsync(peers: [1]);
        CapacityContract.SubmitProofs proof = Proofs((Scene.Unit(1), 1));
        Address capacity = scene.Marketplace.Capacity;
        Assert.Equal("PeerHasNoCommitment", await scene.RefusalAsync(scene.PeerOwner, capacity, proof));
        Bytes32 id = await scene.CreateCommitmentAsync(1, duration: 10);
        Assert.Equal("CommitmentNotStarted", await scene.RefusalAsync(scene.PeerOwner, capacity, proof));
        await scene.DepositCollateralAsync(null, id);
        Assert.Equal("CommitmentNotStarted", await scene.RefusalAsync(scene.PeerOwner, capacity, proof));
        await scene.EpochsAsync(12);
        Assert.Equal("CapacityCommitmentIsNotActive", await scene.RefusalAsync(scene.PeerOwner, capacity, proof));
    }

    [AnvilFact]
    public async Task The_pool_of_an_epoch_is_shared_by_its_proofs_and_vests()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 id = await CommittedAsync(scene);
        Address capacity = scene.Marketplace.Capacity;
        BigInteger pool = await scene.AskAsync(scene.Marketplace.Core, new CoreContract.GetRewardPool(await scene.Marketplace.EpochAsync()));
        await scene.SendAsync(scene.PeerOwner, capacity, Proofs([.. Enumerable.Range(1, 3).Select(i => (Scene.Unit(1), i))]));
        await scene.SendAsync(scene.PeerOwner, capacity, Proofs((Scene.Unit(1, 1), 1), (Scene.Unit(1, 1), 2)));
        int earned = await scene.Marketplace.EpochAsync();
        await scene.EpochsAsync();
        Assert.Equal(0, await scene.AskAsync(capacity, new CapacityContract.TotalRewards(id)));
        await scene.ProveAsync(Scene.Unit(1), 1);
        BigInteger part = pool * 3 / 5 / 6;
        Assert.Equal(part * 6, await scene.AskAsync(capacity, new CapacityContract.TotalRewards(id)));
        int first = ((earned / 3) + 1) * 3;
        Assert.Equal(
            part * (((await scene.Marketplace.EpochAsync() - first) / 3) + (await scene.Marketplace.EpochAsync() >= first ? 1 : 0)),
            await scene.AskAsync(capacity, new CapacityContract.UnlockedRewards(id)));
        await scene.EpochsAsync(3);
        BigInteger unlocked = await scene.AskAsync(capacity, new CapacityContract.UnlockedRewards(id));
        Assert.Equal(part * (((await scene.Marketplace.EpochAsync() - first) / 3) + 1), unlocked);
        Assert.Equal("NotProviderOrDelegator", await scene.RefusalAsync(scene.Stranger, capacity, new CapacityContract.WithdrawReward(id)));
        BigInteger delegator = await scene.Chain.Client.GetBalanceAsync(scene.Delegator);
        BigInteger provider = await scene.Chain.Client.GetBalanceAsync(scene.Provider);
        await scene.SendAsync(scene.Delegator, capacity, new CapacityContract.WithdrawReward(id));
        Assert.Equal(delegator + (unlocked / 10), await scene.Chain.Client.GetBalanceAsync(scene.Delegator));
        Assert.Equal(provider + unlocked - (unlocked / 10), await scene.Chain.Client.GetBalanceAsync(scene.Provider));
        Assert.Equal(0, await scene.AskAsync(capacity, new CapacityContract.UnlockedRewards(id)));
    }

    [AnvilFact]
    public async Task Too_few_proofs_earn_nothing()
    {
        Scene scene = await fixture.BeginAsync();
        Bytes32 id = await CommittedAsync(scene);
        await scene.ProveAsync(Scene.Unit(1), 1);
        await scene.EpochsAsync();
        await scene.ProveAsync(Scene.Unit(1), 1);
        Assert.Equal(0, await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.TotalRewards(id)));
        Assert.Equal("NothingToWithdraw", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Capacity, new CapacityContract.WithdrawReward(id)));
    }

    [AnvilFact]
    public async Task Rewards_are_paid_from_what_was_given_for_them_and_never_from_collateral()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Scene scene = await Scene.OfAsync(chain, Code.Ours, new() { InitialRewardBalance = 1 });
        Bytes32 id = await CommittedAsync(scene);
        await scene.ProveEnoughAsync(Scene.Unit(1), 1);
        await scene.EpochsAsync();
        await scene.ProveAsync(Scene.Unit(1), 1);
        await scene.EpochsAsync(4);
        Assert.Equal("RewardBalanceTooSmall", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Capacity, new CapacityContract.WithdrawReward(id)));
    }

    private static async Task<Bytes32> CommittedAsync(Scene scene)
    {
        await scene.OfferAsync(peers: [1]);
        return (await scene.CommitAsync(peers: [1]))[0];
    }

    private static CapacityContract.SubmitProofs Proofs(params ImmutableArray<(Bytes32 Unit, int Nonce)> proofs) => new(
        [.. proofs.Select(static proof => proof.Unit)], [.. proofs.Select(static proof => Scene.Id(proof.Nonce))],
        [.. proofs.Select(static _ => Marketplace.Difficulty)]);
}

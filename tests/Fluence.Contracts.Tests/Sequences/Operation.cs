using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>A call of an actor, on a chain and in the model.</summary>
internal abstract record Operation(int Actor)
{
    public virtual BigInteger Value => 0;

    public abstract void Apply(World world);

    public abstract (Address To, IContractCall Call) On(Cast cast);

    protected static Bytes32 Id(BigInteger id) => Bytes32.FromNumber(id);

    protected static ImmutableArray<Bytes32> UnitIds(ImmutableArray<int> units) => [.. units.Select(Cast.UnitId)];
}

internal sealed record DeployDeal(
    int Actor, BigInteger Amount, int Min, int Target, int MaxPerProvider, BigInteger Price, AccessType Access, ImmutableArray<int> Listed)
    : Operation(Actor)
{
    public override void Apply(World world) => world.DeployDeal(Actor, Amount, Min, Target, MaxPerProvider, Price, Access, Listed);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Factory, new DealFactoryContract.DeployDeal(
        Marketplace.Cid, cast.Marketplace.Token, Amount, Min, Target, MaxPerProvider, Price, [Marketplace.Cid], (byte)Access,
        [.. Listed.Select(cast.AddressOf)], 1));
}

internal sealed record Deposit(int Actor, int Deal, BigInteger Amount) : Operation(Actor)
{
    public override void Apply(World world) => world.Deposit(Actor, Deal, Amount);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Deal(Deal), new DealContract.Deposit(Amount));
}

internal sealed record Withdraw(int Actor, int Deal, BigInteger Amount) : Operation(Actor)
{
    public override void Apply(World world) => world.Withdraw(Actor, Deal, Amount);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Deal(Deal), new DealContract.Withdraw(Amount));
}

internal sealed record Stop(int Actor, int Deal) : Operation(Actor)
{
    public override void Apply(World world) => world.Stop(Actor, Deal);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Deal(Deal), new DealContract.Stop());
}

internal sealed record SetWorker(int Actor, int Deal, int Unit) : Operation(Actor)
{
    public override void Apply(World world) => world.SetWorker(Actor, Deal, Unit);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Deal(Deal), new DealContract.SetWorker(Cast.UnitId(Unit), Bytes32.FromNumber(0x3000 + Unit)));
}

internal sealed record WithdrawDealRewards(int Actor, int Deal, int Unit) : Operation(Actor)
{
    public override void Apply(World world) => world.WithdrawDealRewards(Actor, Deal, Unit);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Deal(Deal), new DealContract.WithdrawRewards(Cast.UnitId(Unit)));
}

internal sealed record ReturnUnit(int Actor, int Unit) : Operation(Actor)
{
    public override void Apply(World world) => world.ReturnUnit(Actor, Unit);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Cast.UnitId(Unit)));
}

internal sealed record MatchDeal(int Actor, int Deal, ImmutableArray<(int Provider, ImmutableArray<int> Units)> Offers) : Operation(Actor)
{
    public override void Apply(World world) => world.MatchDeal(Actor, Deal, Offers);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Market, new MarketContract.MatchDeal(
        cast.Deal(Deal), [.. Offers.Select(offer => cast.Offers[offer.Provider])],
        [.. Offers.Select(static offer => UnitIds(offer.Units))]));
}

internal sealed record PublishDeal(int Actor, int Deal, int Window) : Operation(Actor)
{
    public override void Apply(World world) => world.PublishDeal(Actor, Deal, Window);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Market, new MarketContract.PublishDeal(cast.Deal(Deal), (ulong)Window));
}

internal sealed record UnpublishDeal(int Actor, int Deal) : Operation(Actor)
{
    public override void Apply(World world) => world.UnpublishDeal(Actor, Deal);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Market, new MarketContract.UnpublishDeal(cast.Deal(Deal)));
}

internal sealed record JoinDeal(int Actor, int Deal, int Unit) : Operation(Actor)
{
    public override void Apply(World world) => world.JoinDeal(Actor, Deal, Unit);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Market, new MarketContract.JoinDeal(cast.Deal(Deal), Cast.UnitId(Unit)));
}

internal sealed record ChangeMinPrice(int Actor, int Provider, BigInteger Price) : Operation(Actor)
{
    public override void Apply(World world) => world.ChangeMinPrice(Actor, Provider, Price);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Market, new MarketContract.ChangeMinPricePerWorkerEpoch(cast.Offers[Provider], Price));
}

internal sealed record SetPrice(int Actor, BigInteger Price) : Operation(Actor)
{
    public override void Apply(World world) => world.SetPrice(Actor, Price);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Core, new CoreContract.SetFLTPrice(Price));
}

internal sealed record CalculatePool(int Actor) : Operation(Actor)
{
    public override void Apply(World world) => world.CalculatePool();

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Core, new CoreContract.CalculateRewardPool());
}

internal sealed record CreateCommitment(
    int Actor, int Peer, int Duration, int Delegator, BigInteger Rate, BigInteger Commitment) : Operation(Actor)
{
    public override void Apply(World world) => world.CreateCommitment(Actor, Peer, Duration, Delegator, Rate, Commitment);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Capacity, new CapacityContract.CreateCommitment(
        Cast.PeerId(Peer), Duration, cast.AddressOf(Delegator), Rate));
}

internal sealed record RemoveCommitment(int Actor, BigInteger Commitment) : Operation(Actor)
{
    public override void Apply(World world) => world.RemoveCommitment(Actor, Commitment);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Capacity, new CapacityContract.RemoveCommitment(Id(Commitment)));
}

internal sealed record DepositCollateral(int Actor, ImmutableArray<BigInteger> Commitments, BigInteger Amount) : Operation(Actor)
{
    public override BigInteger Value => Amount;

    public override void Apply(World world) => world.DepositCollateral(Actor, Commitments, Amount);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Capacity, new CapacityContract.DepositCollateral([.. Commitments.Select(Id)]));
}

internal sealed record SubmitProof(int Actor, int Unit, int Nonce) : Operation(Actor)
{
    public override void Apply(World world) => world.SubmitProofs(Actor, [(Unit, Nonce)]);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Capacity, new CapacityContract.SubmitProof(
        Cast.UnitId(Unit), Bytes32.FromNumber(Nonce), Marketplace.Difficulty));
}

internal sealed record SubmitProofs(int Actor, ImmutableArray<(int Unit, int Nonce)> Proofs) : Operation(Actor)
{
    public override void Apply(World world) => world.SubmitProofs(Actor, Proofs);

    public override (Address To, IContractCall Call) On(Cast cast) => (cast.Marketplace.Capacity, new CapacityContract.SubmitProofs(
        [.. Proofs.Select(static proof => Cast.UnitId(proof.Unit))], [.. Proofs.Select(static proof => Bytes32.FromNumber(proof.Nonce))],
        [.. Proofs.Select(static _ => Marketplace.Difficulty)]));
}

internal sealed record RemoveUnits(int Actor, BigInteger Commitment, ImmutableArray<int> Units) : Operation(Actor)
{
    public override void Apply(World world) => world.RemoveUnits(Actor, Commitment, Units);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Capacity, new CapacityContract.RemoveCUFromCC(Id(Commitment), UnitIds(Units)));
}

internal sealed record Finish(int Actor, BigInteger Commitment) : Operation(Actor)
{
    public override void Apply(World world) => world.Finish(Commitment);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Capacity, new CapacityContract.FinishCommitment(Id(Commitment)));
}

internal sealed record WithdrawReward(int Actor, BigInteger Commitment) : Operation(Actor)
{
    public override void Apply(World world) => world.WithdrawReward(Actor, Commitment);

    public override (Address To, IContractCall Call) On(Cast cast) =>
        (cast.Marketplace.Capacity, new CapacityContract.WithdrawReward(Id(Commitment)));
}

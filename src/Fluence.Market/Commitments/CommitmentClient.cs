using System.Collections.Immutable;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Commitments;

/// <summary>What providers, delegators and peers do with capacity commitments.</summary>
/// <param name="sender">The account.</param>
/// <param name="deployment">The marketplace.</param>
public sealed class CommitmentClient(TransactionSender sender, Deployment deployment)
{
    /// <summary>Commits a peer, which is in an offer of this account.</summary>
    /// <param name="peer">The peer.</param>
    /// <param name="duration">For how many epochs.</param>
    /// <param name="delegatorRate">The part of rewards that the delegator gets, in 1/10,000,000.</param>
    /// <param name="delegator">Who deposits the collateral; whoever does first where it is null.</param>
    /// <param name="cancellation">Ends the waiting.</param>
    /// <returns>The id of the commitment.</returns>
    public async Task<Bytes32> CreateAsync(
        PeerId peer, BigInteger duration, BigInteger delegatorRate, Address? delegator = null, CancellationToken cancellation = default)
    {
        Receipt receipt = await SendAsync(
            new CapacityContract.CreateCommitment(peer.ToChain(), duration, delegator ?? Address.Zero, delegatorRate), cancellation);
        return receipt.Logs.Select(static log => CapacityContract.CommitmentCreatedEvent.TryDecode(
                log, out CapacityContract.CommitmentCreatedEvent? made) ? made.CommitmentId : (Bytes32?)null)
            .FirstOrDefault(static commitment => commitment is not null)
            ?? throw new EthereumException($"the transaction {receipt.TransactionHash} has made no commitment");
    }

    /// <summary>A commitment as it is now.</summary>
    /// <exception cref="ContractRevertedException">There is none of this id.</exception>
    public async Task<CommitmentInfo> GetAsync(Bytes32 commitment, BlockTag? at = null, CancellationToken cancellation = default)
    {
        CommitmentView view =
            await sender.Client.CallAsync(deployment.Capacity, new CapacityContract.GetCommitment(commitment), at, cancellation);
        return new CommitmentInfo(
            commitment, (CommitmentStatus)view.Status, view.PeerId, view.CollateralPerUnit, view.UnitCount, view.StartEpoch, view.EndEpoch,
            view.RewardDelegatorRate, view.Delegator, view.TotalFailCount, view.FailedEpoch, view.ExitedUnitCount);
    }

    /// <summary>Pays the collateral of commitments, which start with the next epoch.</summary>
    public async Task<Receipt> DepositCollateralAsync(ImmutableArray<Bytes32> commitments, CancellationToken cancellation = default)
    {
        BigInteger collateral = 0;
        foreach (Bytes32 commitment in commitments)
        {
            collateral += (await GetAsync(commitment, cancellation: cancellation)).Collateral;
        }

        return await sender.SendAsync(
            deployment.Capacity, new CapacityContract.DepositCollateral(commitments), collateral, cancellation: cancellation);
    }

    /// <summary>Removes a commitment whose collateral nobody has paid.</summary>
    public Task<Receipt> RemoveAsync(Bytes32 commitment, CancellationToken cancellation = default) =>
        SendAsync(new CapacityContract.RemoveCommitment(commitment), cancellation);

    /// <summary>Takes all units that are left out of a commitment that is over or failed, and has the collateral paid back.</summary>
    public async Task<Receipt> FinishAsync(Bytes32 commitment, CancellationToken cancellation = default)
    {
        CommitmentInfo info = await GetAsync(commitment, cancellation: cancellation);
        if (info.ExitedUnits < info.UnitCount)
        {
            ImmutableArray<Bytes32> units = await sender.Client.CallAsync(
                deployment.Market, new MarketContract.GetComputeUnitIds(info.PeerId), cancellation: cancellation);
            await RemoveUnitsAsync(commitment, units, cancellation);
        }

        return await SendAsync(new CapacityContract.FinishCommitment(commitment), cancellation);
    }

    /// <summary>Takes units out of a commitment that is over or failed.</summary>
    public Task<Receipt> RemoveUnitsAsync(Bytes32 commitment, ImmutableArray<Bytes32> units, CancellationToken cancellation = default) =>
        SendAsync(new CapacityContract.RemoveCUFromCC(commitment, units), cancellation);

    /// <summary>Proves the capacity of units, as the owner of their peers.</summary>
    public Task<Receipt> SubmitProofsAsync(
        IReadOnlyList<(Bytes32 Unit, Bytes32 LocalNonce, Bytes32 Result)> proofs, CancellationToken cancellation = default) => SendAsync(
            new CapacityContract.SubmitProofs(
                [.. proofs.Select(static each => each.Unit)], [.. proofs.Select(static each => each.LocalNonce)],
                [.. proofs.Select(static each => each.Result)]),
            cancellation);

    /// <summary>What a commitment has earned, in wei.</summary>
    public Task<BigInteger> GetTotalRewardsAsync(Bytes32 commitment, CancellationToken cancellation = default) =>
        sender.Client.CallAsync(deployment.Capacity, new CapacityContract.TotalRewards(commitment), cancellation: cancellation);

    /// <summary>What of it can be paid out now, in wei.</summary>
    public Task<BigInteger> GetUnlockedRewardsAsync(Bytes32 commitment, CancellationToken cancellation = default) =>
        sender.Client.CallAsync(deployment.Capacity, new CapacityContract.UnlockedRewards(commitment), cancellation: cancellation);

    /// <summary>Has provider and delegator paid what is unlocked.</summary>
    public Task<Receipt> WithdrawRewardsAsync(Bytes32 commitment, CancellationToken cancellation = default) =>
        SendAsync(new CapacityContract.WithdrawReward(commitment), cancellation);

    private Task<Receipt> SendAsync(IContractCall call, CancellationToken cancellation) =>
        sender.SendAsync(deployment.Capacity, call, cancellation: cancellation);
}

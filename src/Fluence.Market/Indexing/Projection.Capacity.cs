using System.Globalization;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Indexing;

/// <content>Events of Capacity: commitments and proofs.</content>
internal sealed partial class Projection
{
    private static readonly Dictionary<Bytes32, Handler> CapacityHandlers = new()
    {
        [CapacityContract.CommitmentCreatedEvent.Topic] = On<CapacityContract.CommitmentCreatedEvent>(
            CapacityContract.CommitmentCreatedEvent.TryDecode, static (_, context, e) => Commit(context, e)),
        [CapacityContract.CommitmentActivatedEvent.Topic] = On<CapacityContract.CommitmentActivatedEvent>(
            CapacityContract.CommitmentActivatedEvent.TryDecode, static (projection, context, e) => projection.Activate(context, e)),
        [CapacityContract.CollateralDepositedEvent.Topic] = On<CapacityContract.CollateralDepositedEvent>(
            CapacityContract.CollateralDepositedEvent.TryDecode,
            static (projection, context, e) => projection.Pay(context, e)),
        [CapacityContract.CommitmentRemovedEvent.Topic] = On<CapacityContract.CommitmentRemovedEvent>(
            CapacityContract.CommitmentRemovedEvent.TryDecode, static (_, context, e) => End(context, e.CommitmentId)
                ?.Set("deleted", true)),
        [CapacityContract.CommitmentFinishedEvent.Topic] = On<CapacityContract.CommitmentFinishedEvent>(
            CapacityContract.CommitmentFinishedEvent.TryDecode, static (_, context, e) => End(context, e.CommitmentId)
                ?.Set("status", "Removed")),
        [CapacityContract.CommitmentFailedEvent.Topic] = On<CapacityContract.CommitmentFailedEvent>(
            CapacityContract.CommitmentFailedEvent.TryDecode, static (_, context, e) => Fail(context, e)),
        [CapacityContract.CommitmentStatsUpdatedEvent.Topic] = On<CapacityContract.CommitmentStatsUpdatedEvent>(
            CapacityContract.CommitmentStatsUpdatedEvent.TryDecode, static (_, context, e) => Update(context, e)),
        [CapacityContract.UnitDeactivatedEvent.Topic] = On<CapacityContract.UnitDeactivatedEvent>(
            CapacityContract.UnitDeactivatedEvent.TryDecode, static (_, context, e) => Deactivate(context, e)),
        [CapacityContract.ProofSubmittedEvent.Topic] = On<CapacityContract.ProofSubmittedEvent>(
            CapacityContract.ProofSubmittedEvent.TryDecode, static (projection, context, e) => projection.Prove(context, e)),
        [CapacityContract.RewardWithdrawnEvent.Topic] = On<CapacityContract.RewardWithdrawnEvent>(
            CapacityContract.RewardWithdrawnEvent.TryDecode,
            static (_, context, e) => Commitment(context, e.CommitmentId)?.Add("rewardWithdrawn", e.Amount)),
    };

    private static Entity? Commitment(Context context, Bytes32 id) => context.Find(IndexSchema.Commitment, id.ToString());

    private static void Commit(Context context, CapacityContract.CommitmentCreatedEvent e)
    {
        if (context.Find(IndexSchema.Peer, e.PeerId.ToString()) is not { } peer)
        {
            return;
        }

        Entity commitment = context.Make(IndexSchema.Commitment, e.CommitmentId.ToString()).Set("peer", peer.Id)
            .Set("provider", peer.Text("provider")).Set("status", "WaitDelegation").Set("collateralPerUnit", e.FltCollateralPerUnit)
            .Set("createdAt", context.Time).Set("duration", e.Duration).Set("rewardDelegatorRate", Entity.ToInt64(e.RewardDelegationRate))
            .Set("delegator", Text(e.Delegator)).Set("computeUnitsCount", peer.Int("computeUnitsTotal"));
        foreach (string unit in context.IdsOf(IndexSchema.ComputeUnit, "peer", peer.Id))
        {
            if (context.Find(IndexSchema.ComputeUnit, unit) is { } entity && !entity.Flag("deleted"))
            {
                context.Make(IndexSchema.CommitmentUnit, commitment.Id + unit).Set("capacityCommitment", commitment.Id)
                    .Set("computeUnit", unit);
            }
        }

        peer.Set("currentCapacityCommitment", commitment.Id);
        context.Network().Add("capacityCommitmentsTotal", BigInteger.One);
    }

    private void Activate(Context context, CapacityContract.CommitmentActivatedEvent e)
    {
        if (Commitment(context, e.CommitmentId) is not { } commitment)
        {
            return;
        }

        BigInteger now = EpochOf(context.Block.Timestamp);
        commitment.Set("status", "WaitStart").Set("startEpoch", e.StartEpoch).Set("endEpoch", e.EndEpoch)
            .Set("activeUnitCount", (long)e.UnitIds.Length).Set("nextAdditionalActiveUnitCount", 0).Set("snapshotEpoch", now);
        BigInteger failsIn = NextFailedEpoch(context, commitment, now);
        commitment.Set("nextCCFailedEpoch", failsIn);
        context.Find(IndexSchema.Peer, e.PeerId.ToString())?.Set("currentCCCollateralDepositedAt", e.StartEpoch)
            .Set("currentCCEndEpoch", e.EndEpoch).Set("currentCCNextCCFailedEpoch", failsIn);
    }

    /// <summary>Whoever pays first is the delegator where none was named.</summary>
    private void Pay(Context context, CapacityContract.CollateralDepositedEvent e)
    {
        if (Commitment(context, e.CommitmentId) is { } commitment)
        {
            commitment.Set("totalCollateral", e.TotalCollateral);
            if (commitment.Text("delegator") == Text(Address.Zero) && SenderOf(context.Log) is { } sender)
            {
                commitment.Set("delegator", Text(sender));
            }
        }
    }

    private static Entity? End(Context context, Bytes32 id)
    {
        Entity? commitment = Commitment(context, id);
        if (commitment is not null && context.Find(IndexSchema.Peer, commitment.Text("peer")!) is { } peer
            && peer.Text("currentCapacityCommitment") == commitment.Id)
        {
            peer.Set("currentCapacityCommitment", (string?)null).Set("currentCCCollateralDepositedAt", BigInteger.Zero)
                .Set("currentCCEndEpoch", BigInteger.Zero);
        }

        return commitment;
    }

    private static void Fail(Context context, CapacityContract.CommitmentFailedEvent e)
    {
        if (Commitment(context, e.CommitmentId) is { } commitment)
        {
            commitment.Set("failedEpoch", e.FailedEpoch).Set("status", "Failed").Set("nextCCFailedEpoch", e.FailedEpoch);
            context.Find(IndexSchema.Peer, commitment.Text("peer")!)?.Set("currentCCNextCCFailedEpoch", e.FailedEpoch);
        }
    }

    private static void Update(Context context, CapacityContract.CommitmentStatsUpdatedEvent e)
    {
        if (Commitment(context, e.CommitmentId) is not { } commitment)
        {
            return;
        }

        commitment.Set("totalFailCount", Entity.ToInt64(e.TotalFailCount)).Set("exitedUnitCount", Entity.ToInt64(e.ExitedUnitCount))
            .Set("activeUnitCount", Entity.ToInt64(e.ActiveUnitCount))
            .Set("nextAdditionalActiveUnitCount", Entity.ToInt64(e.NextAdditionalActiveUnitCount));
        BigInteger failed = commitment.Big("failedEpoch");
        BigInteger failsIn = failed.IsZero ? NextFailedEpoch(context, commitment, e.ChangedEpoch) : failed;
        commitment.Set("nextCCFailedEpoch", failsIn);
        context.Find(IndexSchema.Peer, commitment.Text("peer")!)?.Set("currentCCNextCCFailedEpoch", failsIn);
        Stats(context, commitment).Set("totalFailCount", commitment.Int("totalFailCount"))
            .Set("exitedUnitCount", commitment.Int("exitedUnitCount")).Set("activeUnitCount", commitment.Int("activeUnitCount"))
            .Set("nextAdditionalActiveUnitCount", commitment.Int("nextAdditionalActiveUnitCount"))
                .Set("currentCCNextCCFailedEpoch", failsIn);
    }

    private static void Deactivate(Context context, CapacityContract.UnitDeactivatedEvent e)
    {
        if (Commitment(context, e.CommitmentId) is { } commitment
            && context.Find(IndexSchema.UnitStats, e.UnitId + context.Epoch().Id) is { } unit
            && unit.Int("submittedProofsCount") >= context.Network().Int("minRequiredProofsPerEpoch"))
        {
            Stats(context, commitment).Add("computeUnitsWithMinRequiredProofsSubmittedCounter", -1);
        }
    }

    private void Prove(Context context, CapacityContract.ProofSubmittedEvent e)
    {
        if (Commitment(context, e.CommitmentId) is not { } commitment
            || context.Find(IndexSchema.ComputeUnit, e.UnitId.ToString()) is not { } unit)
        {
            return;
        }

        // several proofs may come in one transaction, so its hash alone is no id
        string id = context.Log.TransactionHash.ToString();
        if (context.Find(IndexSchema.Proof, id) is not null)
        {
            id += context.Log.LogIndex.ToString(CultureInfo.InvariantCulture);
        }

        Entity stats = Stats(context, commitment).Add("submittedProofsCount", 1);
        context.Make(IndexSchema.Proof, id).Set("capacityCommitment", commitment.Id).Set("computeUnit", unit.Id)
            .Set("localUnitNonce", e.LocalUnitNonce.ToString()).Set("createdAt", context.Time)
            .Set("createdEpoch", EpochOf(context.Block.Timestamp)).Set("provider", unit.Text("provider")).Set("peer", unit.Text("peer"))
            .Set("capacityCommitmentStatsPerEpoch", stats.Id);
        commitment.Add("submittedProofsCount", 1);
        unit.Add("submittedProofsCount", 1);
        context.Network().Add("proofsTotal", BigInteger.One);
        Entity perEpoch = context.Make(IndexSchema.UnitStats, unit.Id + context.Epoch().Id).Set("computeUnit", unit.Id)
            .Set("epochStatistic", context.Epoch().Id).Set("capacityCommitment", commitment.Id).Add("submittedProofsCount", 1);
        if (perEpoch.Int("submittedProofsCount") == context.Network().Int("minRequiredProofsPerEpoch"))
        {
            stats.Add("computeUnitsWithMinRequiredProofsSubmittedCounter", 1);
        }
    }

    private static Entity Stats(Context context, Entity commitment)
    {
        Entity epoch = context.Epoch();
        return context.Make(IndexSchema.CommitmentStats, commitment.Id + epoch.Id).Set("capacityCommitment", commitment.Id)
            .Set("epochStatistic", epoch.Id).Set("epoch", BigInteger.Parse(epoch.Id, CultureInfo.InvariantCulture));
    }

    /// <summary>In which epoch a commitment fails if no more proofs come, as the contract counts it.</summary>
    private static BigInteger NextFailedEpoch(Context context, Entity commitment, BigInteger snapshotEpoch)
    {
        BigInteger active = commitment.Int("activeUnitCount");
        if (active.IsZero)
        {
            return BigInteger.Pow(2, 256) - 1;
        }

        BigInteger most = context.Network().Int("capacityMaxFailedRatio") * commitment.Int("computeUnitsCount");
        BigInteger rest = most - commitment.Int("totalFailCount");
        if (rest <= 0)
        {
            return snapshotEpoch;
        }

        if (active > rest)
        {
            return snapshotEpoch + 1;
        }

        BigInteger later = active + commitment.Int("nextAdditionalActiveUnitCount");
        return snapshotEpoch + 1 + ((rest - active + later - 1) / later);
    }
}

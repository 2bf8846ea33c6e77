using System.Collections.Immutable;
using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>What can be done with commitments.</summary>
internal sealed partial class World
{
    public void SetPrice(int actor, BigInteger price)
    {
        Revert.If(actor != 0, "OwnableUnauthorizedAccount");
        FltPrice = price;
        UpdatePool();
    }

    public void CalculatePool() => UpdatePool();

    public void ChangeMinPrice(int actor, int provider, BigInteger price)
    {
        Revert.If(actor != provider, "NotOfferOwner");
        MinPrices[provider] = price;
    }

    public void CreateCommitment(int actor, int peer, int duration, int delegator, BigInteger rate, BigInteger id)
    {
        Revert.If(Commitments[peer] is not null, "PeerHasCommitment");
        Revert.If(Peers[peer].Provider != actor, "NotPeerProvider");
        Revert.If(duration < Setting.MinDuration, "DurationTooShort");
        Revert.If(rate.IsZero || rate > Setting.Precision, "RewardRateOutOfRange");
        Commitments[peer] = new CommitmentModel
        {
            Id = id, Peer = peer, Provider = actor, Delegator = delegator, Duration = duration, Rate = rate,
            CollateralPerUnit = Setting.UsdCollateral * Setting.Precision / FltPrice * Setting.Ether / Setting.Precision,
            Vesting = Vesting.Of(_rules),
        };
    }

    public void RemoveCommitment(int actor, BigInteger id)
    {
        CommitmentModel cc = Known(id);
        Revert.If(cc.Provider != actor, "NotCommitmentProvider");
        Revert.If(cc.Status != CommitmentStatus.WaitDelegation, "CommitmentNotWaitingForDelegation");
        Commitments[cc.Peer] = null;
    }

    public void DepositCollateral(int actor, ImmutableArray<BigInteger> ids, BigInteger value)
    {
        Coins[actor] = Coins[actor].Minus(value);
        BigInteger needed = 0;
        BigInteger proving = 0;
        foreach (BigInteger id in ids)
        {
            CommitmentModel cc = Known(id);
            Revert.If(cc.Status != CommitmentStatus.WaitDelegation, "CommitmentNotWaitingForDelegation");
            Revert.If(cc.Delegator != Nobody && cc.Delegator != actor, "NotDelegator");
            IReadOnlyList<int> units = Peers[cc.Peer].Units;
            int there = Has(Rules.UnitsInDealsProve) ? units.Count : units.Count(unit => Units[unit].Deal == Nobody);
            cc.Delegator = actor;
            cc.Status = CommitmentStatus.Active;
            cc.StartEpoch = Epoch + 1;
            cc.SnapshotEpoch = Epoch;
            cc.ActiveUnits = there;
            needed += cc.CollateralPerUnit * units.Count;
            proving += there;
        }

        Revert.If(needed != value, "WrongCollateral");
        CapacityCoins += value;
        if (!proving.IsZero)
        {
            SetActiveUnits(ActiveUnits + proving);
        }
    }

    public void SubmitProofs(int actor, ImmutableArray<(int Unit, int Nonce)> proofs)
    {
        foreach ((int unit, int nonce) in proofs)
        {
            SubmitProof(actor, unit, nonce);
        }
    }

    public void RemoveUnits(int actor, BigInteger id, ImmutableArray<int> units)
    {
        CommitmentModel cc = Known(id);
        Revert.If(cc.Provider != actor, "NotCommitmentProvider");
        CommitmentStatus status = Update(cc);
        Revert.If(status is not (CommitmentStatus.Inactive or CommitmentStatus.Failed), "CapacityCommitmentIsActive");
        foreach (int unit in units)
        {
            Revert.If(Units[unit].Peer != cc.Peer || Commitments[cc.Peer] != cc, "UnitNotInCommitment");
            if (Units[unit].Deal != Nobody)
            {
                Revert.If(Has(Rules.ExitRefusesUnitsInDeals), "Error");
                TakeOutOfDeal(unit);
            }

            CommittedUnit info = cc.UnitOf(unit);
            bool leaves = true;
            if (Has(Rules.ExitNeedsOpenEpoch))
            {
                leaves = Settle(cc, info);
            }
            else
            {
                Revert.If(info.IsExited, "UnitAlreadyExited");
                Settle(cc, info);
                info.IsExited = true;
            }

            if (leaves)
            {
                cc.Exited++;
                cc.TotalSlashed += info.Slashed;
            }
        }
    }

    public void Finish(BigInteger id)
    {
        CommitmentModel cc = Known(id);
        Revert.If(cc.Status is not (CommitmentStatus.Inactive or CommitmentStatus.Failed), "CapacityCommitmentIsActive");
        Revert.If(
            cc.Status == CommitmentStatus.Failed && Epoch < cc.FailedEpoch + Setting.WithdrawEpochsAfterFailed, "TooEarlyToFinish");
        int units = Peers[cc.Peer].Units.Count;
        Revert.If(cc.Exited != units, "UnitsNotExited");
        cc.Status = CommitmentStatus.Removed;
        Commitments[cc.Peer] = null;
        Finished.Add(cc);
        Pay(cc.Delegator, (cc.CollateralPerUnit * units).Minus(cc.TotalSlashed));
        Pay(0, cc.TotalSlashed);
    }

    public void WithdrawReward(int actor, BigInteger id)
    {
        CommitmentModel cc = Known(id);
        Revert.If(cc.Provider != actor && cc.Delegator != actor, "NotProviderOrDelegator");
        Update(cc);
        BigInteger? unlocked = cc.Vesting.UnlockedAt(cc.FailedEpoch != 0 ? cc.FailedEpoch : Epoch);
        Revert.If(unlocked is null, "NothingToWithdraw");
        BigInteger amount = unlocked!.Value.Minus(cc.Vesting.Withdrawn);
        cc.Vesting.Withdrawn += amount;
        Revert.If(amount > RewardBalance, "RewardBalanceTooSmall");
        RewardBalance -= amount;
        BigInteger delegated = amount * cc.Rate / Setting.Precision;
        Pay(cc.Delegator, delegated);
        Pay(cc.Provider, amount - delegated);
    }

    private void SubmitProof(int actor, int unit, int nonce)
    {
        int peer = Units[unit].Peer;
        Revert.If(Peers[peer].Owner != actor, "NotPeerOwner");
        CommitmentModel cc = Commitments[peer] ?? throw new RevertException("PeerHasNoCommitment");
        CommitmentStatus status = Update(cc);
        Revert.If(status is CommitmentStatus.WaitDelegation or CommitmentStatus.WaitStart, "CommitmentNotStarted");
        Revert.If(status != CommitmentStatus.Active, "CapacityCommitmentIsNotActive");
        CommittedUnit info = cc.UnitOf(unit);
        if (!Has(Rules.UnitsInDealsProve))
        {
            Revert.If(Units[unit].Deal != Nobody, "UnitInDeal");
            Revert.If(info.SnapshotEpoch == Epoch, "UnitNotProving");
        }

        Settle(cc, info);
        int count = info.Proofs.GetValueOrDefault(Epoch) + 1;
        Revert.If(count > Setting.MaxProofs, "TooManyProofs");
        Revert.If(!SubmittedProofs.Add((Epoch, unit, nonce)), "ProofAlreadySubmitted");
        info.Proofs[Epoch] = count;
        (int min, BigInteger total) = EpochProofs.GetValueOrDefault(Epoch, (Setting.MinProofs, BigInteger.Zero));
        cc.Successes += count == min ? 1 : 0;
        EpochProofs[Epoch] = (min, total + (count == min ? count : count > min ? 1 : 0));
    }

    /// <summary>Slashes and rewards a unit up to the epoch before this one.</summary>
    private bool Settle(CommitmentModel cc, CommittedUnit unit)
    {
        int until = Math.Min(Epoch - 1, cc.EndEpoch - 1);
        until = cc.FailedEpoch != 0 ? Math.Min(until, cc.FailedEpoch) : until;
        int last = unit.SnapshotEpoch == 0 ? cc.StartEpoch - 1 : unit.SnapshotEpoch;
        if (unit.IsInactive || until <= last)
        {
            return false;
        }

        unit.SnapshotEpoch = until;
        int first = last + 1;
        int gaps = until - last - (Proved(unit, Has(Rules.GapsCountProvedEpoch) ? until : first) ? 1 : 0);
        Slash(cc, unit, gaps, until);
        if (Proved(unit, first) && EpochProofs[first].Total is { IsZero: false } total)
        {
            BigInteger reward = PoolOf(first) * unit.Proofs[first] / total;
            if (!reward.IsZero)
            {
                cc.Vesting.Add(reward, first, Setting);
            }
        }

        return true;
    }

    private void Slash(CommitmentModel cc, CommittedUnit unit, int gaps, int until)
    {
        BigInteger left = cc.CollateralPerUnit - unit.Slashed;
        if (gaps == 0 || left.IsZero)
        {
            return;
        }

        if (until == cc.FailedEpoch && !cc.RemainingFailedUnits.IsZero)
        {
            if (cc.FilledFailedUnits >= cc.RemainingFailedUnits)
            {
                gaps--;
            }
            else
            {
                cc.FilledFailedUnits++;
            }
        }

        BigInteger cap = Has(Rules.SlashCapShrinks) ? left : cc.CollateralPerUnit;
        unit.Slashed = BigInteger.Min(cap, unit.Slashed + (gaps * cc.CollateralPerUnit * Setting.SlashingRate / Setting.Precision));
    }

    private bool Proved(CommittedUnit unit, int epoch) =>
        EpochProofs.TryGetValue(epoch, out (int Min, BigInteger Total) proofs) && unit.Proofs.GetValueOrDefault(epoch) >= proofs.Min;

    private void MoveOutOfCommitment(CommitmentModel cc, int unit)
    {
        Revert.If(Update(cc) != CommitmentStatus.Active, "CapacityCommitmentIsNotActive");
        CommittedUnit info = cc.UnitOf(unit);
        Settle(cc, info);
        if (info.SnapshotEpoch == Epoch && !Has(Rules.RematchTakesActive))
        {
            cc.NextAdditional = cc.NextAdditional.Minus(1);
        }
        else
        {
            cc.ActiveUnits = cc.ActiveUnits.Minus(1);
        }

        info.IsInactive = true;
        SetActiveUnits(ActiveUnits.Minus(1));
    }

    private void ReturnToCommitment(CommitmentModel cc, int unit)
    {
        CommitmentStatus status = Update(cc);
        bool waits = status == CommitmentStatus.WaitDelegation;
        if (waits && !Has(Rules.ReturnBeforeDepositCounts))
        {
            return;
        }

        CommittedUnit info = cc.UnitOf(unit);
        info.IsInactive = false;
        info.SnapshotEpoch = Epoch;
        if (status is CommitmentStatus.Active or CommitmentStatus.WaitStart || waits)
        {
            cc.NextAdditional++;
            SetActiveUnits(ActiveUnits + 1);
            Units[unit] = Units[unit] with { StartEpoch = Epoch + 1 };
        }
    }

    private CommitmentStatus Update(CommitmentModel cc)
    {
        (CommitmentStatus status, BigInteger released) = cc.Update(Epoch, Setting.MaxFailedRatio, Peers[cc.Peer].Units.Count);
        if (released >= 0)
        {
            SetActiveUnits(ActiveUnits.Minus(released));
        }

        return status;
    }

    private CommitmentStatus StatusOf(CommitmentModel cc) =>
        cc.Copy().Update(Epoch, Setting.MaxFailedRatio, Peers[cc.Peer].Units.Count).Status;

    private CommitmentModel Known(BigInteger id) => Find(id) ?? throw new RevertException("CommitmentDoesNotExist");

    private void Pay(int actor, BigInteger amount)
    {
        CapacityCoins = CapacityCoins.Minus(amount);
        Coins[actor] += amount;
    }
}

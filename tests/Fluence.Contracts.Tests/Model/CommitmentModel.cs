using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>The status of a commitment, in the order of the ABI.</summary>
internal enum CommitmentStatus
{
    Inactive,
    Active,
    WaitDelegation,
    WaitStart,
    Failed,
    Removed,
}

/// <summary>A unit in a commitment.</summary>
internal sealed record CommittedUnit
{
    public int SnapshotEpoch { get; set; }

    public BigInteger Slashed { get; set; }

    public bool IsExited { get; set; }

    /// <summary>In a deal, as the original's Capacity remembers it.</summary>
    public bool IsInactive { get; set; }

    /// <summary>How many proofs it gave in which epoch.</summary>
    public Dictionary<int, int> Proofs { get; init; } = [];

    public CommittedUnit Copy() => this with { Proofs = new(Proofs) };
}

/// <summary>A capacity commitment.</summary>
internal sealed record CommitmentModel
{
    public required BigInteger Id { get; init; }

    public required int Peer { get; init; }

    public required int Provider { get; init; }

    /// <summary>-1 while it is nobody in particular.</summary>
    public required int Delegator { get; set; }

    public required int Duration { get; init; }

    public required BigInteger Rate { get; init; }

    public required BigInteger CollateralPerUnit { get; init; }

    public CommitmentStatus Status { get; set; } = CommitmentStatus.WaitDelegation;

    public int StartEpoch { get; set; }

    public int SnapshotEpoch { get; set; }

    public int FailedEpoch { get; set; }

    public BigInteger TotalFails { get; set; }

    public BigInteger ActiveUnits { get; set; }

    public BigInteger NextAdditional { get; set; }

    public BigInteger Successes { get; set; }

    public BigInteger RemainingFailedUnits { get; set; }

    public BigInteger FilledFailedUnits { get; set; }

    public BigInteger TotalSlashed { get; set; }

    public int Exited { get; set; }

    public required Vesting Vesting { get; init; }

    public Dictionary<int, CommittedUnit> Units { get; init; } = [];

    public int EndEpoch => StartEpoch + Duration;

    public CommittedUnit UnitOf(int unit) => Units.TryGetValue(unit, out CommittedUnit? found) ? found : Units[unit] = new CommittedUnit();

    public CommitmentModel Copy() => this with
    {
        Vesting = Vesting.Copy(),
        Units = Units.ToDictionary(static pair => pair.Key, static pair => pair.Value.Copy()),
    };

    /// <summary>Brings it up to the epoch before the given one.</summary>
    /// <returns>The status now, and how many units it lets go of if it has just ended; -1 if it has not.</returns>
    public (CommitmentStatus Status, BigInteger Released) Update(int epoch, int maxFailedRatio, int unitCount)
    {
        if (StartEpoch == 0)
        {
            return (CommitmentStatus.WaitDelegation, -1);
        }

        if (StartEpoch > epoch)
        {
            return (CommitmentStatus.WaitStart, -1);
        }

        if (Status != CommitmentStatus.Active || epoch - 1 <= SnapshotEpoch)
        {
            return (Status, -1);
        }

        int until = Math.Min(epoch - 1, EndEpoch - 1);
        CommitmentStatus status = until == EndEpoch - 1 ? CommitmentStatus.Inactive : CommitmentStatus.Active;
        BigInteger fails = BigInteger.Max(0, (ActiveUnits * (until - SnapshotEpoch)) - Successes);
        BigInteger maxFails = maxFailedRatio * unitCount;
        if (TotalFails + fails >= maxFails)
        {
            status = CommitmentStatus.Failed;
            Fail(maxFails - TotalFails);
            TotalFails = maxFails;
        }
        else
        {
            TotalFails += fails;
        }

        BigInteger before = ActiveUnits + NextAdditional;
        ActiveUnits = status == CommitmentStatus.Active ? before : 0;
        NextAdditional = 0;
        SnapshotEpoch = until;
        Successes = 0;
        Status = status;
        return (status, status == CommitmentStatus.Active ? -1 : before);
    }

    private void Fail(BigInteger rest)
    {
        // Epoch after epoch, every unit that has to prove fails, until the limit is reached.
        BigInteger each = ActiveUnits;
        FailedEpoch = SnapshotEpoch + 1;
        while (rest > each)
        {
            rest -= each;
            each = ActiveUnits + NextAdditional;
            Revert.If(each.IsZero, "Panic");
            FailedEpoch++;
        }

        RemainingFailedUnits = rest == each ? 0 : rest;
    }
}

using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>The status of a deal, in the order of the ABI.</summary>
internal enum DealStatus
{
    InsufficientFunds,
    Active,
    Ended,
    NotEnoughWorkers,
    SmallBalance,
}

/// <summary>The access type of a deal, in the order of the ABI.</summary>
internal enum AccessType
{
    None,
    Whitelist,
    Blacklist,
}

/// <summary>A unit in a deal.</summary>
internal sealed record DealUnit(int Unit, int Provider, bool HasWorker, int SnapshotEpoch, int GapsDelta);

/// <summary>A deal: its terms, its units and its money.</summary>
internal sealed record DealModel
{
    public required int Owner { get; init; }

    public required int MinWorkers { get; init; }

    public required int TargetWorkers { get; init; }

    public required int MaxPerProvider { get; init; }

    public required AccessType AccessType { get; init; }

    /// <summary>The providers of the list.</summary>
    public required IReadOnlySet<int> Listed { get; init; }

    public required BigInteger Price { get; set; }

    public BigInteger Total { get; set; }

    public BigInteger Locked { get; set; }

    public int Gaps { get; set; }

    public BigInteger MaxPaid { get; set; }

    public int LastCommitted { get; set; }

    public int EndedEpoch { get; set; }

    public int LastMatched { get; set; }

    public long OpenedAt { get; set; }

    public long Window { get; set; }

    public bool Settled { get; set; }

    public BigInteger Floor { get; set; }

    public List<DealUnit> Units { get; init; } = [];

    public int Workers => Units.Count(static unit => unit.HasWorker);

    public bool Allows(int provider) => AccessType == AccessType.None || Listed.Contains(provider) == (AccessType == AccessType.Whitelist);

    public DealModel Copy() => this with { Units = [.. Units] };

    /// <summary>The deal with its billing up to the last epoch that is over.</summary>
    public (DealModel Deal, int Billed) Committed(int epoch)
    {
        int billed = EndedEpoch != 0 ? EndedEpoch : epoch - 1;
        DealModel deal = Copy();
        if (billed <= LastCommitted)
        {
            return (deal, billed);
        }

        // Each epoch by itself: it is paid while the balance was found to last, and otherwise it is a gap.
        for (int each = LastCommitted + 1; each <= billed; each++)
        {
            if (each <= MaxPaid)
            {
                deal.Total = deal.Total.Minus(Price * Workers);
                deal.Locked += Price * Workers;
            }
            else
            {
                deal.Gaps++;
            }
        }

        return (deal, billed);
    }

    /// <summary>Keeps a change of a committed deal; <paramref name="workers"/> is how many there were before it.</summary>
    public void Close(int billed, int workers)
    {
        if (EndedEpoch == 0)
        {
            if (Workers >= MinWorkers)
            {
                MaxPaid = billed + (Total / (Price * Workers));
            }
            else if (workers >= MinWorkers)
            {
                MaxPaid = 0;
            }
        }

        LastCommitted = billed;
    }

    public DealStatus Status(int epoch, int minDeposited)
    {
        (DealModel deal, _) = Committed(epoch);
        return EndedEpoch != 0 ? DealStatus.Ended
            : MaxPaid != 0 && epoch > MaxPaid ? DealStatus.InsufficientFunds
            : deal.Total < MinBalance(minDeposited) ? DealStatus.SmallBalance
            : Workers < MinWorkers ? DealStatus.NotEnoughWorkers : DealStatus.Active;
    }

    public BigInteger MinBalance(int minDeposited) => minDeposited * Price * TargetWorkers;

    /// <summary>What a unit of a committed deal has earned since it was last paid.</summary>
    public BigInteger Reward(DealUnit unit, int billed, bool paysIdle)
    {
        if (!unit.HasWorker && !paysIdle)
        {
            return 0;
        }

        BigInteger epochs = new BigInteger(billed).Minus(unit.SnapshotEpoch);
        return epochs.Minus(new BigInteger(Gaps).Minus(unit.GapsDelta)) * Price;
    }

    public BigInteger JoinPrice(long now)
    {
        if (Settled || now - OpenedAt >= Window)
        {
            return Price;
        }

        return BigInteger.Max(Price * (now - OpenedAt) / Window, Floor);
    }
}

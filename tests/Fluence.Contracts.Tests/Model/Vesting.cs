using System.Numerics;

namespace Fluence.Contracts.Tests.Model;

/// <summary>Rewards that unlock bit by bit.</summary>
internal abstract record Vesting
{
    public BigInteger Withdrawn { get; set; }

    /// <summary>All rewards, withdrawn or not.</summary>
    public abstract BigInteger Ever { get; }

    public abstract Vesting Copy();

    public abstract void Add(BigInteger reward, int epoch, Setting setting);

    /// <summary>What is unlocked at an epoch, withdrawn or not; null before anything is.</summary>
    public abstract BigInteger? UnlockedAt(int epoch);

    public static Vesting Of(Rules rules) => rules.HasFlag(Rules.VestingInOrderOnly) ? new CumulativeVesting() : new ListedVesting();
}

/// <summary>Ours: every part of every reward with the epoch from which on it can be withdrawn.</summary>
internal sealed record ListedVesting : Vesting
{
    private List<(int Epoch, BigInteger Amount)> Parts { get; init; } = [];

    public override BigInteger Ever => Parts.Aggregate(BigInteger.Zero, static (sum, part) => sum + part.Amount);

    public override Vesting Copy() => this with { Parts = [.. Parts] };

    public override void Add(BigInteger reward, int epoch, Setting setting)
    {
        int first = ((epoch / setting.VestingDuration) + 1) * setting.VestingDuration;
        for (int i = 0; i < setting.VestingCount; i++)
        {
            Parts.Add((first + (i * setting.VestingDuration), reward / setting.VestingCount));
        }
    }

    public override BigInteger? UnlockedAt(int epoch)
    {
        BigInteger sum = Parts.Where(part => part.Epoch <= epoch).Aggregate(BigInteger.Zero, static (sum, part) => sum + part.Amount);
        return sum.IsZero ? null : sum;
    }
}

/// <summary>The original's: a sorted list of sums, which only takes rewards that begin no earlier than the ones before.</summary>
internal sealed record CumulativeVesting : Vesting
{
    private List<(int Epoch, BigInteger Sum)> Items { get; init; } = [];

    public override BigInteger Ever => Items.Count == 0 ? 0 : Items[^1].Sum;

    public override Vesting Copy() => this with { Items = [.. Items] };

    public override void Add(BigInteger reward, int epoch, Setting setting)
    {
        int count = Items.Count;
        int start = epoch + (setting.VestingDuration - (epoch % setting.VestingDuration));
        int index = Find(start);
        Revert.If(index == -1 && count != 0, "Error");
        BigInteger previous = 0;
        if (index >= 0 && Items[index].Epoch < start)
        {
            previous = Items[index].Sum;
            index++;
        }

        BigInteger part = reward / setting.VestingCount;
        for (int i = 0; i < setting.VestingCount; i++)
        {
            if (index >= 0 && index < count)
            {
                previous = Items[index].Sum;
                Items[index] = (Items[index].Epoch, previous + (part * (i + 1)));
                index++;
            }
            else
            {
                Items.Add((start + (setting.VestingDuration * i), previous + (part * (i + 1))));
            }
        }
    }

    public override BigInteger? UnlockedAt(int epoch) => Find(epoch) is var index and >= 0 ? Items[index].Sum : null;

    private int Find(int epoch)
    {
        int low = 0;
        int high = Items.Count - 1;
        int found = -1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (epoch > Items[middle].Epoch)
            {
                found = middle;
                low = middle + 1;
            }
            else if (epoch < Items[middle].Epoch)
            {
                if (middle == 0)
                {
                    return -1;
                }

                high = middle - 1;
            }
            else
            {
                return middle;
            }
        }

        return found;
    }
}

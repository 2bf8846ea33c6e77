namespace Fluence.Subnets.Tests.Linearizability;

/// <summary>Tells whether what clients saw of a register could have happened one after the other.</summary>
internal static class RegisterHistory
{
    /// <summary>
    /// Whether there is an order of the operations, each at some moment between its start and its end, in which every read sees the last
    /// write. Writes without an end may or may not have happened.
    /// </summary>
    public static bool IsLinearizable(IReadOnlyList<RegisterOperation> operations)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(operations.Count, 63);
        return Search(operations, 0, "", []);
    }

    private static bool Search(IReadOnlyList<RegisterOperation> operations, long done, string value, HashSet<(long, string)> seen)
    {
        if (!seen.Add((done, value)))
        {
            return false;
        }

        long firstEnd = long.MaxValue;
        bool isOver = true;
        for (int i = 0; i < operations.Count; i++)
        {
            if ((done & (1L << i)) == 0 && operations[i].End != long.MaxValue)
            {
                isOver = false;
                firstEnd = Math.Min(firstEnd, operations[i].End);
            }
        }

        if (isOver)
        {
            return true;
        }

        for (int i = 0; i < operations.Count; i++)
        {
            RegisterOperation next = operations[i];
            if ((done & (1L << i)) == 0 && next.Start <= firstEnd && (next.IsWrite || next.Value == value)
                && Search(operations, done | (1L << i), next.IsWrite ? next.Value : value, seen))
            {
                return true;
            }
        }

        return false;
    }
}

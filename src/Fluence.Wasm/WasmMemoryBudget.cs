namespace Fluence.Wasm;

/// <summary>
/// The memory that several instances may take together: their linear memories and eight bytes for each element of their tables. What was
/// taken is given back by <see cref="Release"/> alone. Instances that share a budget belong to one thread at a time.
/// </summary>
/// <param name="bytes">The bytes that may be taken in all.</param>
/// <param name="pool">What it shares with other budgets; null for nothing.</param>
public sealed class WasmMemoryBudget(ulong bytes, WasmMemoryPool? pool = null)
{
    internal const int ElementSize = sizeof(ulong);

    /// <summary>The bytes that may be taken in all.</summary>
    public ulong Total { get; } = bytes;

    /// <summary>The bytes that are left.</summary>
    public ulong Left { get; private set; } = bytes;

    /// <summary>How many requests were refused since <see cref="ClearRejects"/>.</summary>
    public int Rejects { get; private set; }

    /// <summary>Begins to count refusals anew.</summary>
    public void ClearRejects() => Rejects = 0;

    /// <summary>Gives the pool back what was taken, when the instances are there no more.</summary>
    public void Release()
    {
        pool?.Return(Total - Left);
        Left = Total;
    }

    internal bool TryTake(ulong amount)
    {
        if (amount > Left || pool?.TryTake(amount) == false)
        {
            Rejects++;
            return false;
        }

        Left -= amount;
        return true;
    }
}

namespace Fluence.Wasm;

/// <summary>
/// The memory that several instances may take together: their linear memories and eight bytes for each element of their tables. What was
/// taken is never given back. Instances that share a budget belong to one thread at a time.
/// </summary>
/// <param name="bytes">The bytes that may be taken in all.</param>
public sealed class WasmMemoryBudget(ulong bytes)
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

    internal bool TryTake(ulong amount)
    {
        if (amount > Left)
        {
            Rejects++;
            return false;
        }

        Left -= amount;
        return true;
    }
}

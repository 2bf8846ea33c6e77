namespace Fluence.Wasm;

/// <summary>
/// Memory that several budgets take from together, such as that of all services of one worker. For any number of threads.
/// </summary>
/// <param name="total">The bytes that may be taken in all.</param>
public sealed class WasmMemoryPool(ulong total)
{
    private readonly Lock _lock = new();
    private ulong _taken;

    /// <summary>The bytes that may be taken in all.</summary>
    public ulong Total => total;

    /// <summary>The bytes that are taken now.</summary>
    public ulong Taken
    {
        get
        {
            lock (_lock)
            {
                return _taken;
            }
        }
    }

    internal bool TryTake(ulong amount)
    {
        lock (_lock)
        {
            if (amount > total - _taken)
            {
                return false;
            }

            _taken += amount;
            return true;
        }
    }

    internal void Return(ulong amount)
    {
        lock (_lock)
        {
            _taken -= amount;
        }
    }
}

namespace Fluence.Ipfs.Bitswap;

/// <summary>How many unmet wants of all peers together are kept.</summary>
internal sealed class WantBudget(int most)
{
    private int _taken;

    public bool TryTake()
    {
        if (Interlocked.Increment(ref _taken) <= most)
        {
            return true;
        }

        Interlocked.Decrement(ref _taken);
        return false;
    }

    public void Return(int count) => Interlocked.Add(ref _taken, -count);
}

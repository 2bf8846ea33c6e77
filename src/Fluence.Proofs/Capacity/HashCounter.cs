namespace Fluence.Proofs.Capacity;

/// <summary>How many hashes a physical core has made. For any number of threads.</summary>
internal sealed class HashCounter
{
    private long _count;

    public long Count => Interlocked.Read(ref _count);

    public void Add() => Interlocked.Increment(ref _count);
}

using Fluence.Ethereum;
using Fluence.RandomX;

namespace Fluence.Proofs.Capacity;

/// <summary>
/// Hashes as the chain's <c>RandomXProxy.run</c> does, for who checks proofs: with caches of 256 MiB, of which some are kept, as a unit's
/// proofs of an epoch have one key. For any number of threads, which take turns.
/// </summary>
/// <param name="parameters">The kind of RandomX.</param>
/// <param name="caches">How many caches are kept.</param>
public sealed class ProofVerifier(RandomXParameters parameters, int caches = 2) : IDisposable
{
    private readonly Lock _lock = new();
    private readonly LinkedList<(Bytes32 Key, RandomXCache Cache, RandomXHasher Hasher)> _kept = [];

    /// <summary>Hashes an input with a key.</summary>
    /// <param name="key">The RandomX key.</param>
    /// <param name="input">The local nonce of a proof.</param>
    /// <exception cref="OutOfMemoryException">There is no memory for the key's cache.</exception>
    public Bytes32 Hash(Bytes32 key, Bytes32 input)
    {
        Span<byte> digest = stackalloc byte[RandomXHasher.DigestLength];
        lock (_lock)
        {
            Find(key).Hash(input.Span, digest);
        }

        return Bytes32.FromBytes(digest);
    }

    /// <summary>Whether a proof is one: its hash is what it says, and the chain takes it.</summary>
    /// <exception cref="OutOfMemoryException">There is no memory for the key's cache.</exception>
    public bool Verify(FoundProof proof)
    {
        ArgumentNullException.ThrowIfNull(proof);
        return proof.Epoch.Takes(proof.Hash) && Hash(proof.Epoch.KeyOf(proof.Unit), proof.LocalNonce) == proof.Hash;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            while (_kept.First is { } first)
            {
                Drop(first);
            }
        }
    }

    private RandomXHasher Find(Bytes32 key)
    {
        for (LinkedListNode<(Bytes32 Key, RandomXCache, RandomXHasher Hasher)>? node = _kept.First; node is not null; node = node.Next)
        {
            if (node.Value.Key == key)
            {
                _kept.Remove(node);
                _kept.AddFirst(node);
                return node.Value.Hasher;
            }
        }

        while (_kept.Count >= Math.Max(1, caches))
        {
            Drop(_kept.Last!);
        }

        RandomXCache cache = RandomXCache.Create(parameters, key.Span);
        RandomXHasher hasher = new(cache);
        _kept.AddFirst((key, cache, hasher));
        return hasher;
    }

    private void Drop(LinkedListNode<(Bytes32 Key, RandomXCache Cache, RandomXHasher Hasher)> node)
    {
        _kept.Remove(node);
        node.Value.Hasher.Dispose();
        node.Value.Cache.Dispose();
    }
}

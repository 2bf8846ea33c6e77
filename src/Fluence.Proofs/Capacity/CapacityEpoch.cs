using Fluence.Crypto;
using Fluence.Ethereum;

namespace Fluence.Proofs.Capacity;

/// <summary>What proofs of capacity must be like in an epoch, as the chain says.</summary>
/// <param name="GlobalNonce">The nonce of the epoch, which nobody knows before.</param>
/// <param name="Difficulty">The number that hashes are compared with, big-endian.</param>
public sealed record CapacityEpoch(Bytes32 GlobalNonce, Bytes32 Difficulty)
{
    /// <summary>
    /// The RandomX key of a unit in this epoch: <c>keccak256(global nonce ‖ unit)</c>, as <c>Capacity.submitProofs</c> makes it.
    /// </summary>
    public Bytes32 KeyOf(Bytes32 unit)
    {
        Span<byte> both = stackalloc byte[2 * Bytes32.Length], key = stackalloc byte[Keccak256.Length];
        GlobalNonce.Span.CopyTo(both);
        unit.Span.CopyTo(both[Bytes32.Length..]);
        Keccak256.Hash(both, key);
        return Bytes32.FromBytes(key);
    }

    /// <summary>Whether the chain takes a hash: it is not greater than the difficulty.</summary>
    public bool Takes(Bytes32 hash) => hash <= Difficulty;

    /// <summary>
    /// Whether a prover keeps a hash: it is smaller than the difficulty, as the original's <c>meet_difficulty</c> has it. So a difficulty
    /// of zero is never met.
    /// </summary>
    public bool IsMetBy(ReadOnlySpan<byte> hash) => hash.SequenceCompareTo(Difficulty.Span) < 0;
}

using System.Collections.Immutable;

namespace Fluence.Ethereum;

/// <summary>An event that a contract has written.</summary>
/// <param name="Address">The contract.</param>
/// <param name="Topics">The hash of the event's signature, and its indexed arguments.</param>
/// <param name="Data">The other arguments.</param>
/// <param name="BlockNumber">The height of the block.</param>
/// <param name="BlockHash">The block.</param>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="TransactionIndex">The place of the transaction in its block.</param>
/// <param name="LogIndex">The place of the event in the block.</param>
/// <param name="IsRemoved">Whether the block has left the chain.</param>
public sealed record Log(
    Address Address, ImmutableArray<Bytes32> Topics, ReadOnlyMemory<byte> Data, ulong BlockNumber, Bytes32 BlockHash,
    Bytes32 TransactionHash, ulong TransactionIndex, ulong LogIndex, bool IsRemoved = false);

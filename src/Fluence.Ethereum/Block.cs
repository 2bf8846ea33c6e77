using System.Numerics;

namespace Fluence.Ethereum;

/// <summary>The header of a block.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="ParentHash">The hash of the block before it.</param>
/// <param name="Timestamp">Its time, in seconds of Unix time.</param>
/// <param name="BaseFeePerGas">What a unit of gas costs at least, in wei; null where the chain does not know EIP-1559.</param>
public sealed record Block(ulong Number, Bytes32 Hash, Bytes32 ParentHash, ulong Timestamp, BigInteger? BaseFeePerGas);

using System.Collections.Immutable;
using System.Numerics;

namespace Fluence.Ethereum;

/// <summary>What became of a transaction that is in a block.</summary>
/// <param name="TransactionHash">The transaction.</param>
/// <param name="BlockHash">The block.</param>
/// <param name="BlockNumber">The height of the block.</param>
/// <param name="From">Who sent it.</param>
/// <param name="To">Whom it called; null where it made a contract.</param>
/// <param name="ContractAddress">The contract that it made.</param>
/// <param name="IsSuccess">Whether it was carried out; otherwise it cost gas and did nothing.</param>
/// <param name="GasUsed">The gas.</param>
/// <param name="EffectiveGasPrice">What a unit of it was paid, in wei.</param>
/// <param name="Logs">The events.</param>
public sealed record Receipt(
    Bytes32 TransactionHash, Bytes32 BlockHash, ulong BlockNumber, Address From, Address? To, Address? ContractAddress, bool IsSuccess,
    ulong GasUsed, BigInteger EffectiveGasPrice, ImmutableArray<Log> Logs);

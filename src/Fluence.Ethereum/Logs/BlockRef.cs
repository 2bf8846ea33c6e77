namespace Fluence.Ethereum.Logs;

/// <summary>A block, by which it is seen whether the chain is still the same.</summary>
/// <param name="Number">Its height.</param>
/// <param name="Hash">Its hash.</param>
public readonly record struct BlockRef(ulong Number, Bytes32 Hash);

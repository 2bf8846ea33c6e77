using Fluence.Ethereum;

namespace Fluence.Proofs.Capacity;

/// <summary>A proof of capacity: a nonce that was found for a unit, and its hash.</summary>
/// <param name="Epoch">For what it was found.</param>
/// <param name="Number">Its place among the proofs of the epoch, from 1 on.</param>
/// <param name="Unit">The compute unit.</param>
/// <param name="LocalNonce">The nonce.</param>
/// <param name="Hash">RandomX of it, with the key of the unit.</param>
public sealed record FoundProof(CapacityEpoch Epoch, ulong Number, Bytes32 Unit, Bytes32 LocalNonce, Bytes32 Hash);

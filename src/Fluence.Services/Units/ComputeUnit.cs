namespace Fluence.Services.Units;

/// <summary>A compute unit of this peer, as the chain has it.</summary>
/// <param name="Id">Its id: 64 hexadecimal digits in lower case.</param>
/// <param name="Deal">The deal it is in, <c>0x…</c> in lower case; null for none.</param>
/// <param name="StartEpoch">From which epoch on it proves its capacity; 0 where it is not in a commitment.</param>
public sealed record ComputeUnit(string Id, string? Deal, long StartEpoch);

/// <summary>A capacity commitment.</summary>
/// <param name="Id">Its id: 64 hexadecimal digits in lower case.</param>
/// <param name="Status">Its state.</param>
public sealed record Commitment(string Id, CommitmentStatus Status);

/// <summary>The state of a capacity commitment, in the order of the contract.</summary>
public enum CommitmentStatus
{
    /// <summary>Its time is over.</summary>
    Inactive,

    /// <summary>Its units prove their capacity.</summary>
    Active,

    /// <summary>The collateral has not been paid in.</summary>
    WaitDelegation,

    /// <summary>It begins with the next epoch.</summary>
    WaitStart,

    /// <summary>Too many proofs were missing.</summary>
    Failed,

    /// <summary>It was closed.</summary>
    Removed,
}

/// <summary>What proofs of capacity must be like in an epoch.</summary>
/// <param name="GlobalNonce">The epoch's nonce: 64 hexadecimal digits.</param>
/// <param name="Difficulty">No hash may be greater: 64 hexadecimal digits.</param>
/// <param name="Least">How many proofs a unit needs in an epoch.</param>
/// <param name="Most">How many are taken of it.</param>
public sealed record ProofParameters(string GlobalNonce, string Difficulty, int Least, int Most);

/// <summary>A proof of capacity.</summary>
/// <param name="Unit">The unit: 64 hexadecimal digits.</param>
/// <param name="LocalNonce">What was tried: 64 hexadecimal digits.</param>
/// <param name="Hash">What came of it: 64 hexadecimal digits.</param>
public sealed record CapacityProof(string Unit, string LocalNonce, string Hash);

namespace Fluence.Market.Commitments;

/// <summary>The state of a capacity commitment, numbered as on the chain.</summary>
public enum CommitmentStatus
{
    /// <summary>Its duration is over.</summary>
    Inactive,

    /// <summary>Its units have to prove.</summary>
    Active,

    /// <summary>The collateral is not deposited yet.</summary>
    WaitDelegation,

    /// <summary>It starts with the next epoch.</summary>
    WaitStart,

    /// <summary>Too many proofs were missing.</summary>
    Failed,

    /// <summary>It is finished, and the collateral is back.</summary>
    Removed,
}

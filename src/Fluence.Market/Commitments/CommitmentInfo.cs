using System.Numerics;
using Fluence.Ethereum;

namespace Fluence.Market.Commitments;

/// <summary>A capacity commitment as it is now.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Status">Its state.</param>
/// <param name="PeerId">The peer's public key.</param>
/// <param name="CollateralPerUnit">The collateral of a unit, in wei.</param>
/// <param name="UnitCount">How many units it is for.</param>
/// <param name="StartEpoch">Its first epoch; 0 while the collateral is missing.</param>
/// <param name="EndEpoch">The epoch after its last one.</param>
/// <param name="DelegatorRate">The part of rewards that the delegator gets, in 1/10,000,000.</param>
/// <param name="Delegator">Who deposits the collateral; zeros where it is whoever does first.</param>
/// <param name="TotalFails">How many unit-epochs had too few proofs.</param>
/// <param name="FailedEpoch">When it failed; 0 where it has not.</param>
/// <param name="ExitedUnits">How many units have left it.</param>
public sealed record CommitmentInfo(
    Bytes32 Id, CommitmentStatus Status, Bytes32 PeerId, BigInteger CollateralPerUnit, BigInteger UnitCount, BigInteger StartEpoch,
    BigInteger EndEpoch, BigInteger DelegatorRate, Address Delegator, BigInteger TotalFails, BigInteger FailedEpoch, BigInteger ExitedUnits)
{
    /// <summary>The whole collateral, in wei.</summary>
    public BigInteger Collateral => CollateralPerUnit * UnitCount;
}

using System.Collections.Immutable;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market.Deals;

/// <summary>A deal as it is now.</summary>
/// <param name="Id">Its contract.</param>
/// <param name="Owner">Who pays.</param>
/// <param name="Status">Its state.</param>
/// <param name="App">The definition of its workers.</param>
/// <param name="PaymentToken">The token.</param>
/// <param name="PricePerWorkerEpoch">What a worker gets for an epoch.</param>
/// <param name="FreeBalance">What is deposited and not yet for workers.</param>
/// <param name="MaxPaidEpoch">The last epoch that is paid for; 0 where none is counted yet.</param>
/// <param name="MinWorkers">How many workers it takes to start.</param>
/// <param name="TargetWorkers">How many workers there may be.</param>
/// <param name="WorkerCount">How many workers there are.</param>
/// <param name="Units">The compute units.</param>
public sealed record DealInfo(
    Address Id, Address Owner, DealStatus Status, CIDV1 App, Address PaymentToken, BigInteger PricePerWorkerEpoch, BigInteger FreeBalance,
    BigInteger MaxPaidEpoch, BigInteger MinWorkers, BigInteger TargetWorkers, BigInteger WorkerCount, ImmutableArray<DealUnit> Units);

/// <summary>A compute unit in a deal.</summary>
/// <param name="Id">The unit.</param>
/// <param name="WorkerId">The worker's public key; zeros while there is none.</param>
/// <param name="PeerId">The peer's public key.</param>
/// <param name="Provider">Who provides it.</param>
/// <param name="JoinedEpoch">When it came into the deal.</param>
public sealed record DealUnit(Bytes32 Id, Bytes32 WorkerId, Bytes32 PeerId, Address Provider, BigInteger JoinedEpoch)
{
    /// <summary>Whether a worker runs on it.</summary>
    public bool HasWorker => WorkerId != Bytes32.Zero;
}

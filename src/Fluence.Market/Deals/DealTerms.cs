using System.Collections.Immutable;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Primitives.Content;

namespace Fluence.Market.Deals;

/// <summary>What a new deal is.</summary>
/// <param name="App">The definition of its workers.</param>
/// <param name="Deposit">What is paid in at first, in the token's smallest unit.</param>
/// <param name="MinWorkers">How many workers it takes to start.</param>
/// <param name="TargetWorkers">How many workers there may be.</param>
/// <param name="PricePerWorkerEpoch">What a worker gets for an epoch, in the token's smallest unit.</param>
public sealed record DealTerms(Cid App, BigInteger Deposit, int MinWorkers, int TargetWorkers, BigInteger PricePerWorkerEpoch)
{
    /// <summary>How many workers one provider may have.</summary>
    public int MaxWorkersPerProvider { get; init; } = TargetWorkers;

    /// <summary>What the offers have to provide.</summary>
    public ImmutableArray<Cid> Effectors { get; init; } = [];

    /// <summary>Whom the list lets in.</summary>
    public AccessType Access { get; init; }

    /// <summary>The list of providers.</summary>
    public ImmutableArray<Address> AccessList { get; init; } = [];

    /// <summary>The protocol version that workers have to know.</summary>
    public int ProtocolVersion { get; init; } = 1;

    /// <summary>The token; that of the deployment where it is null.</summary>
    public Address? PaymentToken { get; init; }
}

using System.Collections.Immutable;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Primitives.Content;

namespace Fluence.Market.Offers;

/// <summary>What a new offer is.</summary>
/// <param name="MinPricePerWorkerEpoch">The least that a worker shall earn in an epoch, in the token's smallest unit.</param>
/// <param name="Peers">The peers and their compute units.</param>
public sealed record OfferTerms(BigInteger MinPricePerWorkerEpoch, ImmutableArray<OfferedPeer> Peers)
{
    /// <summary>What workers can use.</summary>
    public ImmutableArray<Cid> Effectors { get; init; } = [];

    /// <summary>The lowest protocol version.</summary>
    public int MinProtocolVersion { get; init; } = 1;

    /// <summary>The highest protocol version.</summary>
    public int MaxProtocolVersion { get; init; } = 1;

    /// <summary>The token; that of the deployment where it is null.</summary>
    public Address? PaymentToken { get; init; }
}

/// <summary>A peer in an offer.</summary>
/// <param name="Id">The peer.</param>
/// <param name="Owner">The account that the peer itself uses.</param>
/// <param name="Units">The ids of its compute units: any 32 bytes that no unit has yet.</param>
public sealed record OfferedPeer(PeerId Id, Address Owner, ImmutableArray<Bytes32> Units);

using System.Collections.Frozen;
using System.Collections.Immutable;
using static Fluence.Market.Indexing.FieldKind;

namespace Fluence.Market.Indexing;

/// <summary>
/// The types of the index: those of the original's subgraph with their names, and what publication, protocol versions and prices of offers
/// and deals take besides. What is taken away on the chain stays, as <c>deleted</c>.
/// </summary>
public static class IndexSchema
{
    internal static readonly EntityType Network = new(
        "GraphNetwork", "graphNetwork", "graphNetworks",
        Of("coreContractAddress", Text), Of("capacityContractAddress", Text), Of("marketContractAddress", Text),
        Of("providersRegisteredTotal", BigInt), Of("providersTotal", BigInt), Of("dealsTotal", BigInt), Of("offersTotal", BigInt),
        Of("tokensTotal", BigInt), Of("effectorsTotal", BigInt), Of("capacityCommitmentsTotal", BigInt), Of("proofsTotal", BigInt),
        Of("coreEpochDuration", Int), Of("initTimestamp", Int), Of("corePrecision", Int), Of("capacityMaxFailedRatio", Int),
        Of("minRequiredProofsPerEpoch", Int));

    internal static readonly EntityType Token = new("Token", "token", "tokens", Of("symbol", Text), Of("decimals", Int));

    internal static readonly EntityType Provider = new(
        "Provider", "provider", "providers",
        Of("name", Text), Of("createdAt", BigInt), Of("approved", FieldKind.Boolean), Of("registered", FieldKind.Boolean),
        Of("computeUnitsAvailable", Int), Of("computeUnitsTotal", Int), Of("peerCount", Int), All("offers", "Offer", "provider"));

    internal static readonly EntityType Offer = new(
        "Offer", "offer", "offers",
        Of("createdAt", BigInt), Of("updatedAt", BigInt), To("provider", "Provider"), Of("pricePerEpoch", BigInt),
            To("paymentToken", "Token"),
        Of("computeUnitsAvailable", Int), Of("computeUnitsTotal", Int), Of("minProtocolVersion", Int), Of("maxProtocolVersion", Int),
        Of("deleted", FieldKind.Boolean),
        All("peers", "Peer", "offer"), All("effectors", "OfferToEffector", "offer"),
            All("joinedOfferPeers", "DealToJoinedOfferPeer", "offer"));

    internal static readonly EntityType OfferToEffector = new(
        "OfferToEffector", "offerToEffector", "offerToEffectors", To("offer", "Offer"), To("effector", "Effector"));

    internal static readonly EntityType Effector = new(
        "Effector", "effector", "effectors", Of("description", Text), All("offers", "OfferToEffector", "effector"));

    internal static readonly EntityType Peer = new(
        "Peer", "peer", "peers",
        To("offer", "Offer"), To("provider", "Provider"), Of("deleted", FieldKind.Boolean),
            To("currentCapacityCommitment", "CapacityCommitment"),
        Of("currentCCCollateralDepositedAt", BigInt), Of("currentCCEndEpoch", BigInt), Of("currentCCNextCCFailedEpoch", BigInt),
        Of("isAnyJoinedDeals", FieldKind.Boolean), Of("computeUnitsTotal", Int), Of("computeUnitsInDeal", Int), Of("owner", Text),
        All("computeUnits", "ComputeUnit", "peer"), All("capacityCommitments", "CapacityCommitment", "peer"),
        All("joinedDeals", "DealToPeer", "peer"));

    internal static readonly EntityType ComputeUnit = new(
        "ComputeUnit", "computeUnit", "computeUnits",
        To("peer", "Peer"), To("provider", "Provider"), Of("deleted", FieldKind.Boolean), To("deal", "Deal"), Of("workerId", Text),
        Of("createdAt", BigInt), Of("submittedProofsCount", Int), All("submittedProofs", "SubmittedProof", "computeUnit"));

    internal static readonly EntityType DealToEffector = new(
        "DealToEffector", "dealToEffector", "dealToEffectors", To("deal", "Deal"), To("effector", "Effector"));

    internal static readonly EntityType DealToPeer = new(
        "DealToPeer", "dealToPeer", "dealToPeers", To("deal", "Deal"), To("peer", "Peer"), Of("connections", Int));

    internal static readonly EntityType DealToJoinedOfferPeer = new(
        "DealToJoinedOfferPeer", "dealToJoinedOfferPeer", "dealToJoinedOfferPeers", To("deal", "Deal"), To("offer", "Offer"),
            To("peer", "Peer"));

    internal static readonly EntityType DealToProvidersAccess = new(
        "DealToProvidersAccess", "dealToProvidersAccess", "dealToProvidersAccesses", To("deal", "Deal"), To("provider", "Provider"));

    internal static readonly EntityType Deal = new(
        "Deal", "deal", "deals",
        Of("appCID", Text), Of("createdAt", BigInt), Of("owner", Text), Of("minWorkers", Int), Of("targetWorkers", Int),
        Of("maxWorkersPerProvider", Int), To("paymentToken", "Token"), Of("pricePerWorkerEpoch", BigInt), Of("providersAccessType", Int),
        Of("withdrawalSum", BigInt), Of("depositedSum", BigInt), Of("maxPaidEpoch", BigInt), Of("registeredWorkersCurrentCount", Int),
        Of("matchedWorkersCurrentCount", Int), Of("protocolVersion", Int), Of("endedEpoch", BigInt), Of("publishedAt", BigInt),
        Of("publicationWindow", BigInt), Of("isPriceSettled", FieldKind.Boolean),
        All("effectors", "DealToEffector", "deal"), All("joinedPeers", "DealToPeer", "deal"),
        All("providersAccessList", "DealToProvidersAccess", "deal"), All("addedComputeUnits", "ComputeUnit", "deal"));

    internal static readonly EntityType CommitmentUnit = new(
        "CapacityCommitmentToComputeUnit", "capacityCommitmentToComputeUnit", "capacityCommitmentToComputeUnits",
        To("capacityCommitment", "CapacityCommitment"), To("computeUnit", "ComputeUnit"));

    internal static readonly EntityType Commitment = new(
        "CapacityCommitment", "capacityCommitment", "capacityCommitments",
        To("peer", "Peer"), Of("status", Text), Of("collateralPerUnit", BigInt), Of("duration", BigInt), Of("rewardDelegatorRate", Int),
        Of("delegator", Text), Of("createdAt", BigInt), Of("startEpoch", BigInt), Of("endEpoch", BigInt), Of("totalFailCount", Int),
        Of("failedEpoch", BigInt), Of("exitedUnitCount", Int), Of("activeUnitCount", Int), Of("nextAdditionalActiveUnitCount", Int),
        Of("totalCollateral", BigInt), Of("rewardWithdrawn", BigInt), Of("submittedProofsCount", Int), Of("computeUnitsCount", Int),
        Of("snapshotEpoch", BigInt), Of("deleted", FieldKind.Boolean), Of("nextCCFailedEpoch", BigInt), To("provider", "Provider"),
        All("submittedProofs", "SubmittedProof", "capacityCommitment"),
        All("computeUnits", "CapacityCommitmentToComputeUnit", "capacityCommitment"));

    internal static readonly EntityType Proof = new(
        "SubmittedProof", "submittedProof", "submittedProofs",
        To("capacityCommitment", "CapacityCommitment"), To("computeUnit", "ComputeUnit"), Of("localUnitNonce", Text),
            Of("createdAt", BigInt),
        Of("createdEpoch", BigInt), To("provider", "Provider"), To("peer", "Peer"),
        To("capacityCommitmentStatsPerEpoch", "CapacityCommitmentStatsPerEpoch"));

    internal static readonly EntityType CommitmentStats = new(
        "CapacityCommitmentStatsPerEpoch", "capacityCommitmentStatsPerEpoch", "capacityCommitmentStatsPerEpoches",
        To("capacityCommitment", "CapacityCommitment"), To("epochStatistic", "EpochStatistic"), Of("epoch", BigInt),
            Of("totalFailCount", Int),
        Of("exitedUnitCount", Int), Of("activeUnitCount", Int), Of("nextAdditionalActiveUnitCount", Int),
        Of("currentCCNextCCFailedEpoch", BigInt), Of("submittedProofsCount", Int),
            Of("computeUnitsWithMinRequiredProofsSubmittedCounter", Int),
        All("submittedProofs", "SubmittedProof", "capacityCommitmentStatsPerEpoch"));

    internal static readonly EntityType UnitStats = new(
        "ComputeUnitPerEpochStat", "computeUnitPerEpochStat", "computeUnitPerEpochStats",
        To("epochStatistic", "EpochStatistic"), To("computeUnit", "ComputeUnit"), To("capacityCommitment", "CapacityCommitment"),
        Of("submittedProofsCount", Int));

    internal static readonly EntityType Epoch = new(
        "EpochStatistic", "epochStatistic", "epochStatistics",
        Of("startBlock", BigInt), Of("endBlock", BigInt), Of("startTimestamp", BigInt), Of("endTimestamp", BigInt));

    /// <summary>All types.</summary>
    public static ImmutableArray<EntityType> Types { get; } =
    [
        Network, Token, Provider, Offer, OfferToEffector, Effector, Peer, ComputeUnit, DealToEffector, DealToPeer, DealToJoinedOfferPeer,
        DealToProvidersAccess, Deal, CommitmentUnit, Commitment, Proof, CommitmentStats, UnitStats, Epoch,
    ];

    private static readonly FrozenDictionary<string, EntityType> ByName =
        Types.ToFrozenDictionary(static each => each.Name, StringComparer.Ordinal);

    /// <summary>A type by its name.</summary>
    public static EntityType Type(string name) => ByName[name];

    private static EntityField Of(string name, FieldKind kind) => new(name, kind);

    private static EntityField To(string name, string type) => new(name, Reference, type);

    private static EntityField All(string name, string type, string via) => new(name, Derived, type, via);
}

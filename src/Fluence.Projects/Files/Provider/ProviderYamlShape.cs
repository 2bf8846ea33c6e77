using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>The keys of <c>provider.yaml</c>.</summary>
internal static class ProviderYamlShape
{
    private static readonly ObjectShape Offer = new(
        new("minPricePerWorkerEpoch", CommonShapes.Money, "What a worker costs at least in an epoch, in USDC.") { IsRequired = true },
        new("computePeers", new ListShape(TextShape.Any), "Names of `computePeers` of this file.") { IsRequired = true },
        new("effectors", new ListShape(TextShape.Any), "The content ids of the effector modules that the peers let services use."),
        new("minProtocolVersion", new IntegerShape(1, int.MaxValue), "The oldest protocol that the peers speak.") { Default = "1" },
        new("maxProtocolVersion", new IntegerShape(1, int.MaxValue), "The newest protocol that the peers speak.") { Default = "1" });

    private static readonly ObjectShape ComputePeer = new(
        new("computeUnits", new IntegerShape(1, int.MaxValue),
            "How many compute units the peer has: each is a core with 4 GB of memory and 5 GB of disk.") { IsRequired = true },
        new("nox", NoxShape.Peer, "The peer's configuration, over that of all peers."),
        new("ccp", NoxShape.Prover, "The configuration of the peer's prover of capacity, over that of all."));

    private static readonly ObjectShape Commitment = new(
        new("duration", HumanDuration.Shape, "How long the commitment lasts.") { IsRequired = true },
        new("rewardDelegationRate", new NumberShape(100), "Which part of the rewards the delegator gets, in percent.")
        {
            IsRequired = true,
        },
        new("delegator", TextShape.Any, "The address that may deposit the collateral.") { Default = "anyone" });

    /// <summary>The whole file.</summary>
    public static FileShape Shape { get; } = new(
        ProviderYaml.FileName,
        "A provider: its peers, what they cost, and for how long they are committed.",
        new ObjectShape(
            CommonShapes.Version(1),
            new("providerName", new TextShape(new TextForm("^.+$", "a name")), "The provider's name.") { IsRequired = true },
            new("nox", NoxShape.Peer, "The configuration of all peers."),
            new("ccp", NoxShape.Prover, "The configuration of all provers of capacity."),
            new("computePeers", new MapShape(ComputePeer), "The peers by their names.") { IsRequired = true },
            new("offers", new MapShape(Offer), "The offers by their names.") { IsRequired = true },
            new("capacityCommitments", new MapShape(Commitment), "The commitments by the names of the peers.") { IsRequired = true }));

    /// <summary><c>.fluence/provider-secrets.yaml</c>.</summary>
    public static FileShape Secrets { get; } = new(
        ProviderSecretsYaml.FileName, "The secret keys of a provider's peers. Written by `fluence provider init`.",
        new ObjectShape(
            CommonShapes.Version(0),
            new("noxes", new MapShape(new ObjectShape(
                new("networkKey", TextShape.Any, "The peer's key: base64 of 32 bytes.") { IsRequired = true },
                new("signingWallet", TextShape.Any, "The key by which the peer signs transactions: 0x and 64 hexadecimal digits.")
                {
                    IsRequired = true,
                })), "The keys by the peers' names.") { IsRequired = true }));

    /// <summary><c>.fluence/provider-artifacts.yaml</c>.</summary>
    public static FileShape Artifacts { get; } = new(
        ProviderArtifactsYaml.FileName, "What a provider has made on the chain. Written by `fluence provider offer-create`.",
        new ObjectShape(
            CommonShapes.Version(1),
            new("offers", new ObjectShape([.. CommonShapes.Networks.Select(static network => new KeyShape(
                network,
                new MapShape(new ObjectShape(new KeyShape("id", TextShape.Any, "The offer's id.") { IsRequired = true })),
                $"On the network `{network}`."))]), "The offers by the network and their names.") { IsRequired = true }));
}

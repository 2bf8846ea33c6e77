using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>The keys of a peer's configuration in <c>provider.yaml</c>, in the original's spelling.</summary>
internal static class NoxShape
{
    private static readonly KeyShape RawConfig = new(
        "rawConfig", TextShape.Any, "More settings as a text in the format of the generated file. They come before all others.");

    private static readonly ObjectShape Ipfs = new(
        new("externalApiMultiaddr", TextShape.Any, "The multiaddress that clients upload to."),
        new("localApiMultiaddr", TextShape.Any, "The multiaddress of the RPC that the peer itself uses."),
        new("ipfsBinaryPath", TextShape.Any, "A program of the original; kept, and not used."));

    private static readonly ObjectShape Decider = new(
        new("deciderPeriodSec", Count(), "The seconds between two looks at the peer's deals."),
        new("workerIpfsMultiaddr", TextShape.Any, "The multiaddress that workers fetch from."),
        new("networkApiEndpoint", TextShape.Any, "The older form of `chain.httpEndpoint`."),
        new("networkId", Count(), "The older form of `chain.networkId`."),
        new("startBlock", TextShape.Any, "The older form of `chain.dealSyncStartBlock`."),
        new("matcherAddress", TextShape.Any, "The older form of `chain.marketContract`."),
        new("walletKey", TextShape.Any, "The older form of `chain.walletPrivateKey`."));

    private static readonly ObjectShape Chain = new(
        new("httpEndpoint", TextShape.Any, "The address of the chain's node."),
        new("wsEndpoint", TextShape.Any, "The WebSocket address of the chain's node."),
        new("coreContract", TextShape.Any, "The address of the contract Core."),
        new("ccContract", TextShape.Any, "The address of the contract Capacity."),
        new("marketContract", TextShape.Any, "The address of the contract Market."),
        new("networkId", Count(), "The chain's number."),
        new("walletPrivateKey", TextShape.Any, "The key by which the peer signs transactions.")
        {
            Default = "that of provider-secrets.yaml",
        },
        new("dealSyncStartBlock", TextShape.Any, "The first block that is read."),
        new("defaultBaseFee", new NumberShape(long.MaxValue), "A fee of the original; kept, and not used: fees are asked of the chain."),
        new("defaultPriorityFee", new NumberShape(long.MaxValue), "A fee of the original; kept, and not used: fees are asked of the "
            + "chain."));

    private static readonly ObjectShape Metrics = new(
        new("enabled", new BooleanShape(), "Whether the peer tells metrics.") { Default = "true" },
        new("timerResolution", TextShape.Any, "A setting of the original; kept, and not used."),
        new("tokioMetricsEnabled", new BooleanShape(), "A setting of the original; kept, and not used."),
        new("tokioDetailedMetricsEnabled", new BooleanShape(), "A setting of the original; kept, and not used."));

    /// <summary>A peer.</summary>
    public static ObjectShape Peer { get; } = new(
        new("tcpPort", Port(), "The port for other peers.") { Default = "7771 for the first, and so on" },
        new("websocketPort", Port(), "The port for clients.") { Default = "9991 for the first, and so on" },
        new("httpPort", Port(), "The port for health and metrics.") { Default = "18080 for the first, and so on" },
        new("listenIp", TextShape.Any, "The address on which the peer listens."),
        new("externalMultiaddresses", new ListShape(TextShape.Any), "The addresses under which others reach the peer."),
        new("bootstrapNodes", new ListShape(TextShape.Any), "The peers that are called at the start."),
        new("aquavmPoolSize", new IntegerShape(1, int.MaxValue), "How many interpreters there are.") { Default = "2" },
        new("cpusRange", TextShape.Any, "The cores that the peer uses, like `1-32`."),
        new("systemCpuCount", new IntegerShape(1, int.MaxValue), "How many of them are for the peer itself.") { Default = "1" },
        new("systemServices", new ObjectShape(
            new("enable", new ListShape(new ChoiceShape("aqua-ipfs", "decider")), "Which there are."),
            new("aquaIpfs", Ipfs, "The service by which scripts reach IPFS."),
            new("decider", Decider, "The spell that looks for deals.")), "The services and spells that every peer has."),
        new("effectors", new MapShape(new ObjectShape(
            new("wasmCID", TextShape.Any, "The content id of the effector's module.") { IsRequired = true },
            new("allowedBinaries", new MapShape(TextShape.Any), "The programs that it may run, by their names.") { IsRequired = true })),
            "The effector modules that services may use."),
        new("chain", Chain, "The chain that the peer watches."),
        new("ccp", new ObjectShape(
            new("ccpEndpoint", TextShape.Any, "The address of the prover of capacity."),
            new("proofPollPeriod", TextShape.Any, "How often it is asked for proofs.") { Default = "60 seconds" }),
            "The peer's prover of capacity."),
        new("ipfs", Ipfs, "The IPFS that the peer uses."),
        new("metrics", Metrics, "Metrics."),
        RawConfig);

    /// <summary>A prover of capacity.</summary>
    public static ObjectShape Prover { get; } = new(
        new("rpcEndpoint", new ObjectShape(
            new("host", TextShape.Any, "The address on which it listens.") { Default = "0.0.0.0" },
            new("port", Port(), "The port.") { Default = "9389" },
            new("utilityThreadIds", new ListShape(Count()), "The cores that it keeps for itself.")), "Where the peer asks it."),
        new("prometheusEndpoint", new ObjectShape(
            new("host", TextShape.Any, "The address on which it listens.") { Default = "0.0.0.0" },
            new("port", Port(), "The port.") { Default = "9384" }), "Where it tells metrics."),
        new("logs", new ObjectShape(
            new("reportHashrate", new BooleanShape(), "Whether it tells its speed.") { Default = "false" },
            new("logLevel", TextShape.Any, "What it tells.") { Default = "info" }), "What it logs."),
        new("state", new ObjectShape(new KeyShape("path", TextShape.Any, "The folder.") { Default = "./state" }), "Where it keeps proofs."),
        RawConfig);

    private static IntegerShape Count() => new(0, long.MaxValue);

    private static IntegerShape Port() => new(0, ushort.MaxValue);
}

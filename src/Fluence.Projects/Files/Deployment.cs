using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>What is deployed by a deal, as <c>fluence.yaml</c> says.</summary>
/// <param name="Name">The deployment's name.</param>
public sealed record Deployment(string Name)
{
    /// <summary>How many workers there are where the file does not say.</summary>
    public const int DefaultTargetWorkers = 3;

    /// <summary>The price where the file does not say one, in USDC.</summary>
    public const string DefaultPrice = "0.33";

    /// <summary>The names of services of the project.</summary>
    public ImmutableArray<string> Services { get; init; } = [];

    /// <summary>The names of spells of the project.</summary>
    public ImmutableArray<string> Spells { get; init; } = [];

    /// <summary>How many workers the deal is for.</summary>
    public int TargetWorkers { get; init; } = DefaultTargetWorkers;

    /// <summary>How many workers the deal needs to begin; null for as many as the target.</summary>
    public int? MinWorkers { get; init; }

    /// <summary>How many workers one provider may have; null for as many as the target.</summary>
    public int? MaxWorkersPerProvider { get; init; }

    /// <summary>How many compute units a worker has.</summary>
    public int CuCountPerWorker { get; init; } = 1;

    /// <summary>What a compute unit may cost in an epoch, a decimal number of USDC.</summary>
    public string PricePerCuPerEpoch { get; init; } = DefaultPrice;

    /// <summary>What is paid into the deal at first, a decimal number of USDC; null for the least.</summary>
    public string? InitialBalance { get; init; }

    /// <summary>The content ids of effector modules.</summary>
    public ImmutableArray<string> Effectors { get; init; } = [];

    /// <summary>The only providers that take part; empty for all.</summary>
    public ImmutableArray<string> Whitelist { get; init; } = [];

    /// <summary>Providers that do not take part.</summary>
    public ImmutableArray<string> Blacklist { get; init; } = [];

    /// <summary>The protocol's version; null for the current one.</summary>
    public int? ProtocolVersion { get; init; }

    internal static Deployment Of(string name, ConfigMap map) => new(name)
    {
        Services = map.Texts("services"),
        Spells = map.Texts("spells"),
        TargetWorkers = map.Int32("targetWorkers") ?? DefaultTargetWorkers,
        MinWorkers = map.Int32("minWorkers"),
        MaxWorkersPerProvider = map.Int32("maxWorkersPerProvider"),
        CuCountPerWorker = map.Int32("cuCountPerWorker") ?? map.Int32("computeUnits") ?? 1,
        PricePerCuPerEpoch = map.Text("pricePerCuPerEpoch") ?? map.Text("pricePerWorkerEpoch") ?? DefaultPrice,
        InitialBalance = map.Text("initialBalance"),
        Effectors = map.Texts("effectors"),
        Whitelist = map.Texts("whitelist"),
        Blacklist = map.Texts("blacklist"),
        ProtocolVersion = map.Int32("protocolVersion"),
    };
}

/// <summary>What is deployed on certain peers without a deal, as <c>fluence.yaml</c> says.</summary>
/// <param name="Name">The worker's name.</param>
/// <param name="PeerIds">The peers, at least one.</param>
/// <param name="Services">The names of services of the project.</param>
/// <param name="Spells">The names of spells of the project.</param>
public sealed record HostDeployment(
    string Name, ImmutableArray<string> PeerIds, ImmutableArray<string> Services, ImmutableArray<string> Spells)
{
    internal static HostDeployment Of(string name, ConfigMap map) =>
        new(name, map.Texts("peerIds"), map.Texts("services"), map.Texts("spells"));
}

/// <summary>The network that is meant by <c>custom</c>.</summary>
/// <param name="Relays">The multiaddresses of relays, at least one.</param>
/// <param name="ContractsEnv">The name of the network whose contracts are used.</param>
public sealed record CustomFluenceEnv(ImmutableArray<string> Relays, string ContractsEnv);

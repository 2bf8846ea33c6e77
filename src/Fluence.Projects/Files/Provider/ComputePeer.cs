using System.Collections.Immutable;
using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Provider;

/// <summary>A peer of a provider.</summary>
/// <param name="ComputeUnits">How many compute units it has.</param>
public sealed record ComputePeer(int ComputeUnits)
{
    /// <summary>The port for other peers; null for one by the peer's place in the file.</summary>
    public int? TcpPort { get; init; }

    /// <summary>The port for clients; null for one by the peer's place in the file.</summary>
    public int? WebSocketPort { get; init; }

    /// <summary>The port for health and metrics; null for one by the peer's place in the file.</summary>
    public int? HttpPort { get; init; }

    /// <summary>The address on which it listens; null for that of the environment.</summary>
    public string? ListenIp { get; init; }

    /// <summary>The addresses under which others reach it.</summary>
    public ImmutableArray<string> ExternalMultiaddresses { get; init; } = [];

    /// <summary>The peers that it calls at the start.</summary>
    public ImmutableArray<string> BootstrapNodes { get; init; } = [];

    /// <summary>How many interpreters it has; null for the peer's own default.</summary>
    public int? AquaVmPoolSize { get; init; }

    /// <summary>The cores that it uses, like <c>1-32</c>; null for all.</summary>
    public string? CpusRange { get; init; }

    /// <summary>How many of them are for the peer itself; null for the peer's own default.</summary>
    public int? SystemCpuCount { get; init; }

    /// <summary>The address of the chain's node; null for that of the environment.</summary>
    public string? ChainHttpEndpoint { get; init; }

    /// <summary>The WebSocket address of the chain's node; null for that of the environment.</summary>
    public string? ChainWsEndpoint { get; init; }

    /// <summary>The seconds between two looks at the peer's deals; null for the peer's own default.</summary>
    public long? DeciderPeriodSec { get; init; }

    /// <summary>More settings of the peer's configuration, as its file has them; null for none.</summary>
    public string? RawConfig { get; init; }

    /// <summary>A peer as its file has it, over what holds for all peers.</summary>
    internal static ComputePeer Of(ConfigMap peer, ConfigMap? common)
    {
        ConfigMap?[] layers = [peer.Map("nox"), common];
        return new ComputePeer(peer.Int32("computeUnits")!.Value)
        {
            TcpPort = First(layers, static nox => nox.Int32("tcpPort")),
            WebSocketPort = First(layers, static nox => nox.Int32("websocketPort")),
            HttpPort = First(layers, static nox => nox.Int32("httpPort")),
            ListenIp = First(layers, static nox => nox.Text("listenIp")),
            ExternalMultiaddresses = List(layers, "externalMultiaddresses"),
            BootstrapNodes = List(layers, "bootstrapNodes"),
            AquaVmPoolSize = First(layers, static nox => nox.Int32("aquavmPoolSize")),
            CpusRange = First(layers, static nox => nox.Text("cpusRange")),
            SystemCpuCount = First(layers, static nox => nox.Int32("systemCpuCount")),
            ChainHttpEndpoint = First(layers, static nox => nox.Map("chain")?.Text("httpEndpoint")),
            ChainWsEndpoint = First(layers, static nox => nox.Map("chain")?.Text("wsEndpoint")),
            DeciderPeriodSec = First(layers, static nox => nox.Map("systemServices")?.Map("decider")?.Integer("deciderPeriodSec")),
            RawConfig = First(layers, static nox => nox.Text("rawConfig")),
        };
    }

    private static T? First<T>(ConfigMap?[] layers, Func<ConfigMap, T?> read) =>
        layers.Select(layer => layer is null ? default : read(layer)).FirstOrDefault(static value => value is not null);

    private static ImmutableArray<string> List(ConfigMap?[] layers, string key) =>
        layers.Select(layer => layer?.Texts(key) ?? []).FirstOrDefault(static list => !list.IsEmpty, []);
}

using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Local;

/// <summary>
/// The files of a local network: for each peer a folder with its configuration, key and log, and <c>network.json</c> with what is needed
/// to find its processes again.
/// </summary>
internal sealed class LocalNetwork(string folder)
{
    public const int MaxPeers = 64;

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private string StateFile => Path.Combine(folder, "network.json");

    /// <summary>The peers that were started last; none when nothing was.</summary>
    public IReadOnlyList<LocalPeer> Load()
    {
        if (!File.Exists(StateFile))
        {
            return [];
        }

        try
        {
            return JsonSerializer.Deserialize<LocalPeer[]>(File.ReadAllText(StateFile)) ?? [];
        }
        catch (JsonException damaged)
        {
            throw new CommandException($"{StateFile} is damaged ({damaged.Message}); stop the peers by hand and delete it");
        }
    }

    public void Save(IReadOnlyList<LocalPeer> peers) => File.WriteAllText(StateFile, JsonSerializer.Serialize(peers, Indented));

    public void Forget() => File.Delete(StateFile);

    /// <summary>Writes keys and configurations for so many peers that know one another. Keys that exist are kept, so peer ids are stable.</summary>
    public IReadOnlyList<LocalPeer> Prepare(int count, LocalPorts ports)
    {
        List<LocalPeer> peers = [];
        for (int i = 0; i < count; i++)
        {
            string peerFolder = Path.GetFullPath(Path.Combine(folder, $"peer-{i}"));
            KeyPair key = KeyFile.LoadOrCreate(Path.Combine(peerFolder, new PeerConfig().SecretKeyFile));
            peers.Add(new LocalPeer(i, key.PeerId.ToString(), peerFolder, ports.Tcp + i, ports.WebSocket + i, ports.Http + i, ProcessId: 0));
        }

        foreach (LocalPeer peer in peers)
        {
            PeerConfig config = new()
            {
                BaseDir = peer.Folder,
                ListenIp = System.Net.IPAddress.Loopback,
                TcpPort = peer.TcpPort,
                WebSocketPort = peer.WebSocketPort,
                HttpPort = peer.HttpPort,
                BootstrapNodes = [.. peers.Where(other => other != peer).Select(other => Multiaddr.Parse(other.TcpAddress))],
            };
            File.WriteAllText(peer.ConfigFile, ConfigReader.Print(config));
        }

        return peers;
    }
}

/// <summary>The first port of each kind; peer number i adds i.</summary>
internal sealed record LocalPorts(int Tcp, int WebSocket, int Http)
{
    private const int Stride = 100;

    public static LocalPorts Default { get; } = new(7771, 9991, 18080);

    /// <summary>Ports from one base: TCP there, WebSocket a hundred above, HTTP two hundred above.</summary>
    public static LocalPorts From(int portBase) => new(portBase, portBase + Stride, portBase + (2 * Stride));
}

/// <summary>One peer of a local network.</summary>
internal sealed record LocalPeer(int Number, string PeerId, string Folder, int TcpPort, int WebSocketPort, int HttpPort, int ProcessId)
{
    public string ConfigFile => Path.Combine(Folder, "config.yaml");

    public string LogFile => Path.Combine(Folder, "peer.log");

    public string TcpAddress => $"/ip4/127.0.0.1/tcp/{TcpPort}/p2p/{PeerId}";

    public string WebSocketAddress => $"/ip4/127.0.0.1/tcp/{WebSocketPort}/ws/p2p/{PeerId}";

    public Uri Http => new($"http://127.0.0.1:{HttpPort}");
}

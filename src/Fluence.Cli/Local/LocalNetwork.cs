using System.Text.Json;
using System.Text.Json.Serialization;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;
using Fluence.Projects.Files;

namespace Fluence.Cli.Local;

/// <summary>
/// The files of a local network: for each peer a folder with its configuration, key and log, and <c>network.json</c> with what is needed
/// to find its processes again.
/// </summary>
internal sealed class LocalNetwork(string folder)
{
    public const int MaxPeers = 64;

    /// <summary>Where the network of a project lies, from the project's folder.</summary>
    public const string DefaultFolder = ".fluence/local";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The folder.</summary>
    public string Folder => folder;

    /// <summary>The folder of the network's chain.</summary>
    public string ChainFolder => Path.Combine(folder, "chain");

    private string StateFile => Path.Combine(folder, "network.json");

    /// <summary>The network of the project around a folder, or of that folder itself.</summary>
    public static LocalNetwork At(string start) =>
        new(Path.GetFullPath(Path.Combine(ProjectFolder.Find(start)?.Root ?? start, DefaultFolder)));

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

    /// <summary>The peer of a number.</summary>
    /// <exception cref="CommandException">There is none.</exception>
    public LocalPeer Find(int number)
    {
        IReadOnlyList<LocalPeer> peers = Load();
        return peers.FirstOrDefault(peer => peer.Number == number) ?? throw new CommandException(peers.Count == 0
            ? "no local network is running; 'fluence local up' starts one"
            : $"there is no peer {number}, there are 0 to {peers.Count - 1}");
    }

    /// <summary>Notes what is new of a peer.</summary>
    public void Replace(LocalPeer peer) => Save([.. Load().Select(each => each.Number == peer.Number ? peer : each)]);

    public void Save(IReadOnlyList<LocalPeer> peers) => File.WriteAllText(StateFile, JsonSerializer.Serialize(peers, Indented));

    public void Forget()
    {
        if (Directory.Exists(folder))
        {
            File.Delete(StateFile);
        }
    }

    /// <summary>The key of a peer; null where it was never started.</summary>
    public KeyPair? KeyOf(int number)
    {
        string file = Path.Combine(FolderOf(number), new PeerConfig().SecretKeyFile);
        return File.Exists(file) ? KeyFile.LoadOrCreate(file) : null;
    }

    /// <summary>Gives a peer a key that it does not have yet.</summary>
    public void SetKey(int number, KeyPair key) =>
        KeyFile.Write(Path.Combine(FolderOf(number), new PeerConfig().SecretKeyFile), key);

    /// <summary>Gives peers that have no keys yet those that their providers' files say.</summary>
    /// <param name="providers">The providers, in the order of their peers.</param>
    public void TakeKeys(IEnumerable<LocalProvider> providers)
    {
        foreach ((int number, Provider.ProviderPeer peer) in providers.SelectMany(static each => each.Context.Peers(null)).Index())
        {
            if (KeyOf(number) is null)
            {
                SetKey(number, peer.Key);
            }
        }
    }

    /// <summary>Removes all that the peers keep but their keys, and the chain.</summary>
    /// <exception cref="CommandException">A peer runs.</exception>
    public void Reset()
    {
        if (Load().Any(PeerProcess.IsRunning))
        {
            throw new CommandException("a local network is running; stop it with 'fluence local down' before --reset");
        }

        if (Directory.Exists(ChainFolder))
        {
            Directory.Delete(ChainFolder, recursive: true);
        }

        foreach (string peer in Directory.Exists(folder) ? Directory.EnumerateDirectories(folder, "peer-*") : [])
        {
            foreach (string kept in (string[])["persistent", "ephemeral"])
            {
                if (Directory.Exists(Path.Combine(peer, kept)))
                {
                    Directory.Delete(Path.Combine(peer, kept), recursive: true);
                }
            }
        }
    }

    /// <summary>The log files of the peers that ever ran here, by the peer's number.</summary>
    public IReadOnlyList<(int Number, string File)> Logs() => [.. Enumerable.Range(0, MaxPeers)
        .Select(number => (number, Path.Combine(FolderOf(number), LocalPeer.LogFileName))).Where(log => File.Exists(log.Item2))];

    /// <summary>
    /// Writes keys and configurations for so many peers that know one another. Keys that exist are kept, so peer ids are stable.
    /// </summary>
    /// <param name="count">How many peers.</param>
    /// <param name="ports">Their first ports.</param>
    /// <param name="manager">The peer that may deploy to them.</param>
    /// <param name="market">The market that they are in; null for none.</param>
    public IReadOnlyList<LocalPeer> Prepare(int count, LocalPorts ports, PeerId manager, PeerMarket? market = null)
    {
        List<LocalPeer> peers = [];
        for (int i = 0; i < count; i++)
        {
            string peerFolder = FolderOf(i);
            string keyFile = Path.Combine(peerFolder, new PeerConfig().SecretKeyFile);
            KeyPair key = KeyFile.LoadOrCreate(keyFile);
            if (market is not null && !key.Seed.Span.SequenceEqual(market.Peers[i].Key.Seed.Span))
            {
                throw new CommandException($"{keyFile} is not the key that provider-secrets.yaml has of {market.Peers[i].Name}; "
                    + "remove one of the two files to have the other one used");
            }

            peers.Add(new LocalPeer(
                i, key.PeerId.ToString(), peerFolder, ports.Tcp + i, ports.WebSocket + i, ports.Http + i, ports.Ipfs + i, ProcessId: 0));
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
                IpfsPort = peer.IpfsPort,
                ManagementPeerId = manager,
                BootstrapNodes = [.. peers.Where(other => other != peer).Select(other => Multiaddr.Parse(other.TcpAddress))],
            };
            File.WriteAllText(peer.ConfigFile, ConfigReader.Print(market is null ? config : market.Apply(config, peer.Number)));
        }

        return peers;
    }

    private string FolderOf(int number) => Path.GetFullPath(Path.Combine(folder, $"peer-{number}"));
}

/// <summary>The first port of each kind; peer number i adds i.</summary>
internal sealed record LocalPorts(int Tcp, int WebSocket, int Http, int Ipfs, int Chain, int Index)
{
    private const int Stride = 100;

    public static LocalPorts Default { get; } = new(7771, 9991, 18080, 5001, LocalChain.DefaultPort, LocalChain.DefaultIndexPort);

    /// <summary>Ports from one base: TCP there, WebSocket a hundred above, HTTP two hundred, IPFS three hundred, the chain four.</summary>
    /// <exception cref="CommandException">The ports would not be ports.</exception>
    public static LocalPorts From(int portBase)
    {
        int most = ushort.MaxValue - (4 * Stride) - LocalNetwork.MaxPeers;
        return portBase >= 1 && portBase <= most
            ? new LocalPorts(portBase, portBase + Stride, portBase + (2 * Stride), portBase + (3 * Stride), portBase + (4 * Stride),
                portBase + (4 * Stride) + 1)
            : throw new CommandException($"--port-base is {portBase}, expected 1 to {most}");
    }
}

/// <summary>One peer of a local network.</summary>
internal sealed record LocalPeer(
    int Number, string PeerId, string Folder, int TcpPort, int WebSocketPort, int HttpPort, int IpfsPort, int ProcessId)
{
    public const string LogFileName = "peer.log";

    /// <summary>What the peer is called on command lines.</summary>
    [JsonIgnore]
    public string Name => $"peer-{Number}";

    public string ConfigFile => Path.Combine(Folder, "config.yaml");

    public string LogFile => Path.Combine(Folder, LogFileName);

    public string TcpAddress => $"/ip4/127.0.0.1/tcp/{TcpPort}/p2p/{PeerId}";

    public string WebSocketAddress => $"/ip4/127.0.0.1/tcp/{WebSocketPort}/ws/p2p/{PeerId}";

    public Uri Http => new($"http://127.0.0.1:{HttpPort}");

    /// <summary>Where the peer takes content.</summary>
    public Uri Ipfs => new($"http://127.0.0.1:{IpfsPort}");
}

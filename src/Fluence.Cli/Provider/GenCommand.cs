using System.CommandLine;
using System.Globalization;
using System.Net;
using Fluence.Cli.Build;
using Fluence.Cli.Chain;
using Fluence.Cli.Init;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;
using Fluence.Projects.Building;

namespace Fluence.Cli.Provider;

/// <summary>
/// <c>fluence provider gen</c>: the configurations of a provider's peers, each for <c>fluence peer run --config FILE</c>.
/// </summary>
internal static class GenCommand
{
    private const string KeyFileName = "secret_key.ed25519";

    public static Command Create()
    {
        ChainOptions options = new();
        Command command = new("gen", "Write the configurations of the peers of provider.yaml, and keys for new ones.") { NoInput.Option() };
        options.AddTo(command);
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProjectContext project = ProjectContext.Find();
            string network = options.Network(parsed, project);
            Uri rpc = options.Rpc(parsed, project, network);
            Market.Deployment contracts = ContractsFile.Choose(options.Contracts(parsed), Networks.ContractsOf(network, project));
            ProviderContext provider = ProviderContext.Load().WithAllSecrets();
            int number = 0;
            foreach (ProviderPeer peer in provider.Peers(null))
            {
                string folder = Path.Combine(provider.Folder.ConfigsFolder, peer.Name);
                string keyFile = Path.Combine(folder, KeyFileName), configFile = Path.Combine(provider.Folder.ConfigsFolder,
                    $"{peer.Name}_Config.yaml");
                if (!File.Exists(keyFile))
                {
                    KeyFile.Write(keyFile, peer.Key);
                }

                PeerConfig config = Config(peer, number++, network, rpc, contracts, folder, keyFile);
                ModuleFile.Write(configFile, System.Text.Encoding.UTF8.GetBytes(ConfigReader.Print(config)), isSecret: true);
                parsed.Out().WriteLine($"wrote {configFile}; run it with `fluence peer run --config {configFile}`");
            }

            return ExitCodes.Success;
        }));
        return command;
    }

    private static PeerConfig Config(
        ProviderPeer peer, int number, string network, Uri rpc, Market.Deployment contracts, string folder, string keyFile)
    {
        Projects.Files.Provider.ComputePeer settings = peer.Settings;
        string source = $"the peer '{peer.Name}' of {Projects.Files.Provider.ProviderYaml.FileName}";
        Uri http = settings.ChainHttpEndpoint is { } given ? Url(given, $"chain.httpEndpoint of {source}", "http") : rpc;
        PeerConfig standard = new();
        PeerConfig config = standard with
        {
            BaseDir = folder,
            SecretKeyFile = keyFile,
            TcpPort = settings.TcpPort ?? LocalPorts.Default.Tcp + number,
            WebSocketPort = settings.WebSocketPort ?? LocalPorts.Default.WebSocket + number,
            HttpPort = settings.HttpPort ?? LocalPorts.Default.Http + number,
            ListenIp = settings.ListenIp is not { } ip ? standard.ListenIp
                : IPAddress.TryParse(ip, out IPAddress? address) ? address : throw Wrong($"listenIp of {source}", ip, "an IP address"),
            ExternalMultiaddresses = [.. settings.ExternalMultiaddresses.Select(text => Address(text, $"externalMultiaddresses of "
                + $"{source}"))],
            BootstrapNodes = [.. settings.BootstrapNodes.Select(text => Address(text, $"bootstrapNodes of {source}"))],
            Network = network is Networks.Local or Networks.Custom ? standard.Network : network,
            Chain = standard.Chain with
            {
                HttpEndpoint = http,
                WebSocketEndpoint = settings.ChainWsEndpoint is { } ws ? Url(ws, $"chain.wsEndpoint of {source}", "ws") : WebSocketOf(http),
                Core = contracts.Core,
                Market = contracts.Market,
                Capacity = contracts.Capacity,
                WalletKey = Ethereum.Hex.Of(peer.Wallet.PrivateKey.Span),
            },
            Deals = settings.DeciderPeriodSec is { } period
                ? standard.Deals with { DeciderPeriod = TimeSpan.FromSeconds(period) } : standard.Deals,
        };
        return More(peer).Aggregate(config, (former, more) => Set(former, more.Key, more.Value, source));
    }

    /// <summary>Settings by their keys: those that the file has names for, and then the lines <c>key: value</c> of its rawConfig.</summary>
    private static IEnumerable<(string Key, string Value)> More(ProviderPeer peer)
    {
        (string Key, string? Value)[] named =
        [
            ("aquavm_pool_size", peer.Settings.AquaVmPoolSize?.ToString(CultureInfo.InvariantCulture)),
            ("cpus_range", peer.Settings.CpusRange),
            ("system_cpu_count", peer.Settings.SystemCpuCount?.ToString(CultureInfo.InvariantCulture)),
        ];
        IEnumerable<(string, string)> raw = (peer.Settings.RawConfig ?? "").Split('\n', StringSplitOptions.TrimEntries)
            .Where(static line => line.Length > 0 && line[0] != '#')
            .Select(static line => line.Split(':', 2, StringSplitOptions.TrimEntries))
            .Select(static parts => (parts[0], parts.Length == 2 ? parts[1].Trim('\'', '"') : ""));
        return named.Where(static each => each.Value is not null).Select(static each => (each.Key, each.Value!)).Concat(raw);
    }

    private static PeerConfig Set(PeerConfig config, string key, string value, string source)
    {
        PeerSetting setting = PeerSettings.Find(key) ?? throw new CommandException(
            $"rawConfig of {source} has '{key}', which is no setting; `fluence peer run --help` lists all");
        return setting.Apply(config, value) ?? throw Wrong($"{key} of {source}", value, setting.Expected);
    }

    private static Uri WebSocketOf(Uri http) => http.Scheme is "http" or "https"
        ? new UriBuilder(http) { Scheme = http.Scheme == "http" ? "ws" : "wss" }.Uri : http;

    private static Uri Url(string text, string source, string scheme) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && (url.Scheme == scheme || url.Scheme == scheme + "s") ? url
            : throw Wrong(source, text, $"an address like {scheme}://127.0.0.1:8545");

    private static Multiaddr Address(string text, string source) => Multiaddr.TryParse(text, out Multiaddr? address) ? address
        : throw Wrong(source, text, "a multiaddress like /ip4/1.2.3.4/tcp/7771");

    private static CommandException Wrong(string source, string text, string expected) =>
        new($"{source} is '{text}', expected {expected}");
}

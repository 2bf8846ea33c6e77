using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using Fluence.Cli.Chain;
using Fluence.Cli.Init;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Cli.Provider;
using Fluence.Cli.Run;
using Fluence.Crypto;
using Fluence.Projects.Files;

namespace Fluence.Cli.Local;

/// <summary><c>fluence local up</c>: starts the chain and the peers, and shows how they are until it is interrupted.</summary>
internal sealed class UpCommand
{
    private const int DefaultPeers = 3;

    private readonly Option<int?> _count = new("--peers", "--noxes")
    {
        Description = $"How many peers [default: as many as provider.yaml has, or {DefaultPeers}].",
    };

    private readonly Option<bool> _detach = new("--detach", "-d")
    {
        Description = "Return once the peers are up; 'fluence local down' stops them.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the peers as one line of JSON." };

    private readonly Option<int?> _portBase = new("--port-base")
    {
        Description = "Ports: TCP from here, WebSocket from 100 above, HTTP from 200 above, IPFS from 300 above, the chain 400 above, "
            + "the market's index 401 above [default: 7771, 9991, 18080, 5001, 8545 and 8000].",
    };

    private readonly Option<int> _timeout = new("--timeout")
    {
        Description = "Seconds until the peers must be connected.", DefaultValueFactory = _ => 120,
    };

    private readonly Option<bool> _reset = new("--reset")
    {
        Description = "Begin with nothing deployed and a new chain; the peers' keys stay.",
    };

    private readonly Option<bool> _noReset = new("--no-reset", "-r")
    {
        Description = "Keep what is deployed; so it is by default.", Hidden = true,
    };

    private readonly Option<string?> _key = new("--sk", "-k")
    {
        Description = "The name of the key that may deploy to the peers; the project's default key, or else the user's, without it.",
    };

    private readonly Option<bool> _noChain = new("--no-chain") { Description = "Start only peers, without a chain and a market." };

    private readonly Option<int> _providers = new("--providers")
    {
        Description = "How many providers the peers belong to, each with an account of its own.", DefaultValueFactory = _ => 1,
    };

    private readonly Option<int> _epoch = new("--epoch")
    {
        Description = "The length of an epoch on a new chain, in seconds.", DefaultValueFactory = _ => 15,
    };

    private readonly Option<string?> _account = new("--priv-key")
    {
        Description = "The private key of the provider's account, for one provider [default: that of the chain's first account].",
    };

    private readonly Option<DirectoryInfo?> _folder;

    private UpCommand(Option<DirectoryInfo?> folder) => _folder = folder;

    public static Command Create(Option<DirectoryInfo?> folder)
    {
        UpCommand up = new(folder);
        Command command = new("up", "Start a chain with a market and peers that are in it, and wait until they are connected.")
        {
            up._count, up._detach, up._json, up._portBase, up._timeout, up._reset, up._noReset, up._key,
            up._noChain, up._providers, up._epoch, up._account, NoInput.Option(),
            OriginalOptions.Flag("nothing is pulled", "--quiet-pull"),
        };
        command.SetAction(up.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_count) is { } given and (< 1 or > LocalNetwork.MaxPeers))
        {
            throw new CommandException($"--peers is {given}, expected 1 to {LocalNetwork.MaxPeers}");
        }

        LocalNetwork network = LocalCommand.NetworkIn(parsed, _folder);
        LocalPorts ports = parsed.GetValue(_portBase) is { } first ? LocalPorts.From(first) : LocalPorts.Default;
        PeerId manager = ProjectContext.Find().Key(parsed.GetValue(_key)).PeerId;
        TimeSpan patience = TimeSpan.FromSeconds(Math.Max(1, parsed.GetValue(_timeout)));
        if (network.Load().Any(PeerProcess.IsRunning))
        {
            throw new CommandException("a local network is running already; 'fluence local ps' shows it, 'fluence local down' stops it");
        }

        if (parsed.GetValue(_reset))
        {
            network.Reset();
        }

        long start = Stopwatch.GetTimestamp();
        Screen screen = new(parsed.GetValue(_json) ? parsed.Err() : parsed.Out());
        PeerMarket? market = parsed.GetValue(_noChain) ? null : await StartMarketAsync(parsed, network, ports, patience, screen,
            cancellation);
        int count = market?.Peers.Length ?? parsed.GetValue(_count) ?? DefaultPeers;
        IReadOnlyList<LocalPeer> started = [];
        await screen.WhileAsync($"starting {count} peers …", async () =>
            started = await NetworkStarter.StartAsync(network, count, ports, manager, patience, cancellation, market));
        if (parsed.GetValue(_json))
        {
            parsed.Out().WriteLine(LocalCommand.Json(started, LocalCommand.Node));
        }
        else
        {
            LocalCommand.PrintTable(parsed.Out(), started);
            LocalCommand.PrintChain(parsed.Out(), market is null ? null : LocalChain.Load(network));
            parsed.Err().WriteLine($"connected with one another after {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s");
        }

        if (!parsed.GetValue(_detach))
        {
            await NetworkStarter.WatchAsync(network, new LiveTable(parsed.Out(), network), parsed.Err(), cancellation);
        }

        return ExitCodes.Success;
    }

    private async Task<PeerMarket> StartMarketAsync(
        ParseResult parsed, LocalNetwork network, LocalPorts ports, TimeSpan patience, Screen screen, CancellationToken cancellation)
    {
        int seconds = parsed.GetValue(_epoch);
        if (seconds is < 1 or > 24 * 60 * 60)
        {
            throw new CommandException($"--epoch is {seconds}, expected seconds from 1 to {24 * 60 * 60}");
        }

        ImmutableArray<LocalProvider> providers = LocalMarket.Providers(
            network, ProjectFolder.Near(ProjectContext.Find().Root), parsed.GetValue(_count), parsed.GetValue(_providers),
            ChainOptions.ParseKey(parsed.GetValue(_account), "--priv-key"));
        ImmutableArray<ProviderPeer> peers = [.. providers.SelectMany(static provider => provider.Context.Peers(null))];
        if (peers.Length > LocalNetwork.MaxPeers)
        {
            throw new CommandException($"{providers[0].Context.Folder.ProviderFile} has {peers.Length} peers, a local network up to "
                + $"{LocalNetwork.MaxPeers}");
        }

        network.TakeKeys(providers);

        string program = "";
        await screen.WhileAsync("fetching anvil, the program of the chain …", async () =>
            program = await AnvilProgram.FindAsync(static (_, _) => { }, cancellation));
        LocalChain chain = await ChainStarter.StartAsync(
            program, network.ChainFolder, ports.Chain, ports.Index, patience, cancellation);
        try
        {
            await screen.WhileAsync("setting up the market …", () => ChainErrors.ExplainingAsync(chain.Url, async () =>
            {
                await LocalMarket.SetUpAsync(
                    chain, providers, TimeSpan.FromSeconds(seconds), line => screen.Say(Screen.Escape(line)), cancellation);
                return true;
            }));
            chain = await ChainStarter.StartIndexAsync(chain, patience, cancellation);
            return new PeerMarket(chain, providers, TimeSpan.FromSeconds(seconds));
        }
        catch
        {
            await chain.StopAsync(CancellationToken.None);
            throw;
        }
    }
}

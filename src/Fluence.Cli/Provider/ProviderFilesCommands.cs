using System.CommandLine;
using System.Text.Json.Nodes;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Cli.Peers;
using Fluence.Projects.Files;
using Fluence.Projects.Files.Provider;

namespace Fluence.Cli.Provider;

/// <summary><c>fluence provider init|info</c>: the files of a provider, without the chain.</summary>
internal static class ProviderFilesCommands
{
    private const string DefaultPrice = "0.33";
    private const string DefaultDuration = "100 days";
    private const int DefaultUnits = 32;

    public static Command Init()
    {
        Option<string> name = new("--name") { Description = "The provider's name.", DefaultValueFactory = _ => "defaultProvider" };
        Option<int> peers = new("--noxes", "--peers") { Description = "How many peers.", DefaultValueFactory = _ => 3 };
        Option<int> units = new("--units")
        {
            Description = "How many compute units each peer has.", DefaultValueFactory = _ => DefaultUnits,
        };
        Option<string> price = new("--price")
        {
            Description = "What a worker costs at least in an epoch, in USDC.", DefaultValueFactory = _ => DefaultPrice,
        };
        Option<string> duration = new("--duration")
        {
            Description = "For how long the peers are committed.", DefaultValueFactory = _ => DefaultDuration,
        };
        Command command = new("init", "Make a provider.yaml, and keys for its peers.") 
        {
            name, peers, units, price, duration, NoInput.Option(),
            OriginalOptions.Value("no chain is asked", "--env"), OriginalOptions.Value("nothing is signed", "--priv-key"),
        };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            int count = parsed.GetValue(peers), unitCount = parsed.GetValue(units);
            if (count is < 1 or > Local.LocalNetwork.MaxPeers)
            {
                throw new CommandException($"--noxes is {count}, expected 1 to {Local.LocalNetwork.MaxPeers}");
            }

            // written and read again, so that what is wrong in an option is told as it would be of a file
            string text = ProviderYaml.Create(
                parsed.GetValue(name)!, count, unitCount, parsed.GetValue(price)!, parsed.GetValue(duration)!).ToYaml();
            ProviderYaml yaml = ProviderYaml.Read(text, ProviderYaml.FileName);
            ProviderContext made = ProviderContext.Create(ProjectFolder.Near("."), yaml).WithAllSecrets();
            parsed.Out().WriteLine($"made {made.Folder.ProviderFile}; the keys of its peers are in {made.Folder.ProviderSecretsFile}");
            return ExitCodes.Success;
        }));
        return command;
    }

    public static Command Info()
    {
        Option<string?> names = NoxNames();
        Option<bool> json = new("--json") { Description = "Print JSON." };
        Command command = new("info", "Show the peers' ids and the accounts that sign their transactions.") 
        {
            names, json, NoInput.Option(),
            OriginalOptions.Value("no chain is asked", "--env"), OriginalOptions.Value("nothing is signed", "--priv-key"),
        };
        command.Aliases.Add("i");
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProviderPeer[] peers = [.. ProviderContext.Load().WithAllSecrets().Peers(parsed.GetValue(names))];
            if (parsed.GetValue(json))
            {
                parsed.Out().WriteLine(PeerJson.Print(new JsonObject
                {
                    ["computePeers"] = new JsonArray([.. peers.Select(static peer => new JsonObject
                    {
                        ["name"] = peer.Name, ["peerId"] = peer.Key.PeerId.ToString(), ["walletAddress"] = peer.Wallet.Address.ToString(),
                    })]),
                }));
                return ExitCodes.Success;
            }

            string[] heading = ["peer", "peer id", "account"];
            TextTable.Write(parsed.Out(),
            [
                heading,
                .. peers.Select(static peer => (string[])[peer.Name, peer.Key.PeerId.ToString(), peer.Wallet.Address.ToString()]),
            ]);
            return ExitCodes.Success;
        }));
        return command;
    }

    /// <summary>The option that names peers.</summary>
    public static Option<string?> NoxNames() => new("--nox-names")
    {
        Description = "The names of peers of provider.yaml, separated by commas, or all [default: all].",
    };

    /// <summary>The option that names offers.</summary>
    public static Option<string?> OfferNames() => new("--offers")
    {
        Description = "The names of offers of provider.yaml, separated by commas, or all [default: all].",
    };
}

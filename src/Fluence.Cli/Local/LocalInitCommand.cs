using System.Collections.Immutable;
using System.CommandLine;
using Fluence.Cli.Init;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Cli.Provider;
using Fluence.Cli.Run;
using Fluence.Projects.Files;

namespace Fluence.Cli.Local;

/// <summary>
/// <c>fluence local init</c>: writes what <c>fluence local up</c> starts with, to be changed before: <c>provider.yaml</c> and the keys of
/// its peers. It also has the chain's program at hand, so that <c>up</c> downloads nothing.
/// </summary>
internal static class LocalInitCommand
{
    public static Command Create(Option<DirectoryInfo?> folder)
    {
        Option<int?> count = new("--peers", "--noxes") { Description = "How many peers a new provider.yaml has [default: 3]." };
        Command command = new("init", "Write what `local up` starts with: provider.yaml, the peers' keys; and fetch the chain's program.")
        {
            count, NoInput.Option(), OriginalOptions.Value("a local network is always local", "--env"),
            OriginalOptions.Value("nothing is sent to a chain", "--priv-key"),
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            if (parsed.GetValue(count) is { } given and (< 1 or > LocalNetwork.MaxPeers))
            {
                throw new CommandException($"--peers is {given}, expected 1 to {LocalNetwork.MaxPeers}");
            }

            LocalNetwork network = LocalCommand.NetworkIn(parsed, folder);
            ProjectFolder project = ProjectFolder.Near(ProjectContext.Find().Root);
            bool isNew = !File.Exists(project.ProviderFile);
            ImmutableArray<LocalProvider> providers = LocalMarket.Providers(network, project, parsed.GetValue(count), 1);
            network.TakeKeys(providers);
            ProviderContext provider = providers[0].Context;
            TextWriter output = parsed.Out();
            output.WriteLine(
                $"{(isNew ? "made" : "kept")} {project.ProviderFile}: {provider.Yaml.ComputePeers.Count} peers with "
                + $"{provider.Yaml.ComputePeers.Values.Sum(static peer => peer.ComputeUnits)} compute units; change it as you like");
            output.WriteLine($"the keys of the peers are in {project.ProviderSecretsFile}");
            string program = "";
            await new Screen(output).WhileAsync("fetching anvil, the program of the chain …", async () =>
                program = await AnvilProgram.FindAsync(static (_, _) => { }, cancellation));
            output.WriteLine($"the program of the chain is {program}");
            output.WriteLine("`fluence local up` starts the chain with the market, and these peers in it");
            return ExitCodes.Success;
        });
        return command;
    }
}

using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Cli.Run;
using Fluence.Projects.Files;

namespace Fluence.Cli.Chain;

/// <summary><c>fluence default env|peers</c>: the network that a project uses.</summary>
internal static class DefaultCommand
{
    public static Command Create() => new("default", "Choose the network of a project.") { Env(), Peers() };

    private static Command Env()
    {
        Argument<string?> name = new("env")
        {
            Description = $"The network: {string.Join(", ", Networks.All)}. It is shown without it.", Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("env", "Choose the network that commands of this project use.") { name, NoInput.Option() };
        command.SetAction(parsed => ProjectErrors.Explaining(() =>
        {
            ProjectFolder folder = ProjectFolder.Near(".");
            if (parsed.GetValue(name) is not { } chosen)
            {
                parsed.Out().WriteLine(EnvYaml.Load(folder.EnvFile).FluenceEnv ?? Networks.Local);
                return ExitCodes.Success;
            }

            (EnvYaml.Load(folder.EnvFile) with { FluenceEnv = Networks.Require(chosen, "the network") }).Save(folder.EnvFile);
            parsed.Out().WriteLine($"commands of this project use the network {chosen}");
            return ExitCodes.Success;
        }));
        return command;
    }

    private static Command Peers()
    {
        Argument<string?> name = new("env")
        {
            Description = $"The network: {string.Join(", ", Networks.All)} [default: that of the project].",
            Arity = ArgumentArity.ZeroOrOne,
        };
        Command command = new("peers", "Show the relays of the network that this project uses.") { name, NoInput.Option() };
        command.SetAction(parsed =>
        {
            ProjectContext project = ProjectContext.Find();
            foreach (Libp2p.Multiaddrs.Multiaddr relay in RelayChoice.Of([], project, parsed.GetValue(name)))
            {
                parsed.Out().WriteLine(relay);
            }

            return ExitCodes.Success;
        });
        return command;
    }
}

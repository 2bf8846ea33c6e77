using System.CommandLine;
using Fluence.Cli.Air;
using Fluence.Cli.Aqua;
using Fluence.Cli.Avm;
using Fluence.Cli.Build;
using Fluence.Cli.Chain;
using Fluence.Cli.Deals;
using Fluence.Cli.Deps;
using Fluence.Cli.Deploy;
using Fluence.Cli.Dev;
using Fluence.Cli.Init;
using Fluence.Cli.Keys;
using Fluence.Cli.Local;
using Fluence.Cli.Marine;
using Fluence.Cli.Modules;
using Fluence.Cli.Peers;
using Fluence.Cli.Provider;
using Fluence.Cli.Quickstart;
using Fluence.Cli.Run;
using Fluence.Cli.Services;
using Fluence.Cli.Spells;
using Fluence.Cli.Testing;
using Fluence.Cli.Wasm;

namespace Fluence.Cli;

/// <summary>The whole command line. Commands write to the writers of their invocation, so that tests can read what they say.</summary>
internal static class FluenceCommand
{
    /// <summary>The commands by their names, in the order in which help shows them.</summary>
    internal static readonly IReadOnlyList<(string Name, Func<Command> Create)> Commands =
    [
        ("quickstart", QuickstartCommand.Create),
        ("init", InitCommand.Create),
        ("build", BuildCommand.Create),
        ("deploy", () => DeployCommand.Create(onlyHosts: false)),
        ("workers", WorkersCommand.Create),
        ("run", RunCommand.Create),
        ("dev", DevCommand.Create),
        ("service", ServiceCommand.Create),
        ("module", ModuleCommand.Create),
        ("spell", SpellCommand.Create),
        ("test", TestCommand.Create),
        ("dep", DepCommand.Create),
        ("local", LocalCommand.Create),
        ("provider", ProviderCommand.Create),
        ("deal", DealCommand.Create),
        ("delegator", CommitmentCommands.Delegator),
        ("chain", ChainCommand.Create),
        ("default", DefaultCommand.Create),
        ("peer", PeerCommand.Create),
        ("key", KeyCommand.Create),
        ("air", AirCommand.Create),
        ("aqua", AquaCommand.Create),
        ("avm", AvmCommand.Create),
        ("wasm", WasmCommand.Create),
        ("marine", MarineCommand.Create),
    ];

    /// <summary>
    /// All commands, or only that with which a command line begins: making the others costs a short one a tenth of its time.
    /// </summary>
    /// <param name="first">The first word of the command line.</param>
    public static RootCommand Create(string? first = null)
    {
        RootCommand root = new("Fluence for .NET: peers, scripts and services of the Fluence protocol.");
        bool isCommand = Commands.Any(command => command.Name == first);
        foreach ((string name, Func<Command> create) in Commands)
        {
            if (!isCommand || name == first)
            {
                root.Add(create());
            }
        }

        return root;
    }
}

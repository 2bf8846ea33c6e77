using System.CommandLine;
using Fluence.Cli.Air;
using Fluence.Cli.Aqua;
using Fluence.Cli.Avm;
using Fluence.Cli.Build;
using Fluence.Cli.Keys;
using Fluence.Cli.Local;
using Fluence.Cli.Marine;
using Fluence.Cli.Modules;
using Fluence.Cli.Peers;
using Fluence.Cli.Quickstart;
using Fluence.Cli.Services;
using Fluence.Cli.Testing;
using Fluence.Cli.Wasm;

namespace Fluence.Cli;

/// <summary>The whole command line. Commands write to the writers of their invocation, so that tests can read what they say.</summary>
internal static class FluenceCommand
{
    public static RootCommand Create() => new("Fluence for .NET: peers, scripts and services of the Fluence protocol.")
    {
        QuickstartCommand.Create(),
        BuildCommand.Create(),
        ServiceCommand.Create(),
        ModuleCommand.Create(),
        TestCommand.Create(),
        LocalCommand.Create(),
        PeerCommand.Create(),
        KeyCommand.Create(),
        AirCommand.Create(),
        AquaCommand.Create(),
        AvmCommand.Create(),
        WasmCommand.Create(),
        MarineCommand.Create(),
    };
}

using System.CommandLine;
using Fluence.Cli.Air;
using Fluence.Cli.Avm;
using Fluence.Cli.Keys;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Peers;
using Fluence.Cli.Quickstart;

RootCommand root = new("Fluence for .NET: peers, scripts and services of the Fluence protocol.")
{
    QuickstartCommand.Create(),
    LocalCommand.Create(),
    PeerCommand.Create(),
    KeyCommand.Create(),
    AirCommand.Create(),
    AvmCommand.Create(),
};
return await CommandRunner.RunAsync(root, args);

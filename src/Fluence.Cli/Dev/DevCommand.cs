using System.CommandLine;
using Fluence.Cli.Build;
using Fluence.Cli.Deploy;
using Fluence.Cli.Run;
using Fluence.Cli.Watching;

namespace Fluence.Cli.Dev;

/// <summary>
/// <c>fluence dev</c>: does again what a change of the project makes necessary: build, replace services on the local peers, run.
/// </summary>
internal static class DevCommand
{
    public static Command Create()
    {
        Option<string?> function = new("--func", "-f")
        {
            Description = "The call that is made after every change, such as 'hello(\"world\")'.",
        };
        Option<string?> data = new("--data", "-d") { Description = "What names in the call stand for, as JSON." };
        Option<string?> dataPath = new("--data-path") { Description = "A file with more of them." };
        Option<bool> trace = new("--trace") { Description = "Show the way that each call takes." };
        Option<int> peers = new("--peers") { Description = "How many peers are started where none run.", DefaultValueFactory = _ => 3 };
        Option<string?> ipfs = ContentUpload.Option();
        Option<string?> cargo = BuildCommand.CargoOption();
        RunSources sources = new();
        ConnectionOptions connection = new();
        Command command = new(
            "dev", "Watch the project; after every change build it, replace its services on the local peers, and call a function.")
        {
            function, data, dataPath, trace, peers, ipfs, cargo,
        };
        sources.AddTo(command);
        connection.AddTo(command);
        command.SetAction((parsed, cancellation) => ProjectErrors.ExplainingAsync(async () =>
        {
            ProjectContext project = ProjectContext.Require();
            await using OwnNetwork network = await OwnNetwork.EnsureAsync(parsed, project, parsed.GetValue(peers), cancellation);
            await using DevSession session = new(parsed, project, sources, connection)
            {
                Call = parsed.GetValue(function), Data = parsed.GetValue(data), DataPath = parsed.GetValue(dataPath),
                WithTrace = parsed.GetValue(trace), Ipfs = parsed.GetValue(ipfs), Build = BuildCommand.Options(parsed, cargo),
            };
            using FolderChanges changes = new();
            return await new WatchLoop(changes, TimeProvider.System).RunAsync(
                async _ => await session.CatchUpAsync(cancellation), cancellation);
        }));
        return command;
    }
}

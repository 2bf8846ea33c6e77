using System.Collections;
using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Crypto;
using Fluence.Peer;
using Fluence.Peer.Configuration;
using Microsoft.Extensions.Logging;

namespace Fluence.Cli.Peers;

/// <summary><c>fluence peer run</c>: one peer in the foreground, until it is told to stop.</summary>
internal static class PeerCommand
{
    public static Command Create() => new("peer", "Run a peer.") { Run() };

    private static Command Run()
    {
        Option<FileInfo?> file = new("--config", "-c")
        {
            Description = "YAML file of settings; the keys are the flags below with underscores.",
        };
        Command command = new(
            "run",
            "Run one peer until it is interrupted. Settings come from the file, then from FLUENCE_‹KEY› variables, then from flags.")
        {
            file,
        };
        Dictionary<PeerSetting, Option<string?>> flags = [];
        foreach (PeerSetting setting in PeerSettings.All)
        {
            flags[setting] = new Option<string?>(setting.Flag)
            {
                Description = $"{setting.Help} [default: {Shown(setting)}]",
                HelpName = setting.Expected,
            };
            command.Add(flags[setting]);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            Dictionary<string, string> given = flags.Where(flag => parsed.GetValue(flag.Value) is not null)
                .ToDictionary(flag => flag.Key.Key, flag => parsed.GetValue(flag.Value)!);
            PeerConfig config = ConfigReader.Read(parsed.GetValue(file)?.FullName, Environment(), given);
            await RunAsync(config, parsed.Out(), cancellation);
            return ExitCodes.Success;
        });
        return command;
    }

    private static async Task RunAsync(PeerConfig config, TextWriter output, CancellationToken cancellation)
    {
        KeyPair identity = KeyFile.LoadOrCreate(Path.Combine(config.BaseDir, config.SecretKeyFile));
        using ILoggerFactory loggers = LoggingSetup.Create(config);
        await using PeerNode node = await PeerNode.StartAsync(config, identity, loggers, TimeProvider.System, cancellation);
        output.WriteLine(PeerJson.Describe(node.PeerId, node.Addresses, node.HttpUrl));
        await output.FlushAsync(cancellation);
        TaskCompletionSource stopped = new();
        await using CancellationTokenRegistration registration = cancellation.Register(() => stopped.TrySetResult());
        await stopped.Task;
    }

    private static string Shown(PeerSetting setting) => setting.Print(new PeerConfig()) is { Length: > 0 } value ? value : "none";

    private static Dictionary<string, string> Environment() => System.Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
        .Where(entry => entry.Value is string).ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);
}

using System.CommandLine;
using System.Diagnostics;
using Fluence.Cli.Output;
using Fluence.Marine;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Marine;

/// <summary><c>fluence marine call</c>: loads a service and calls one of its functions.</summary>
internal static class CallCommand
{
    public static Command Create()
    {
        Argument<FileInfo> service = new("service") { Description = "A service.yaml, a Config.toml or a .wasm module." };
        Argument<string> function = new("function") { Description = "The function to call." };
        Argument<string> arguments = new("arguments")
        {
            Description = "Its arguments as JSON: by name, by position, or a lone one.", DefaultValueFactory = _ => "[]",
        };
        Option<string?> module = new("--module", "-m") { Description = "The module to call; the facade without it." };
        Option<long?> fuel = new("--fuel") { Description = "How much fuel the call may use; see docs/formats/wasm-fuel.md." };
        Option<bool> stats = new("--stats") { Description = "Tell afterwards, on stderr, time, fuel and memory." };
        Option<string?> parameters = new("--params", "-p") { Description = "Call parameters as JSON." };
        Option<string[]> binaries = BinariesOption();
        Command command = new("call", "Call a function of a service; its result is printed as JSON.")
        {
            service, function, arguments, module, fuel, stats, parameters, binaries,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                JsonValue json = Parse(parsed.GetValue(arguments)!, "arguments");
                CallParameters who = parsed.GetValue(parameters) is { } text
                    ? CallParametersJson.Read(Parse(text, "call parameters")) : CallParameters.Empty;
                CallLimits limits = new()
                {
                    Fuel = parsed.GetValue(fuel) ?? long.MaxValue, MaxDepth = CallLimits.GenerousMaxDepth, CancellationToken = cancellation,
                };
                ServiceFiles files = ServiceFiles.Read(parsed.GetValue(service)!.FullName, Binaries(parsed.GetValue(binaries)!));
                using MarineService running = Load(files, parsed.Err());
                string target = parsed.GetValue(module) ?? running.ModuleNames[^1];
                Stopwatch clock = Stopwatch.StartNew();
                ServiceOutcome outcome = running.CallModule(target, parsed.GetValue(function)!, json, who, limits);
                clock.Stop();
                if (parsed.GetValue(stats))
                {
                    parsed.Err().WriteLine($"time {clock.Elapsed.TotalMilliseconds:F3} ms, fuel {outcome.FuelUsed}");
                    parsed.Err().Write(running.MemoryStatistics);
                }

                parsed.Out().WriteLine(outcome.Result ?? throw new CommandException(outcome.Error!.Message));
                return ExitCodes.Success;
            },
            cancellation));
        return command;
    }

    /// <summary>The option that mounts programs.</summary>
    public static Option<string[]> BinariesOption() => new("--allow-binary")
    {
        Description = "A program that modules may run, NAME=PATH.", DefaultValueFactory = _ => [],
    };

    /// <summary>The programs that an option mounts.</summary>
    public static Dictionary<string, string> Binaries(string[] given) => given.Select(static text =>
        text.IndexOf('=', StringComparison.Ordinal) is > 0 and int at
            ? KeyValuePair.Create(text[..at], Path.GetFullPath(text[(at + 1)..]))
            : throw new CommandException($"--allow-binary {text}: expected NAME=PATH")).ToDictionary(StringComparer.Ordinal);

    /// <summary>Loads a service whose modules write to a command's error output.</summary>
    /// <exception cref="CommandException">It cannot be loaded.</exception>
    public static MarineService Load(ServiceFiles files, TextWriter log)
    {
        try
        {
            return MarineService.Load(files.Config, files.Modules, Host(log));
        }
        catch (MarineLoadException wrong)
        {
            throw new CommandException(wrong.Message);
        }
    }

    private static ServiceHost Host(TextWriter log)
    {
        Stream error = Console.OpenStandardError();
        return new ServiceHost
        {
            ServiceId = Guid.NewGuid().ToString(),
            LogLevels = Environment.GetEnvironmentVariable("WASM_LOG") ?? "",
            Log = entry => log.WriteLine($"{entry.Level.ToString().ToUpperInvariant(),-5} [{entry.Module}] {entry.Message}"),
            Output = error,
            Error = error,
            LoadLimits = new CallLimits { Fuel = ServiceHost.DefaultLoadFuel, MaxDepth = CallLimits.GenerousMaxDepth },
        };
    }

    private static JsonValue Parse(string text, string what) => JsonValue.TryParse(text, out JsonValue? json, out string? error)
        ? json : throw new CommandException($"the {what} are no JSON: {error}");
}

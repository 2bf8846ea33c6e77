using System.Diagnostics;
using Fluence.Cli.Output;
using Fluence.Marine;
using Fluence.Marine.Aqua;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Marine.Repl;

/// <summary>A service that is tried out: carries out the lines of a user. The commands are the original's.</summary>
internal sealed class ReplSession(TextWriter output, IReadOnlyDictionary<string, string> binaries) : IDisposable
{
    private const string QuietFlag = "-nr";

    private const string Help =
        """
        Commands:

        n, new [file]                                make a service anew, of a service.yaml, Config.toml or .wasm; without one of the last
        l, load <module> <file>                      load a module into the service
        u, unload <module>                           take a module away
        c, call <module> <function> [-nr] <arguments> [parameters]
                                                     call a function; -nr does not print its result
        i, interface                                 print what the modules offer
        s, stats                                     print how much memory the modules take
        e, envs <module>                             print a module's environment variables
        f, fs <module>                               print a module's folders
        h, help                                      print this
        q, quit                                      leave

        Arguments and parameters are JSON. Ctrl-C ends a call.
        """;

    private MarineService _service = CallCommand.Load(ServiceFiles.None, output);
    private string? _file;
    private CancellationTokenSource? _call;

    /// <summary>The service as it is now.</summary>
    public MarineService Service => _service;

    /// <summary>Ends the call that runs, if one does.</summary>
    public void Interrupt()
    {
        try
        {
            Volatile.Read(ref _call)?.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // the call has just ended by itself
        }
    }

    /// <summary>Makes the service anew, of a file.</summary>
    public void Open(string file) => Guarded(() => Renew(file));

    /// <summary>Carries out a line; false when it was the last.</summary>
    public bool Execute(string line)
    {
        string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is ["q" or "quit", ..])
        {
            return false;
        }

        Guarded(() => Execute(line, words));
        return true;
    }

    public void Dispose() => _service.Dispose();

    private void Execute(string line, string[] words)
    {
        switch (words)
        {
            case []:
                break;
            case ["n" or "new", .. var rest]:
                Renew(rest.Length > 0 ? After(line, words[0]) : null);
                break;
            case ["l" or "load", var module, _, ..]:
                string file = After(line, words[0], module);
                Timed("module successfully loaded into App service", () => _service.LoadModule(
                    ServiceFiles.Lone(module, Path.GetFullPath(file)), ServiceFiles.Compile(file, module)));
                break;
            case ["u" or "unload", var module, ..]:
                Timed("module successfully unloaded from App service", () => _service.UnloadModule(module));
                break;
            case ["c" or "call", var module, var function, ..]:
                Call(module, function, After(line, words[0], module, function));
                break;
            case ["i" or "interface", ..]:
                PrintInterface();
                break;
            case ["s" or "stats", ..]:
                output.Write($"Loaded modules heap sizes:\n{_service.MemoryStatistics}");
                break;
            case ["e" or "envs", var module, ..]:
                Print("environment variables", module, Find(module, _service.EnvironmentOf), "=");
                break;
            case ["f" or "fs", var module, ..]:
                Print("folders", module, Find(module, _service.FoldersOf), " is ");
                break;
            case ["l" or "load" or "u" or "unload" or "c" or "call" or "e" or "envs" or "f" or "fs", ..]:
                output.WriteLine(Missing(words));
                break;
            default:
                output.WriteLine(Help);
                break;
        }
    }

    private void Guarded(Action work)
    {
        try
        {
            work();
        }
        catch (Exception problem) when (problem is CommandException or MarineException or IOException or UnauthorizedAccessException)
        {
            output.WriteLine(problem.Message);
        }
    }

    private static string Missing(string[] words) => words switch
    {
        [_] => "Module name should be specified",
        ["l" or "load", ..] => "Module path should be specified",
        _ => "Function name should be specified",
    };

    /// <summary>What follows the first words of a line, with all its spaces.</summary>
    private static string After(string line, params ReadOnlySpan<string> words)
    {
        int at = 0;
        foreach (string word in words)
        {
            at = line.IndexOf(word, at, StringComparison.Ordinal) + word.Length;
        }

        return line[at..].Trim();
    }

    private void Renew(string? file)
    {
        _file = file ?? _file;
        Stopwatch clock = Stopwatch.StartNew();
        try
        {
            MarineService fresh = CallCommand.Load(_file is null ? ServiceFiles.None : ServiceFiles.Read(_file, binaries), output);
            _service.Dispose();
            _service = fresh;
            output.WriteLine($"app service was created with {_service.ModuleNames.Count} modules\nelapsed time {Text(clock.Elapsed)}");
        }
        catch (Exception problem) when (problem is CommandException or IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"failed to create a new application service: {problem.Message}");
        }
    }

    private void Timed(string done, Action work)
    {
        Stopwatch clock = Stopwatch.StartNew();
        work();
        output.WriteLine($"{done}\nelapsed time: {Text(clock.Elapsed)}");
    }

    private void Call(string module, string function, string given)
    {
        bool isQuiet = given == QuietFlag || given.StartsWith(QuietFlag + " ", StringComparison.Ordinal);
        (string first, string rest) = JsonSequence.Split(isQuiet ? given[QuietFlag.Length..] : given);
        if (!JsonValue.TryParse(first, out JsonValue? arguments, out string? error))
        {
            throw new CommandException($"invalid args: {error}");
        }

        CallParameters parameters = CallParameters.Empty;
        if (rest.Length > 0)
        {
            parameters = JsonValue.TryParse(rest, out JsonValue? json, out error)
                ? CallParametersJson.Read(json) : throw new CommandException($"invalid call parameters: {error}");
        }

        using CancellationTokenSource call = new();
        Volatile.Write(ref _call, call);
        Stopwatch clock = Stopwatch.StartNew();
        CallLimits limits = new() { MaxDepth = CallLimits.GenerousMaxDepth, CancellationToken = call.Token };
        ServiceOutcome outcome = _service.CallModule(module, function, arguments, parameters, limits);
        clock.Stop();
        Volatile.Write(ref _call, null);
        string cost = $"elapsed time: {Text(clock.Elapsed)}, fuel: {outcome.FuelUsed}";
        output.WriteLine(outcome switch
        {
            { Error: { } failure } => $"call failed with: {failure.Message}\n {cost}",
            _ when isQuiet => $"call succeeded, {cost}",
            _ => $"result: {PrettyJson.Print(outcome.Result!)}\n {cost}",
        });
    }

    private void PrintInterface()
    {
        output.WriteLine("Loaded modules interface:");
        foreach (string module in _service.ModuleNames)
        {
            // without the header of a file
            string aqua = AquaInterface.Print(_service.InterfaceOf(module), module);
            output.WriteLine(aqua[(aqua.IndexOf('\n', StringComparison.Ordinal) + 1)..].Trim('\n') + "\n");
        }
    }

    private void Print(string what, string module, IReadOnlyDictionary<string, string> entries, string separator)
    {
        output.WriteLine(entries.Count == 0 ? $"{module} has no {what}" : $"{module} has these {what}:");
        foreach ((string name, string value) in entries.OrderBy(static entry => entry.Key, StringComparer.Ordinal))
        {
            output.WriteLine(name + separator + value);
        }
    }

    private T Find<T>(string module, Func<string, T> find) => _service.ModuleNames.Contains(module)
        ? find(module) : throw new CommandException($"module with name \"{module}\" is missing");

    private static string Text(TimeSpan time) => $"{time.TotalMilliseconds:F3}ms";
}

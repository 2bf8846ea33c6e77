using System.CommandLine;
using Fluence.Cli.Output;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Cli.Wasm;

/// <summary><c>fluence wasm run</c>: a program for WASI preview 1.</summary>
internal static class WasmRunCommand
{
    private const string Start = "_start";

    public static Command Create()
    {
        Argument<FileInfo> file = new("file") { Description = "A WebAssembly program for WASI preview 1." };
        Argument<string[]> arguments = new("args")
        {
            Description = "The program's arguments; after -- also those that begin with a hyphen.", Arity = ArgumentArity.ZeroOrMore,
        };
        Option<string[]> folders = new("--dir")
        {
            Description = "A folder that the program may use, under its own name or, as HOST:GUEST, under another.",
            DefaultValueFactory = _ => [],
        };
        Option<string[]> variables = new("--env") { Description = "An environment variable, NAME=VALUE.", DefaultValueFactory = _ => [] };
        Option<long?> fuel = new("--fuel") { Description = "How much fuel the program may use; see docs/formats/wasm-fuel.md." };
        Option<bool> stats = new("--stats") { Description = "Tell afterwards how much fuel and memory it has used." };
        Command command = new("run", "Run a program; the exit code is the program's, or 1 when it was ended.")
        {
            file, arguments, folders, variables, fuel, stats,
        };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
                using Stream error = Console.OpenStandardError();
                WasiOptions options = new()
                {
                    Arguments = [parsed.GetValue(file)!.Name, .. parsed.GetValue(arguments)!],
                    Environment = parsed.GetValue(variables)!.Select(Variable).ToDictionary(),
                    Folders = parsed.GetValue(folders)!.Select(Folder).ToDictionary(),
                    Input = input,
                    Output = output,
                    Error = error,
                };
                return Run(
                    parsed.GetValue(file)!, options, parsed.GetValue(fuel), parsed.GetValue(stats) ? parsed.Err() : null, cancellation);
            },
            cancellation));
        return command;
    }

    /// <summary>Runs a program in the world that <paramref name="options"/> give it.</summary>
    internal static int Run(FileInfo file, WasiOptions options, long? fuel, TextWriter? stats, CancellationToken cancellation)
    {
        // without a bound nothing is counted, which is faster
        bool counts = fuel is not null || stats is not null;
        WasmModule module = WasmFile.Read(file, new WasmModuleOptions { Fuel = counts });
        using WasiHost host = new(options);
        WasmImports imports = new();
        host.DefineOn(imports);
        try
        {
            WasmInstance instance = WasmInstance.Instantiate(
                module, imports, new WasmInstanceOptions { Fuel = fuel ?? long.MaxValue, CancellationToken = cancellation });
            int code = Call(WasmFile.Function(instance, Start));
            stats?.WriteLine($"fuel {instance.FuelUsed}, memory {instance.Memory?.ByteLength ?? 0} bytes");
            return code;
        }
        catch (WasmLinkException missing)
        {
            throw new CommandException($"{file.FullName} cannot be run: {missing.Message}");
        }
        catch (WasmTrapException trap)
        {
            throw new CommandException(WasmFile.Describe(trap));
        }
    }

    private static int Call(WasmFunction start)
    {
        try
        {
            start.Invoke([], []);
            return ExitCodes.Success;
        }
        catch (WasiExitException exit)
        {
            return exit.Code;
        }
    }

    private static KeyValuePair<string, string> Variable(string text) => text.IndexOf('=', StringComparison.Ordinal) is > 0 and int at
        ? new(text[..at], text[(at + 1)..])
        : throw new CommandException($"--env {text}: expected NAME=VALUE");

    private static KeyValuePair<string, string> Folder(string text)
    {
        int at = text.LastIndexOf(':');
        (string host, string guest) = at > 0 ? (text[..at], text[(at + 1)..]) : (text, text);
        return Directory.Exists(host)
            ? new(guest, host)
            : throw new CommandException($"--dir {text}: there is no folder {Path.GetFullPath(host)}");
    }
}

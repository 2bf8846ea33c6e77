using System.Text.Json;

namespace Fluence.Wasm.Tests.Spec;

/// <summary>Runs one test file of the suite.</summary>
internal sealed class SpecRun(string folder, WasmModuleOptions options)
{
    private readonly Dictionary<string, WasmInstance> _named = [];
    private readonly WasmImports _imports = SpecHost.Imports();
    private WasmInstance? _last;

    internal List<string> Failures { get; } = [];

    internal int Passed { get; private set; }

    /// <summary>The commands about the text format, which is not read here.</summary>
    internal int TextFormat { get; private set; }

    internal static SpecRun Run(string file, WasmModuleOptions options)
    {
        SpecRun run = new(Path.GetDirectoryName(file)!, options);
        using FileStream stream = File.OpenRead(file);
        foreach (SpecCommand command in JsonSerializer.Deserialize<SpecFile>(stream)!.Commands)
        {
            if (command.ModuleType == "text")
            {
                run.TextFormat++;
                continue;
            }

            string? problem = run.Execute(command);
            if (problem is null)
            {
                run.Passed++;
            }
            else
            {
                run.Failures.Add($"line {command.Line}: {command.Type} {command.FileName}{command.Action?.Field}: {problem}");
            }
        }

        return run;
    }

    private string? Execute(SpecCommand command)
    {
        try
        {
            switch (command.Type)
            {
                case "module":
                    _last = Instantiate(command);
                    if (command.Name is not null)
                    {
                        _named[command.Name] = _last;
                    }

                    return null;
                case "register":
                    _imports.DefineInstance(command.As!, Named(command.Name));
                    return null;
                case "action":
                    Perform(command.Action!);
                    return null;
                case "assert_return":
                    return Compare(command.Expected, Perform(command.Action!));
                case "assert_trap" or "assert_exhaustion":
                    return Fails<WasmTrapException>(() => Perform(command.Action!), command.Text!);
                case "assert_uninstantiable":
                    return Fails<WasmTrapException>(() => Instantiate(command), command.Text!);
                case "assert_unlinkable":
                    return Fails<WasmLinkException>(() => Instantiate(command), command.Text!);
                case "assert_invalid" or "assert_malformed":
                    return Refuses(command);
                default:
                    return "unknown command";
            }
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            return $"{exception.GetType().Name}: {exception.Message} {exception.StackTrace?.Split('\n')[0]}";
        }
    }

    private string? Refuses(SpecCommand command)
    {
        try
        {
            WasmModule.Decode(Read(command), options);
            return $"accepted, expected: {command.Text}";
        }
        catch (WasmFormatException)
        {
            return null;
        }
    }

    private static string? Fails<TException>(Action action, string text)
        where TException : Exception
    {
        try
        {
            action();
            return $"nothing happened, expected: {text}";
        }
        catch (TException exception)
        {
            return text.StartsWith(exception.Message, StringComparison.Ordinal) || exception.Message.StartsWith(text, StringComparison.Ordinal)
                ? null
                : $"{exception.Message}, expected: {text}";
        }
    }

    private byte[] Read(SpecCommand command) => File.ReadAllBytes(Path.Combine(folder, command.FileName!));

    private WasmInstance Instantiate(SpecCommand command) => WasmInstance.Instantiate(WasmModule.Decode(Read(command), options), _imports);

    private WasmInstance Named(string? name) => name is null ? _last! : _named[name];

    private WasmValue[] Perform(SpecAction action)
    {
        WasmInstance instance = Named(action.Module);
        return action.Type == "get"
            ? [instance.GetGlobal(action.Field)!.Value]
            : instance.GetFunction(action.Field)!.Invoke([.. action.Arguments.Select(SpecValues.Parse)]);
    }

    private static string? Compare(SpecValue[] expected, WasmValue[] actual)
    {
        if (expected.Length != actual.Length)
        {
            return $"{actual.Length} results, expected {expected.Length}";
        }

        for (int i = 0; i < expected.Length; i++)
        {
            if (!SpecValues.Matches(expected[i], actual[i]))
            {
                return $"{SpecValues.Describe(expected[i], actual[i])}, expected {SpecValues.Describe(expected[i])}";
            }
        }

        return null;
    }
}

using System.CommandLine;
using Fluence.Aqua;
using Fluence.Cli.Build;
using Fluence.Cli.Init;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;
using Fluence.Projects.Files;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua</c> by itself: compiles what <c>compileAqua</c> of the project says, or one input.</summary>
internal sealed class ProjectCompile
{
    private readonly Option<string?> _names = new("--names", "-n")
    {
        Description = "Names in compileAqua of fluence.yaml, with commas between them; all by default.",
    };

    private readonly Option<string?> _input = new("--input", "-i")
    {
        Description = "An Aqua file, or a folder of them, instead of compileAqua.",
    };

    private readonly Option<string?> _output = new("--output", "-o") { Description = "The folder for what is made of --input." };
    private readonly Option<bool> _js = new("--js") { Description = "Make JavaScript of --input instead of TypeScript." };
    private readonly Option<bool> _air = new("--air") { Description = "Make scripts of --input instead of TypeScript." };
    private readonly Option<bool> _dry = new("--dry") { Description = "Only check." };
    private readonly Option<string[]> _import = AquaProject.ImportOption();
    private readonly Option<string[]> _constants = new("--const")
    {
        Description = "A constant that the sources of --input see, as NAME=VALUE.",
    };

    private readonly Option<string?> _level = new("--log-level-compiler") { Description = "all, trace, debug, info, warn, error or off." };
    private readonly Option<bool> _noRelay = new("--no-relay") { Description = "Make scripts for a peer without a relay." };
    private readonly Option<bool> _noXor = new("--no-xor") { Description = "Do not tell on which peer an error came up." };
    private readonly Option<bool> _tracing = new("--tracing") { Description = "Report every call of a function to the init peer." };
    private readonly Option<bool> _noEmpty = new("--no-empty-response") { Description = "Do not answer functions without results." };

    private ProjectCompile() => _level.AcceptOnlyFromAmong("all", "trace", "debug", "info", "warn", "error", "off");

    /// <summary>Makes it what the group of commands does by itself.</summary>
    public static Command AddTo(Command aqua)
    {
        ProjectCompile compile = new();
        foreach (Option option in (Option[])
            [
                compile._names, compile._input, compile._output, compile._js, compile._air, compile._dry, compile._import,
                compile._constants, compile._level, compile._noRelay, compile._noXor, compile._tracing, compile._noEmpty, NoInput.Option(),
            ])
        {
            aqua.Add(option);
        }

        aqua.SetAction(parsed => ProjectErrors.Explaining(() => compile.Run(parsed)));
        return aqua;
    }

    private int Run(ParseResult parsed)
    {
        string? input = parsed.GetValue(_input);
        ProjectFolder? folder = ProjectFolder.Find(".");
        if (input is null && folder is null)
        {
            throw new CommandException(
                "there is no project here or above; compile a file with fluence aqua -i FILE -o FOLDER, or with fluence aqua compile");
        }

        FluenceYaml yaml = folder?.Load() ?? new FluenceYaml();
        AquaProject project = new(folder ?? ProjectFolder.Near("."), yaml, parsed.GetValue(_import) ?? []);
        IEnumerable<CompileAquaEntry> entries = input is not null ? [OfInput(parsed, input)]
            : parsed.GetValue(_names) is { } names ? NamedEntries.Choose(yaml.CompileAqua, names, "compileAqua", folder!.FluenceYamlFile)
            : yaml.CompileAqua.Values;
        if (parsed.GetValue(_level) is { } level)
        {
            entries = entries.Select(entry => entry with { LogLevel = level });
        }

        if (CompileAqua.Run(parsed, project, entries, parsed.GetValue(_dry), options => Change(parsed, options)) is not { } done)
        {
            return ExitCodes.Failure;
        }

        foreach (string line in done)
        {
            parsed.Out().WriteLine(line);
        }

        if (done.Count == 0)
        {
            parsed.Out().WriteLine("nothing to compile: compileAqua of fluence.yaml is empty");
        }

        return ExitCodes.Success;
    }

    private CompileAquaEntry OfInput(ParseResult parsed, string input)
    {
        string output = parsed.GetValue(_output)
            ?? (parsed.GetValue(_dry) ? "." : throw new CommandException("--input needs --output FOLDER, or --dry"));
        string target = parsed.GetValue(_js) ? "js" : parsed.GetValue(_air) ? "air" : "ts";
        Dictionary<string, JsonValue> constants = new(StringComparer.Ordinal);
        foreach (string constant in parsed.GetValue(_constants) ?? [])
        {
            int sign = constant.IndexOf('=', StringComparison.Ordinal);
            if (sign < 0)
            {
                throw new CommandException($"--const is '{constant}', expected NAME=VALUE");
            }

            string value = constant[(sign + 1)..].Trim();
            constants[constant[..sign].Trim()] =
                JsonValue.TryParse(value, out JsonValue? json, out string? _) ? json : new JsonString(value);
        }

        return new CompileAquaEntry("input", Path.GetFullPath(input), Path.GetFullPath(output), target) { Constants = constants };
    }

    private AquaOptions Change(ParseResult parsed, AquaOptions options) => options with
    {
        NoRelay = options.NoRelay || parsed.GetValue(_noRelay),
        NoXor = options.NoXor || parsed.GetValue(_noXor),
        Tracing = options.Tracing || parsed.GetValue(_tracing),
        EmptyResponse = options.EmptyResponse && !parsed.GetValue(_noEmpty),
    };
}

using System.CommandLine;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Run;

/// <summary>Where a function that is to be called comes from, and how its script is made.</summary>
internal sealed class RunSources
{
    private readonly Option<string[]> _inputs = new("--input", "-i")
    {
        Description = "An Aqua file or a folder with some; those of compileAqua in fluence.yaml, or src/aqua, without it.",
    };

    private readonly Option<string[]> _imports = new("--import") { Description = "A folder in which imports are looked for." };
    private readonly Option<string[]> _constants = new("--const") { Description = "A constant that sources see, as NAME=VALUE." };
    private readonly Option<string> _level = new("--log-level-compiler")
    {
        Description = "Accepted as the original's; mistakes are always told.", Hidden = true,
    };

    private readonly Option<bool> _noRelay = new("--no-relay") { Description = "Make the script for a peer without a relay." };
    private readonly Option<bool> _noXor = new("--no-xor") { Description = "Do not tell on which peer an error came up." };
    private readonly Option<bool> _noEmpty = new("--no-empty-response") { Description = "Do not answer functions without results." };
    private readonly Option<bool> _tracing = new("--tracing") { Description = "Report every call of a function to this client." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_inputs, _imports, _constants, _level, _noRelay, _noXor, _noEmpty, _tracing])
        {
            command.Add(option);
        }
    }

    /// <summary>The sources that are searched.</summary>
    public IReadOnlyList<string> Inputs(ParseResult parsed, ProjectContext project) =>
        parsed.GetValue(_inputs) is { Length: > 0 } given ? given : project.AquaInputs();

    /// <summary>The function of a name, compiled.</summary>
    /// <exception cref="CommandException">It is not there, or wrong.</exception>
    public AquaFunctionOutput Find(string name, ProjectContext project, ParseResult parsed, IAquaSources sources) => FunctionFinder.Find(
        name, Inputs(parsed, project), project.Imports(parsed.GetValue(_imports) ?? []), Options(parsed), parsed, sources);

    /// <summary>Whether a function without results tells when it is done.</summary>
    public bool HasEmptyResponse(ParseResult parsed) => !parsed.GetValue(_noEmpty);

    private AquaOptions Options(ParseResult parsed)
    {
        try
        {
            return new AquaOptions
            {
                NoRelay = parsed.GetValue(_noRelay), NoXor = parsed.GetValue(_noXor), Tracing = parsed.GetValue(_tracing),
                EmptyResponse = HasEmptyResponse(parsed), Constants = AquaConstants.Parse(parsed.GetValue(_constants) ?? []),
            };
        }
        catch (FormatException wrong)
        {
            throw new CommandException($"--const {wrong.Message}");
        }
    }
}

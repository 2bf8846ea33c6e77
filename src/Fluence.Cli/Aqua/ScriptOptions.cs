using System.CommandLine;
using Fluence.Aqua;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary>How scripts are made.</summary>
internal sealed class ScriptOptions
{
    private readonly Option<bool> _noRelay = new("--no-relay") { Description = "Make scripts for a peer without a relay." };
    private readonly Option<bool> _noXor = new("--no-xor") { Description = "Do not tell on which peer an error came up." };
    private readonly Option<bool> _tracing = new("--tracing") { Description = "Report every call of a function to the init peer." };
    private readonly Option<bool> _emptyResponse = new("--empty-response") { Description = "Answer functions without results too." };

    private readonly Option<bool> _noEmptyResponse = new("--no-empty-response")
    {
        Description = "Do not answer functions without results; so it is by default.",
    };

    public void AddTo(Command command)
    {
        foreach (Option<bool> option in (Option<bool>[])[_noRelay, _noXor, _tracing, _emptyResponse, _noEmptyResponse])
        {
            command.Add(option);
        }
    }

    /// <summary>The options that were given; null where they contradict each other, which is then said.</summary>
    public AquaOptions? Read(ParseResult parsed, AquaConstants constants)
    {
        if (parsed.GetValue(_emptyResponse) && parsed.GetValue(_noEmptyResponse))
        {
            parsed.Err().WriteLine(
                "fluence aqua compile: --empty-response and --no-empty-response exclude each other; see fluence aqua compile --help");
            return null;
        }

        return new AquaOptions
        {
            NoRelay = parsed.GetValue(_noRelay), NoXor = parsed.GetValue(_noXor), Tracing = parsed.GetValue(_tracing),
            EmptyResponse = parsed.GetValue(_emptyResponse), Constants = constants,
        };
    }
}

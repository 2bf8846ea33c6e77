using System.CommandLine;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua check [FILE|DIR]</c>: says what is wrong in sources.</summary>
internal static class CheckCommand
{
    public static Command Create()
    {
        SourceOptions sources = new();
        Option<string> format = new("--format")
        {
            Description = "How mistakes are shown: text or json.", DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("check", "Say what is wrong in sources, and where.") { format };
        sources.AddTo(command);
        command.SetAction(parsed =>
        {
            if (sources.ReadConstants(parsed, "check") is not { } constants)
            {
                return ExitCodes.Usage;
            }

            string target = parsed.GetValue(sources.Target)!;
            List<string> files = SourceOptions.Files(target);
            AquaChecker checker = new(
                new AquaFileSources(), SourceOptions.Imports(target, parsed.GetValue(sources.Folders) ?? []), constants);
            foreach (string file in files)
            {
                checker.Check(file);
            }

            DiagnosticOutput output = new(parsed);
            if (parsed.GetValue(format) == "json")
            {
                output.WriteJson(checker.Diagnostics);
            }
            else
            {
                output.WriteText(checker.Diagnostics, files);
            }

            return checker.Diagnostics.Any(each => each.Severity == AquaSeverity.Error) ? ExitCodes.Failure : ExitCodes.Success;
        });
        return command;
    }
}

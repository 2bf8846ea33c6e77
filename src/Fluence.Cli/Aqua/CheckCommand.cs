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
        RunOptions run = new();
        Option<string> format = new("--format")
        {
            Description = "How mistakes are shown: text or json.", DefaultValueFactory = _ => "text",
        };
        format.AcceptOnlyFromAmong("text", "json");
        Command command = new("check", "Say what is wrong in sources, and where.") { format };
        sources.AddTo(command);
        run.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            if (sources.ReadConstants(parsed, "check") is not { } constants || sources.ReadImports(parsed, "check") is null)
            {
                return ExitCodes.Usage;
            }

            bool isJson = parsed.GetValue(format) == "json";
            return await run.RunAsync(parsed, parsed.GetValue(sources.Target)!, isJson, snapshot =>
            {
                List<string> files = snapshot.Files();
                AquaImports imports = sources.ReadImports(parsed, "check") ?? throw SourceOptions.WrongMap();
                AquaChecker checker = new(snapshot, imports, constants);
                files.ForEach(file => checker.Check(file));
                bool hasErrors = checker.Diagnostics.Any(static each => each.Severity == AquaSeverity.Error);
                int exitCode = hasErrors ? ExitCodes.Failure : ExitCodes.Success;
                if (isJson)
                {
                    return new RunResult(exitCode, run.Json(parsed, DiagnosticOutput.Json(checker.Diagnostics)));
                }

                new DiagnosticOutput(parsed).WriteProblems(run.Told(parsed, checker.Diagnostics));
                return new RunResult(exitCode, hasErrors ? null : DiagnosticOutput.Summary(checker.Diagnostics.Count, files.Count));
            }, cancellation);
        });
        return command;
    }
}

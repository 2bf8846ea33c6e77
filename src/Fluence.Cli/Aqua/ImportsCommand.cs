using System.CommandLine;
using Fluence.Aqua.Linking;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua imports [FILE|DIR]</c>: tells which files sources import.</summary>
internal static class ImportsCommand
{
    public static Command Create()
    {
        SourceOptions sources = new();
        Command command = new("imports", "List the files that sources import, directly or through others.")
        {
            Init.NoInput.Option(),
        };
        sources.AddTo(command);
        command.SetAction(parsed =>
        {
            if (sources.ReadImports(parsed, "imports") is not { } imports)
            {
                return ExitCodes.Usage;
            }

            string target = parsed.GetValue(sources.Target)!;
            AquaChecker checker = new(new AquaFileSources(), imports, AquaConstants.None);
            List<string> files = SourceOptions.Files(target);
            foreach (string file in files)
            {
                checker.Check(file);
            }

            HashSet<string> own = [.. files.Select(file => Path.GetFullPath(file).Replace('\\', '/'))];
            foreach (string file in checker.Files.Where(file => !own.Contains(file)).Order(StringComparer.Ordinal))
            {
                parsed.Out().WriteLine(file);
            }

            // what a file imports cannot be known where its text cannot be read
            List<Fluence.Aqua.Diagnostics.AquaDiagnostic> missing = [.. checker.Diagnostics.Where(each =>
                each.Code.Contains("import", StringComparison.Ordinal) || each.Code is "no-header" or "old-header" or "syntax")];
            if (missing.Count == 0)
            {
                return ExitCodes.Success;
            }

            new DiagnosticOutput(parsed).WriteProblems(missing);
            return ExitCodes.Failure;
        });
        return command;
    }
}

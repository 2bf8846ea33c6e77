using System.CommandLine;
using Fluence.Aqua.Formatting;
using Fluence.Aqua.Syntax;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua fmt [FILE|DIR|-]</c>: gives sources their common layout.</summary>
internal static class FormatCommand
{
    public static Command Create()
    {
        Argument<string> target = new("target")
        {
            Description = "A source, a folder with sources, or - for standard input, whose result goes to standard output.",
            DefaultValueFactory = _ => ".",
        };
        Option<bool> check = new("--check") { Description = "Change nothing; say which sources have another layout." };
        Command command = new("fmt", "Give sources their common layout.") { target, check };
        command.SetAction(parsed => parsed.GetValue(target) == "-"
            ? Standard(parsed, parsed.GetValue(check))
            : Files(parsed, SourceOptions.Files(parsed.GetValue(target)!), parsed.GetValue(check)));
        return command;
    }

    private static int Standard(ParseResult parsed, bool isCheck)
    {
        SourceFile source = new("-", Console.In.ReadToEnd());
        FormatResult result = AquaFormatter.Format(source);
        if (!result.Problems.IsEmpty)
        {
            Report(parsed, result);
            return ExitCodes.Failure;
        }

        if (isCheck)
        {
            return result.Text == source.Text ? ExitCodes.Success : ExitCodes.Failure;
        }

        parsed.Out().Write(result.Text);
        return ExitCodes.Success;
    }

    private static int Files(ParseResult parsed, List<string> files, bool isCheck)
    {
        bool isFine = true;
        foreach (string file in files)
        {
            SourceFile source = new(Path.GetFullPath(file), File.ReadAllText(file));
            FormatResult result = AquaFormatter.Format(source);
            if (!result.Problems.IsEmpty)
            {
                isFine = false;
                Report(parsed, result);
            }
            else if (result.Text != source.Text)
            {
                isFine &= !isCheck;
                parsed.Out().WriteLine(file);
                if (!isCheck)
                {
                    File.WriteAllText(file, result.Text);
                }
            }
        }

        return isFine ? ExitCodes.Success : ExitCodes.Failure;
    }

    private static void Report(ParseResult parsed, FormatResult result) => new DiagnosticOutput(parsed).WriteProblems(result.Problems);
}

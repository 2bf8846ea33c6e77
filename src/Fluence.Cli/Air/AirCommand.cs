using System.CommandLine;
using Fluence.Air;
using Fluence.Air.Printing;
using Fluence.Cli.Output;

namespace Fluence.Cli.Air;

/// <summary><c>fluence air check|beautify FILE</c>: looks at AIR scripts.</summary>
internal static class AirCommand
{
    public static Command Create() => new("air", "Check and read AIR scripts.") { Check(), Beautify() };

    private static Command Check()
    {
        Argument<string> file = FileArgument();
        Command command = new("check", "Say whether a script is well-formed, and where it is not.") { file };
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            AirParseResult result = AirParser.Parse(Read(path));
            if (result.IsAccepted)
            {
                parsed.Out().WriteLine($"{path}: ok");
                return ExitCodes.Success;
            }

            Report(parsed.Err(), path, result);
            return ExitCodes.Failure;
        });
        return command;
    }

    private static Command Beautify()
    {
        Argument<string> file = FileArgument();
        Command command = new("beautify", "Print a script in a form for reading.") { file, Init.NoInput.Option() };
        command.Aliases.Add("b");
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(file)!;
            AirParseResult result = AirParser.Parse(Read(path));
            if (result.Root is null)
            {
                Report(parsed.Err(), path, result);
                return ExitCodes.Failure;
            }

            parsed.Out().Write(AirBeautifier.Beautify(result.Root));
            return ExitCodes.Success;
        });
        return command;
    }

    private static Argument<string> FileArgument() => new("file") { Description = "An AIR script; - reads standard input." };

    private static string Read(string path) => path == "-" ? Console.In.ReadToEnd() : File.ReadAllText(path);

    private static void Report(TextWriter error, string path, AirParseResult result)
    {
        foreach (AirDiagnostic diagnostic in result.Diagnostics)
        {
            error.WriteLine($"{path}:{diagnostic}");
        }
    }
}

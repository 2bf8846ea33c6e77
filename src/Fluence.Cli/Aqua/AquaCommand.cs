using System.CommandLine;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua compile|check|fmt|imports|lsp|json|yml</c>: compiles Aqua sources and helps to write them.</summary>
internal static class AquaCommand
{
    private const string Description = "Compile, check, format and edit Aqua sources; by itself, compile what the project says.";

    public static Command Create() => ProjectCompile.AddTo(new("aqua", Description)
    {
        CompileCommand.Create(),
        CheckCommand.Create(),
        FormatCommand.Create(),
        ImportsCommand.Create(),
        LanguageServerCommand.Create(),
        DataCommand.Json(),
        DataCommand.Yaml(),
    });
}

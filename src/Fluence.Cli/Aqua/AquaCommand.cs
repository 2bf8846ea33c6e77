using System.CommandLine;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua compile|check|fmt|imports|lsp|json|yml</c>: compiles Aqua sources and helps to write them.</summary>
internal static class AquaCommand
{
    public static Command Create() => ProjectCompile.AddTo(new("aqua", "Compile, check, format and edit Aqua sources; by itself, compile what the project says.")
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

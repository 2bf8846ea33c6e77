using System.CommandLine;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua compile|check|fmt|imports|lsp</c>: looks at Aqua sources and helps to write them.</summary>
internal static class AquaCommand
{
    public static Command Create() => new("aqua", "Compile, check, format and edit Aqua sources.")
    {
        CompileCommand.Create(),
        CheckCommand.Create(),
        FormatCommand.Create(),
        ImportsCommand.Create(),
        LanguageServerCommand.Create(),
    };
}

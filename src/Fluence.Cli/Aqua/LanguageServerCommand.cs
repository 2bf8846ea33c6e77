using System.CommandLine;
using Fluence.Aqua.LanguageServer;
using Fluence.Cli.Build;
using Fluence.Cli.Output;

namespace Fluence.Cli.Aqua;

/// <summary><c>fluence aqua lsp</c>: the language server for editors, over the standard streams.</summary>
internal static class LanguageServerCommand
{
    public static Command Create()
    {
        Option<string[]> folders = new("--import", "-I") { Description = "A folder in which imports are looked for." };
        Command command = new("lsp", "Serve an editor over the standard streams (Language Server Protocol).") { folders };
        command.SetAction(parsed =>
        {
            using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
            AquaLanguageServer server = new(input, output, [.. parsed.GetValue(folders) ?? [], .. ProjectImports.Of(".")]);
            return server.Run() ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}

using System.CommandLine;
using System.Runtime.InteropServices;
using Fluence.Cli.Output;

namespace Fluence.Cli.Marine.Repl;

/// <summary><c>fluence marine repl</c>: loads a service and calls it line by line.</summary>
internal static class ReplCommand
{
    public static Command Create()
    {
        Argument<FileInfo?> service = new("service")
        {
            Description = "A service.yaml, a Config.toml or a .wasm module; an empty service without it.", Arity = ArgumentArity.ZeroOrOne,
        };
        Option<string[]> binaries = CallCommand.BinariesOption();
        Command command = new("repl", "Try a service out, line by line; 'help' tells the commands.") { service, binaries };

        // not asynchronous, so that Ctrl-C is left to the session
        command.SetAction(parsed =>
        {
            using ReplSession session = new(parsed.Out(), CallCommand.Binaries(parsed.GetValue(binaries)!));
            ILineReader lines = Console.IsInputRedirected || !ReferenceEquals(parsed.Out(), Console.Out)
                ? new PlainLineReader(Console.In)
                : new ConsoleLineReader(
                    "> ", new ReplHistory(ReplHistory.FileName), line => ReplCompletion.Complete(session.Service, line));
            using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, signal =>
            {
                signal.Cancel = true;
                session.Interrupt();
            });
            return Run(session, lines, parsed.GetValue(service)?.FullName);
        });
        return command;
    }

    /// <summary>Carries out lines until there are no more.</summary>
    internal static int Run(ReplSession session, ILineReader lines, string? service)
    {
        if (service is not null)
        {
            session.Open(service);
        }

        while (lines.Read() is { } line && session.Execute(line))
        {
        }

        return ExitCodes.Success;
    }
}

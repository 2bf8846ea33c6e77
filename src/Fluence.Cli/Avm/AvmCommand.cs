using System.CommandLine;
using Fluence.AquaVM;
using Fluence.AquaVM.View;
using Fluence.Cli.Avm.Bench;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm;

/// <summary><c>fluence avm invoke|show|bench</c>: the interpreter by itself.</summary>
internal static class AvmCommand
{
    public static Command Create() => new("avm", "Run the interpreter and read its data.") { Invoke(), Show(), BenchCommand.Create() };

    private static Command Invoke()
    {
        Command command = new(
            "invoke", "Read one request as a line of JSON from standard input, write its outcome as a line; until the input ends.");
        command.SetAction(async (_, cancellation) =>
        {
            await using Stream input = Console.OpenStandardInput(), output = Console.OpenStandardOutput();
            await InvokeAllAsync(input, output, cancellation);
            return ExitCodes.Success;
        });
        return command;
    }

    /// <summary>Answers every line of <paramref name="input"/> with one line.</summary>
    internal static async Task InvokeAllAsync(Stream input, Stream output, CancellationToken cancellation)
    {
        AquaVm vm = new();
        await foreach (ReadOnlyMemory<byte> line in JsonLines.ReadAsync(input, cancellation))
        {
            await output.WriteAsync(InvokeJson.Run(vm, line), cancellation);
            await output.FlushAsync(cancellation);
        }
    }

    private static Command Show()
    {
        Argument<FileInfo> file = new("file") { Description = "Interpreter data, as peers keep and send it." };
        Option<string?> particle = new("--particle-id")
        {
            Description = "The particle's id, which salts the signatures; without it they cannot be checked.",
        };
        Command command = new(
            "show", "Print interpreter data as JSON, with every CID and signature checked; the exit code is 1 when one is wrong.")
        {
            file, particle,
        };
        command.SetAction(parsed =>
        {
            byte[] data = File.ReadAllBytes(parsed.GetValue(file)!.FullName);
            string? particleId = parsed.GetValue(particle);
            parsed.Out().WriteLine(InterpreterDataView.Render(data, particleId));
            TraceAudit audit = TraceAudit.Of(data, particleId ?? "");
            return (particleId is null ? audit.Problem is null : audit.IsValid) ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }
}

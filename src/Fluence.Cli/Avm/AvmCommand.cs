using System.CommandLine;
using Fluence.AquaVM;
using Fluence.Cli.Avm.Bench;
using Fluence.Cli.Avm.Recording;
using Fluence.Cli.Avm.Simulation;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm;

/// <summary><c>fluence avm</c>: the interpreter by itself.</summary>
internal static class AvmCommand
{
    public static Command Create() => new("avm", "Run the interpreter and read its data.")
    {
        Invoke(), ShowCommand.Create(), RunCommand.Create(), TraceCommand.Create(), BenchCommand.Create(),
    };

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
}

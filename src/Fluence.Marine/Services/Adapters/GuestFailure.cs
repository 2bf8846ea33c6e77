using System.Text;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Puts what ended a run of a module into words, and finds the root of it again.</summary>
internal static class GuestFailure
{
    private const int MaxFrames = 32;

    /// <summary>Whether a failure is the module's; others are bugs and pass.</summary>
    public static bool IsGuests(Exception failure) =>
        failure is WasmTrapException or WasiExitException or AdapterException or HostFunctionException or OutOfMemoryException;

    /// <summary>The failure with its reason, and where it happened.</summary>
    /// <param name="failure">What ended the run.</param>
    /// <param name="nameOf">Names a function of the module.</param>
    public static GuestCallException Describe(Exception failure, Func<WasmStackFrame, string> nameOf) => new(
        failure switch
        {
            WasmTrapException trap => $"Trap occurred: {Describe(trap, nameOf)}",
            WasiExitException exit => $"Unrecognized error: Exited with i32 exit status {exit.Code}",
            _ => $"Unrecognized error: {failure.Message}",
        },
        failure);

    /// <summary>The kind of a failure, by its root.</summary>
    public static ServiceErrorKind KindOf(Exception failure)
    {
        Exception root = failure;
        while (root.InnerException is { } inner)
        {
            root = inner;
        }

        return root switch
        {
            WasmTrapException { TrapCode: TrapCode.OutOfFuel } => ServiceErrorKind.OutOfFuel,
            WasmTrapException { TrapCode: TrapCode.Interrupted } => ServiceErrorKind.Interrupted,
            WasmTrapException { TrapCode: TrapCode.CallStackExhausted } => ServiceErrorKind.StackExhausted,
            WasmTrapException => ServiceErrorKind.Trap,
            WasiExitException => ServiceErrorKind.Exit,
            OutOfMemoryException => ServiceErrorKind.OutOfMemory,
            _ => ServiceErrorKind.Adapter,
        };
    }

    private static string Describe(WasmTrapException trap, Func<WasmStackFrame, string> nameOf)
    {
        StringBuilder text = new();
        IReadOnlyList<WasmStackFrame> frames = trap.WasmStackTrace;
        text.Append("wasm trap: ").Append(trap.Message);
        if (frames.Count > 0)
        {
            text.Append("\nerror while executing at wasm backtrace:");
        }

        foreach ((int number, WasmStackFrame frame) in frames.Take(MaxFrames).Index())
        {
            text.Append($"\n    {number}: {nameOf(frame)}");
        }

        return frames.Count > MaxFrames ? text.Append("\n    …").ToString() : text.ToString();
    }
}

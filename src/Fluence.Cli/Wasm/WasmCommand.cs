using System.CommandLine;

namespace Fluence.Cli.Wasm;

/// <summary><c>fluence wasm</c>: WebAssembly programs by themselves.</summary>
internal static class WasmCommand
{
    public static Command Create() => new("wasm", "Run and time WebAssembly programs.")
    {
        WasmRunCommand.Create(), BenchCommand.Create(),
    };
}

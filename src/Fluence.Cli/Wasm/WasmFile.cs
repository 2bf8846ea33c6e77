using Fluence.Cli.Output;
using Fluence.Marine.Demangling;
using Fluence.Wasm;

namespace Fluence.Cli.Wasm;

/// <summary>Modules from files, and what went wrong with them, for people.</summary>
internal static class WasmFile
{
    private const int MostFrames = 20;

    /// <summary>Reads and validates a module.</summary>
    /// <exception cref="CommandException">It is none; the message names file, section and offset.</exception>
    public static WasmModule Read(FileInfo file, WasmModuleOptions options)
    {
        try
        {
            return WasmModule.Decode(File.ReadAllBytes(file.FullName), options);
        }
        catch (WasmFormatException invalid)
        {
            throw new CommandException($"{file.FullName} is no valid WebAssembly module: {invalid.Message}");
        }
    }

    /// <summary>An exported function.</summary>
    /// <exception cref="CommandException">There is none of that name; the message lists those that there are.</exception>
    public static WasmFunction Function(WasmInstance instance, string name) => instance.GetFunction(name) ?? throw new CommandException(
        $"the module exports no function '{name}'; it exports " + string.Join(
            ", ",
            instance.Source.Exports.Where(export => export.Kind == WasmExternKind.Function).Select(export => export.Name)
                .DefaultIfEmpty("none")));

    /// <summary>What is told of a run that was ended.</summary>
    public static string Describe(WasmTrapException trap)
    {
        IEnumerable<string> frames = trap.WasmStackTrace.Take(MostFrames)
            .Select(frame => $"\n  at {RustName.Demangle(frame.Name ?? "an unnamed function")} (function {frame.Index})");
        return $"the program was ended: {trap.Message}{string.Concat(frames)}";
    }
}

using System.Text;

namespace Fluence.Wasm.Wasi.Functions;

/// <summary>Arguments, environment and random numbers.</summary>
internal static class ProgramFunctions
{
    /// <summary><c>args_get(argv, buffer)</c></summary>
    public static void ArgsGet(WasiCall call) => WriteTexts(call, call.Options.Arguments);

    /// <summary><c>args_sizes_get(count, size)</c></summary>
    public static void ArgsSizesGet(WasiCall call) => WriteSizes(call, call.Options.Arguments);

    /// <summary><c>environ_get(environ, buffer)</c></summary>
    public static void EnvironGet(WasiCall call) => WriteTexts(call, Variables(call.Options));

    /// <summary><c>environ_sizes_get(count, size)</c></summary>
    public static void EnvironSizesGet(WasiCall call) => WriteSizes(call, Variables(call.Options));

    /// <summary><c>random_get(buffer, length)</c></summary>
    public static void RandomGet(WasiCall call) => call.Options.Random(call.Memory.Bytes(call.U32(0), call.U32(1)));

    /// <summary><c>sched_yield()</c>: there is nobody to yield to.</summary>
    public static void SchedYield(WasiCall call)
    {
    }

    /// <summary><c>proc_raise</c> and the socket functions: signals and sockets do not exist.</summary>
    public static void NotSupported(WasiCall call) => throw new WasiException(WasiErrno.NotSupported);

    private static string[] Variables(WasiOptions options) =>
        [.. options.Environment.Select(variable => $"{variable.Key}={variable.Value}").Order(StringComparer.Ordinal)];

    private static void WriteSizes(WasiCall call, IReadOnlyList<string> texts)
    {
        call.Memory.WriteUInt32(call.U32(0), (uint)texts.Count);
        call.Memory.WriteUInt32(call.U32(1), (uint)texts.Sum(text => Encoding.UTF8.GetByteCount(text) + 1));
    }

    private static void WriteTexts(WasiCall call, IReadOnlyList<string> texts)
    {
        uint pointer = call.U32(0), buffer = call.U32(1);
        foreach (string text in texts)
        {
            byte[] bytes = [.. Encoding.UTF8.GetBytes(text), 0];
            call.Memory.WriteUInt32(pointer, buffer);
            bytes.CopyTo(call.Memory.Bytes(buffer, (uint)bytes.Length));
            pointer += sizeof(uint);
            buffer += (uint)bytes.Length;
        }
    }
}

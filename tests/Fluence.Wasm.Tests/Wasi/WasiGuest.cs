using System.Text;
using Fluence.Wasm.Wasi;

namespace Fluence.Wasm.Tests.Wasi;

/// <summary>A guest without code: a memory, and the functions of WASI as its exports, so that tests call them as a program would.</summary>
internal sealed class WasiGuest : IDisposable
{
    private const int Scratch = 60_000;

    private readonly WasiHost _host;
    private readonly WasmInstance _instance;

    public WasiGuest(WasiOptions? options = null)
    {
        _host = new WasiHost(options);
        WasmImports imports = new();
        _host.DefineOn(imports);
        _instance = WasmInstance.Instantiate(WasmModule.Decode(Module), imports);
    }

    /// <summary>Where results are written that a test does not place itself.</summary>
    public static int Result => Scratch;

    public Span<byte> Memory => _instance.Memory!.Span(0, (int)_instance.Memory.ByteLength);

    /// <summary>Calls a function and gives its error number.</summary>
    public int Call(string name, params WasmValue[] arguments)
    {
        WasmFunction function = _instance.GetFunction(name)!;
        WasmValue[] results = function.Invoke(arguments);
        return results.Length > 0 ? results[0].AsI32 : 0;
    }

    /// <summary>Puts text into the memory and gives its length.</summary>
    public int Put(int at, string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        bytes.CopyTo(Memory[at..]);
        return bytes.Length;
    }

    public uint U32(int at) => BitConverter.ToUInt32(Memory[at..]);

    public ulong U64(int at) => BitConverter.ToUInt64(Memory[at..]);

    public string Text(int at, int length) => Encoding.UTF8.GetString(Memory.Slice(at, length));

    /// <summary>Opens a path in a folder; gives the error number and, when that is 0, the descriptor.</summary>
    public (int Errno, int Descriptor) Open(
        int folder, string path, int how = 0, long rights = 0x1FFFFFFF, bool follow = true, int flags = 0)
    {
        int length = Put(1000, path);
        int errno = Call("path_open", folder, follow ? 1 : 0, 1000, length, how, rights, 0x1FFFFFFFL, flags, Result);
        return (errno, errno == 0 ? (int)U32(Result) : -1);
    }

    /// <summary>Writes text to a descriptor; gives the error number.</summary>
    public int Write(int descriptor, string text)
    {
        int length = Put(2000, text);
        BitConverter.TryWriteBytes(Memory[1900..], 2000);
        BitConverter.TryWriteBytes(Memory[1904..], length);
        return Call("fd_write", descriptor, 1900, 1, Result);
    }

    /// <summary>Reads up to so many bytes; gives the error number and the text.</summary>
    public (int Errno, string Text) Read(int descriptor, int length = 1000)
    {
        BitConverter.TryWriteBytes(Memory[1900..], 2000);
        BitConverter.TryWriteBytes(Memory[1904..], length);
        int errno = Call("fd_read", descriptor, 1900, 1, Result);
        return (errno, errno == 0 ? Text(2000, (int)U32(Result)) : "");
    }

    public void Dispose() => _host.Dispose();

    /// <summary>The module: all functions imported and exported, and one page of memory.</summary>
    private static byte[] Module
    {
        get
        {
            (string Name, string Parameters)[] functions = [.. WasiHost.Signatures];
            List<byte> module = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0];
            Section(module, 1, functions, function =>
            [
                0x60, (byte)function.Parameters.Length, .. function.Parameters.Select(letter => letter == 'i' ? (byte)0x7F : (byte)0x7E),
                .. function.Name == "proc_exit" ? (byte[])[0] : [1, 0x7F],
            ]);
            int index = 0;
            Section(module, 2, functions, function => [.. Name(WasiHost.ModuleName), .. Name(function.Name), 0, (byte)index++]);
            Section(module, 5, [0], _ => [0, 1]);
            index = 0;
            (string Name, string Parameters)[] exports = [.. functions, ("memory", "")];
            Section(module, 7, exports, export => export.Name == "memory"
                ? [.. Name(export.Name), 2, 0]
                : [.. Name(export.Name), 0, (byte)index++]);
            return [.. module];
        }
    }

    private static void Section<T>(List<byte> module, byte id, T[] items, Func<T, byte[]> write)
    {
        byte[] content = [.. Leb(items.Length), .. items.SelectMany(write)];
        module.AddRange([id, .. Leb(content.Length), .. content]);
    }

    private static byte[] Name(string name) => [(byte)name.Length, .. Encoding.UTF8.GetBytes(name)];

    private static byte[] Leb(int number) => number < 128 ? [(byte)number] : [(byte)(number | 0x80), .. Leb(number >> 7)];
}

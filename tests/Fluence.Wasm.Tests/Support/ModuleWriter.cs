using System.Text;

namespace Fluence.Wasm.Tests.Support;

/// <summary>Writes modules for tests.</summary>
internal sealed class ModuleWriter
{
    private readonly List<byte[]> _types = [], _imports = [], _functions = [], _tables = [], _memories = [], _globals = [];
    private readonly List<byte[]> _exports = [], _elements = [], _bodies = [], _data = [];
    private readonly List<(string Name, byte[] Bytes)> _custom = [];
    private int _importedFunctions;

    internal int Type(WasmValueType[] parameters, WasmValueType[] results)
    {
        _types.Add([0x60, .. Vector(parameters), .. Vector(results)]);
        return _types.Count - 1;
    }

    internal int ImportFunction(string module, string name, int type)
    {
        _imports.Add([.. Name(module), .. Name(name), 0, .. Leb((uint)type)]);
        return _importedFunctions++;
    }

    internal int Function(int type, WasmValueType[] locals, Code code, string? export = null)
    {
        int index = _importedFunctions + _functions.Count;
        _functions.Add(Leb((uint)type));
        byte[] body = [.. Leb((uint)locals.Length), .. locals.SelectMany(local => (byte[])[1, (byte)local]), .. code.Bytes, 0x0B];
        _bodies.Add([.. Leb((uint)body.Length), .. body]);
        if (export is not null)
        {
            _exports.Add([.. Name(export), 0, .. Leb((uint)index)]);
        }

        return index;
    }

    internal ModuleWriter ImportMemory(string module, string name, int min)
    {
        _imports.Add([.. Name(module), .. Name(name), 2, .. Limits(min, null)]);
        return this;
    }

    internal ModuleWriter Memory(int min, int? max = null)
    {
        _memories.Add(Limits(min, max));
        _exports.Add([.. Name("memory"), 2, 0]);
        return this;
    }

    internal ModuleWriter Table(int size, params ReadOnlySpan<int> functions)
    {
        _tables.Add([0x70, .. Limits(size, null)]);
        byte[] indices = [.. functions.ToArray().SelectMany(function => Leb((uint)function))];
        _elements.Add([0, 0x41, 0, 0x0B, .. Leb((uint)functions.Length), .. indices]);
        return this;
    }

    internal int Global(WasmValueType type, bool isMutable, Code value)
    {
        _globals.Add([(byte)type, isMutable ? (byte)1 : (byte)0, .. value.Bytes, 0x0B]);
        return _globals.Count - 1;
    }

    internal ModuleWriter Data(int offset, params byte[] bytes)
    {
        _data.Add([0, .. new Code().I32(offset).Bytes, 0x0B, .. Leb((uint)bytes.Length), .. bytes]);
        return this;
    }

    internal ModuleWriter Custom(string name, byte[] bytes)
    {
        _custom.Add((name, bytes));
        return this;
    }

    internal byte[] ToBytes()
    {
        List<byte> module = [0, 0x61, 0x73, 0x6D, 1, 0, 0, 0];
        Section(module, 1, _types);
        Section(module, 2, _imports);
        Section(module, 3, _functions);
        Section(module, 4, _tables);
        Section(module, 5, _memories);
        Section(module, 6, _globals);
        Section(module, 7, _exports);
        Section(module, 9, _elements);
        Section(module, 10, _bodies);
        Section(module, 11, _data);
        foreach ((string name, byte[] bytes) in _custom)
        {
            byte[] content = [.. Name(name), .. bytes];
            module.AddRange([0, .. Leb((uint)content.Length), .. content]);
        }

        return [.. module];
    }

    internal WasmInstance Instantiate(
        WasmModuleOptions? options = null, WasmInstanceOptions? instanceOptions = null, WasmImports? imports = null) =>
        WasmInstance.Instantiate(WasmModule.Decode(ToBytes(), options), imports, instanceOptions);

    internal static byte[] Leb(uint value)
    {
        List<byte> bytes = [];
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        return [.. bytes, (byte)value];
    }

    private static byte[] Name(string name) => [.. Leb((uint)Encoding.UTF8.GetByteCount(name)), .. Encoding.UTF8.GetBytes(name)];

    private static byte[] Limits(int min, int? max) =>
        max is int bound ? [1, .. Leb((uint)min), .. Leb((uint)bound)] : [0, .. Leb((uint)min)];

    private static byte[] Vector(WasmValueType[] types) => [.. Leb((uint)types.Length), .. types.Select(type => (byte)type)];

    private static void Section(List<byte> module, byte id, List<byte[]> items)
    {
        if (items.Count > 0)
        {
            byte[] content = [.. Leb((uint)items.Count), .. items.SelectMany(item => item)];
            module.AddRange([id, .. Leb((uint)content.Length), .. content]);
        }
    }
}

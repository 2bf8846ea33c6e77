using Fluence.Wasm.Linking;

namespace Fluence.Wasm;

/// <summary>What is offered to modules for import, by module and name. A later definition replaces an earlier one.</summary>
public sealed class WasmImports
{
    private readonly Dictionary<(string Module, string Name), object> _items = [];

    /// <summary>Offers a function of the host in its general form.</summary>
    public WasmImports DefineFunction(string module, string name, WasmFunctionType type, WasmHostFunction function) =>
        Define(module, name, new HostDefinition(type, function));

    /// <summary>
    /// Offers a typed delegate; its types are those of <see cref="WasmFunction.CreateDelegate{TDelegate}"/>. Where its first parameter is a
    /// <see cref="WasmInstance"/> it is given the instance that imports the function.
    /// </summary>
    /// <exception cref="ArgumentException">The delegate has a type that WebAssembly does not.</exception>
    public WasmImports DefineFunction(string module, string name, Delegate function) =>
        Define(module, name, new HostDefinition(DelegateSignature.TypeOf(function.GetType()), function));

    /// <summary>Offers a function of an instance.</summary>
    public WasmImports DefineFunction(string module, string name, WasmFunction function) => Define(module, name, function);

    /// <summary>Offers a memory.</summary>
    public WasmImports DefineMemory(string module, string name, WasmMemory memory) => Define(module, name, memory);

    /// <summary>Offers a table.</summary>
    public WasmImports DefineTable(string module, string name, WasmTable table) => Define(module, name, table);

    /// <summary>Offers a global.</summary>
    public WasmImports DefineGlobal(string module, string name, WasmGlobal global) => Define(module, name, global);

    /// <summary>Offers all exports of an instance.</summary>
    public WasmImports DefineInstance(string module, WasmInstance instance)
    {
        foreach (WasmExport export in instance.Module.Exports)
        {
            Define(module, export.Name, instance.Export(export));
        }

        return this;
    }

    /// <summary>Whether something is offered under a name.</summary>
    public bool Contains(string module, string name) => _items.ContainsKey((module, name));

    internal object? Find(string module, string name) => _items.GetValueOrDefault((module, name));

    private WasmImports Define(string module, string name, object item)
    {
        _items[(module, name)] = item;
        return this;
    }
}

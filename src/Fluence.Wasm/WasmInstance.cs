using Fluence.Wasm.Decoding;
using Fluence.Wasm.Execution;
using Fluence.Wasm.Linking;

namespace Fluence.Wasm;

/// <summary>A module with its own memory, tables and globals. One thread at a time may use it.</summary>
public sealed unsafe class WasmInstance
{
    // read by compiled code
    internal readonly WasmMeter Meter;
    internal readonly WasmMemory? LinearMemory;
    internal readonly WasmTable? FirstTable;
    internal readonly WasmTable[] Tables;
    internal readonly WasmFunction?[] Functions;
    internal readonly WasmGlobal[] Globals;
    internal readonly byte* OwnGlobalCells;
    internal readonly WasmModule Module;

    // written by compiled code before each direct call, for the stub that stands in for a function not compiled yet
    internal int CalledFunction;

    // segments that were dropped are empty
    internal readonly ReadOnlyMemory<byte>[] DataSegments;
    internal readonly object?[][] ElementSegments;

    private readonly Dictionary<string, WasmExport> _exports;

    private WasmInstance(WasmModule module, object[] imports, WasmInstanceOptions options)
    {
        Module = module;
        Meter = options.Meter ?? new WasmMeter
        {
            MaxDepth = options.MaxDepth, FuelLeft = options.Fuel, CancellationToken = options.CancellationToken,
        };
        ModuleContents contents = module.Contents;
        Functions = new WasmFunction?[contents.Functions.Count];
        _exports = contents.Exports.ToDictionary(export => export.Name, StringComparer.Ordinal);
        BindFunctions(imports);
        LinearMemory = imports.OfType<WasmMemory>().SingleOrDefault();
        if (LinearMemory is null && contents.Memories.Count > 0)
        {
            LinearMemory = new WasmMemory(contents.Memories[0], options.MaxMemoryBytes, options.Budget);
            Meter.Attach(LinearMemory);
        }

        Tables = [.. imports.OfType<WasmTable>(), .. contents.Tables.Skip(contents.ImportedTables)
            .Select(type => new WasmTable(type, options.MaxTableElements, options.Budget))];
        FirstTable = Tables.Length > 0 ? Tables[0] : null;
        Globals = GlobalInitializer.Create(this, imports, out OwnGlobalCells);
        ElementSegments = [.. contents.Elements.Select(segment =>
            segment.Mode == SegmentMode.Declarative ? [] : Array.ConvertAll(segment.Items, item => Evaluate(item).AsReference))];
        DataSegments = [.. contents.Data.Select(segment => segment.Bytes)];
    }

    /// <summary>What runs of the instance may use.</summary>
    public WasmMeter Limits => Meter;

    /// <summary>The fuel left, see <see cref="WasmMeter.FuelLeft"/>.</summary>
    public long FuelLeft
    {
        get => Meter.FuelLeft;
        set => Meter.FuelLeft = value;
    }

    /// <summary>The fuel used since it was set.</summary>
    public long FuelUsed => Meter.FuelUsed;

    /// <summary>The module.</summary>
    public WasmModule Source => Module;

    /// <summary>
    /// Where the module's code keeps the top of the stack that it has in its memory; null where that is not known. A run that was ended
    /// leaves it where it was, so who calls again may want to put it back.
    /// </summary>
    public WasmGlobal? StackPointer => Module.StackPointer is int index ? Globals[index] : null;

    /// <summary>The memory, its own or imported; null where the module has none.</summary>
    public WasmMemory? Memory => LinearMemory;

    /// <summary>Makes an instance and runs its start function.</summary>
    /// <exception cref="WasmLinkException">An import is missing or of another type, or the module needs more than it may have.</exception>
    /// <exception cref="WasmTrapException">A segment does not fit its table or memory, or the start function trapped.</exception>
    public static WasmInstance Instantiate(WasmModule module, WasmImports? imports = null, WasmInstanceOptions? options = null)
    {
        object[] resolved = ImportResolver.Resolve(module, imports ?? new WasmImports());
        WasmInstance instance = new(module, resolved, options ?? WasmInstanceOptions.Default);
        instance.CopySegments();
        if (module.Contents.Start is int start)
        {
            instance.Function(start).Invoke([], []);
        }

        return instance;
    }

    /// <summary>An exported function; null where there is none of this name.</summary>
    public WasmFunction? GetFunction(string name) => Find(name, WasmExternKind.Function) is int index ? Function(index) : null;

    /// <summary>An exported memory; null where there is none of this name.</summary>
    public WasmMemory? GetMemory(string name) => Find(name, WasmExternKind.Memory) is not null ? LinearMemory : null;

    /// <summary>An exported table; null where there is none of this name.</summary>
    public WasmTable? GetTable(string name) => Find(name, WasmExternKind.Table) is int index ? Tables[index] : null;

    /// <summary>An exported global; null where there is none of this name.</summary>
    public WasmGlobal? GetGlobal(string name) => Find(name, WasmExternKind.Global) is int index ? Globals[index] : null;

    internal object Export(WasmExport export) => export.Kind switch
    {
        WasmExternKind.Function => Function(export.Index),
        WasmExternKind.Table => Tables[export.Index],
        WasmExternKind.Memory => LinearMemory!,
        _ => Globals[export.Index],
    };

    /// <summary>A function as a reference, always the same for one index.</summary>
    internal WasmFunction Function(int index) => Functions[index] ??= new WasmFunction(this, index);

    internal WasmValue Evaluate(ConstantExpression expression) => expression.Opcode switch
    {
        Instructions.Opcode.GlobalGet => Globals[expression.Index].Value,
        Instructions.Opcode.RefFunc => new WasmValue(Function(expression.Index)),
        Instructions.Opcode.RefNull => default,
        _ => new WasmValue(expression.Bits),
    };

    private int? Find(string name, WasmExternKind kind) =>
        _exports.TryGetValue(name, out WasmExport? export) && export.Kind == kind ? export.Index : null;

    private void BindFunctions(object[] imports)
    {
        int index = 0;
        foreach (object item in imports)
        {
            if (item is WasmFunction function)
            {
                Functions[index++] = function;
            }
            else if (item is HostDefinition host)
            {
                nint code = Module.Code.HostEntryFor(host);
                Functions[index] = new WasmFunction(this, index, host.Type, new HostContext(this, host.Function), code);
                index++;
            }
        }
    }

    private void CopySegments()
    {
        ModuleContents contents = Module.Contents;
        for (int i = 0; i < contents.Elements.Count; i++)
        {
            ElementSegment segment = contents.Elements[i];
            if (segment.Mode == SegmentMode.Active)
            {
                TableOperations.Init(this, Evaluate(segment.Offset).AsI32, 0, segment.Items.Length, i, segment.Table);
                ElementSegments[i] = [];
            }
        }

        for (int i = 0; i < contents.Data.Count; i++)
        {
            DataSegment segment = contents.Data[i];
            if (segment.Mode == SegmentMode.Active)
            {
                MemoryOperations.Init(this, Evaluate(segment.Offset).AsI32, 0, segment.Bytes.Length, i);
                DataSegments[i] = default;
            }
        }
    }
}

using System.Collections.Immutable;
using Fluence.Marine.Demangling;
using Fluence.Marine.Generation;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Marine.Services.Adapters;
using Fluence.Wasm;
using Fluence.Wasm.Wasi;

namespace Fluence.Marine.Services.Loading;

/// <summary>An instance of a module in a service: its memory, its functions by number, and its world.</summary>
internal sealed class GuestModule : IGuestMemory, IDisposable
{
    private static readonly string ReleaseText = Instruction.CallCore(CoreApi.ReleaseObjects).ToString();

    private static readonly ImmutableArray<string> CallTexts =
        [.. Enumerable.Range(0, CoreApi.Functions.Length).Select(static number => Instruction.CallCore((uint)number).ToString())];

    private readonly CoreFunction[] _functions;
    private readonly int _restingStack;
    private readonly WasiHost _wasi;
    private readonly ServiceContext _context;
    private ValueShapes? _shapes;

    /// <summary>Puts an instance together.</summary>
    /// <param name="name">The name under which it is loaded.</param>
    /// <param name="source">The module.</param>
    /// <param name="instance">The instance.</param>
    /// <param name="wasi">Its world.</param>
    /// <param name="imported">Its imports from other modules, in the order of their numbers.</param>
    /// <param name="context">The call that is under way.</param>
    public GuestModule(
        string name, CompiledServiceModule source, WasmInstance instance, WasiHost wasi, CoreFunction[] imported, ServiceContext context)
    {
        _context = context;
        Name = name;
        Source = source;
        Instance = instance;
        _wasi = wasi;
        WasmExport? memory = source.Module.Exports.FirstOrDefault(static export => export.Kind == WasmExternKind.Memory);
        Memory = memory is null ? null : instance.GetMemory(memory.Name);
        _restingStack = instance.StackPointer?.Value.AsI32 ?? 0;
        _functions =
        [
            .. source.Interfaces.Exports.Select(export => new RawFunction(
                this, export.Name, instance.GetFunction(export.Name) ?? throw new WasmLinkException($"export not found: {export.Name}"))),
            .. imported,
        ];
    }

    public string Name { get; }

    public CompiledServiceModule Source { get; }

    public WasmInstance Instance { get; }

    public WasmMemory? Memory { get; }

    /// <summary>The most bytes and elements of one value that comes out of the module.</summary>
    public long MaxValueSize => _context.Limits.MaxValueSize;

    public RecordTable Records => Source.Interface.Records;

    /// <summary>How a function of the module stands in a trap's backtrace.</summary>
    public string FrameNames(WasmStackFrame frame) =>
        $"0x{frame.Offset:x} - {Name}!{FunctionName(frame) ?? $"<wasm function {frame.Index}>"}";

    /// <summary>The name of a function, readable; null where it has none.</summary>
    public static string? FunctionName(WasmStackFrame frame) => frame.Name is null ? null : RustName.Demangle(frame.Name, isFull: true);

    /// <inheritdoc/>
    public long Length => Memory?.ByteLength ?? 0;

    /// <inheritdoc/>
    public Span<byte> Slice(uint address, int size) => Memory!.Span(address, size);

    /// <inheritdoc/>
    public uint Allocate(uint size, AllocationTag tag)
    {
        if (Function(CoreApi.Allocate) is not RawFunction { Arguments: [SimpleType first, SimpleType second] } allocate
            || first != IType.I32 || second != IType.I32)
        {
            throw new MemoryLayoutException(
                "allocate func doesn't receive two i32 values,probably a Wasm module's built with unsupported sdk version");
        }

        ValueSlots slots = default, result = default;
        slots[0] = new WasmValue((int)size);
        slots[1] = new WasmValue((int)tag);
        allocate.Invoke(slots[..2], result);
        return (uint)result[0].AsI32;
    }

    /// <summary>A function by its number in <c>call-core</c>; null where there is none.</summary>
    public CoreFunction? Function(uint number) => number < (uint)_functions.Length ? _functions[number] : null;

    /// <summary>Calls an exported function for an instruction.</summary>
    /// <exception cref="AdapterException">It did not return.</exception>
    public void CallRaw(string instruction, uint number, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        RawFunction function = (RawFunction)_functions[number];
        try
        {
            function.Invoke(arguments, results);
        }
        catch (GuestCallException failure)
        {
            throw function.Failed(instruction, failure);
        }
    }

    public void ReleaseObjects() => CallRaw(ReleaseText, CoreApi.ReleaseObjects, [], []);

    public int ResultAddress() => Get(CoreApi.GetResultPtr);

    public int ResultSize() => Get(CoreApi.GetResultSize);

    public void SetResultAddress(int address) => Set(CoreApi.SetResultPtr, address);

    public void SetResultSize(int size) => Set(CoreApi.SetResultSize, size);

    public ArrayShape ArrayShape(string instruction, IType element) => (ArrayShape)Shape(instruction, IType.ArrayOf(element));

    public RecordShape RecordShape(string instruction, uint id) => Records.TryGet(id, out _)
        ? (RecordShape)Shape(instruction, IType.Record(id))
        : throw new AdapterException(instruction, $"type with `{id}` is missing in a Wasm binary");

    /// <summary>Puts the stack in the module's memory back to where it is between calls, after a run that was ended.</summary>
    public void RestoreStack()
    {
        if (Instance.StackPointer is { } pointer)
        {
            pointer.Value = new WasmValue(_restingStack);
        }
    }

    public void Dispose() => _wasi.Dispose();

    private ValueShape Shape(string instruction, IType type)
    {
        try
        {
            // shapes grow when they are asked for, so those of the module, which is shared, are left alone
            return (_shapes ??= new ValueShapes(Records)).Of(type);
        }
        catch (MemoryLayoutException problem)
        {
            throw new AdapterException(instruction, problem.Message, problem);
        }
    }

    private int Get(uint number)
    {
        ValueSlots result = default;
        CallRaw(CallText(number), number, [], result);
        return result[0].AsI32;
    }

    private void Set(uint number, int value)
    {
        ValueSlots argument = default;
        argument[0] = new WasmValue(value);
        CallRaw(CallText(number), number, argument[..1], []);
    }

    private static string CallText(uint number) => CallTexts[(int)number];
}

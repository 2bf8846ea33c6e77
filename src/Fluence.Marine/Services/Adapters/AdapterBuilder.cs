using System.Collections.Frozen;
using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Wasm;
using AdapterCode = Fluence.Marine.Services.Adapters.Adapter;

namespace Fluence.Marine.Services.Adapters;

/// <summary>Makes all adapters of a module.</summary>
internal sealed class AdapterBuilder
{
    private readonly Interfaces _interfaces;
    private readonly ModuleInterface _offered;
    private readonly Dictionary<uint, ImmutableArray<Instruction>> _code = [];
    private readonly AdapterCompiler? _compiler;

    public AdapterBuilder(WasmModule module, Interfaces interfaces, ModuleInterface offered, bool interprets)
    {
        _interfaces = interfaces;
        _offered = offered;
        foreach (InterfaceTypes.Adapter adapter in interfaces.Adapters)
        {
            _code[adapter.FunctionType] = adapter.Instructions;
        }

        Dictionary<string, WasmFunctionType> types = module.Exports.Where(static export => export.Kind == WasmExternKind.Function)
            .ToDictionary(static export => export.Name, export => module.FunctionType(export.Index), StringComparer.Ordinal);
        ImmutableArray<WasmFunctionType?> exports = [.. interfaces.Exports.Select(export => types.GetValueOrDefault(export.Name))];
        _compiler = interprets ? null : new AdapterCompiler(interfaces, exports, new ValueShapes(offered.Records));
    }

    public FrozenDictionary<string, AdapterCode> Exports()
    {
        Dictionary<string, AdapterCode> adapters = new(StringComparer.Ordinal);
        foreach (FunctionSignature function in _offered.Functions)
        {
            ImmutableArray<Instruction> code = Code(function.AdapterFunctionType);
            adapters[function.Name] = _compiler?.Export(new FunctionType(function.Arguments, function.Outputs), code)
                ?? AdapterCompiler.Interpreted(code, []);
        }

        return adapters.ToFrozenDictionary(StringComparer.Ordinal);
    }

    public ImmutableArray<ImportBinding> Imports()
    {
        Dictionary<uint, uint> implemented = [];
        foreach (Implementation implementation in _interfaces.Implementations)
        {
            implemented[implementation.CoreFunctionType] = implementation.AdapterFunctionType;
        }

        List<ImportBinding> bindings = [];
        foreach (Import import in _interfaces.Imports)
        {
            if (implemented.TryGetValue(import.FunctionType, out uint adapter))
            {
                bindings.Add(Bind(import, adapter, (uint)(_interfaces.Exports.Length + bindings.Count)));
            }
        }

        return [.. bindings];
    }

    private ImportBinding Bind(Import import, uint adapterType, uint number)
    {
        // the type between modules stands two before that of the import, as the generator puts them
        FunctionType type = TypeOf(import.FunctionType - 2), raw = TypeOf(adapterType);
        WasmFunctionType rawType = new([.. raw.Arguments.Select(static argument => Slot(argument.Type))], [.. raw.Outputs.Select(Slot)]);
        ImmutableArray<Instruction> code = Code(adapterType);
        AdapterCode adapter = _compiler?.Import(type, rawType.Parameters, rawType.Results, number, code)
            ?? AdapterCompiler.Interpreted(code, rawType.Parameters);
        return new ImportBinding(import.Namespace, import.Name, type, rawType, adapter);
    }

    private ImmutableArray<Instruction> Code(uint type) =>
        _code.TryGetValue(type, out ImmutableArray<Instruction> code) ? code : throw Error($"adapter with idx = {type} isn't found");

    private FunctionType TypeOf(uint id) => id >= (uint)_interfaces.Types.Length
        ? throw Error($"Loaded module doesn't contain type with idx = {id}")
        : _interfaces.Types[(int)id] as FunctionType
            ?? throw Error($"IT should has Type::Function, but the record '{(_interfaces.Types[(int)id] as RecordType)?.Name}' met");

    private static WasmValueType Slot(IType type) =>
        CoreValues.SlotOf(type) ?? throw Error($"the type {type} cannot be passed to an imported function as it is");

    private static ModuleFormatException Error(string message) => new(message, Interfaces.SectionName);
}

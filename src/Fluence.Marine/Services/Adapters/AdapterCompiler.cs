using System.Collections.Immutable;
using Fluence.Marine.Generation;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Layout;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>
/// Makes adapters of a module's instructions: plans of those that look as the generator makes them, else interpreters.
/// </summary>
internal sealed class AdapterCompiler
{
    private static readonly (string Parameters, string Results)[] CoreTypes =
        [("I32 I32", "I32"), ("", ""), ("", "I32"), ("", "I32"), ("I32", ""), ("I32", "")];

    private readonly ValueShapes _shapes;
    private readonly ImmutableArray<WasmFunctionType?> _exports;
    private readonly bool _hasCoreApi;

    /// <summary>Prepares for one module.</summary>
    /// <param name="interfaces">Its interface types.</param>
    /// <param name="exports">The Wasm types of the exports that these list; null for one that is missing.</param>
    /// <param name="shapes">The shapes of its types.</param>
    public AdapterCompiler(Interfaces interfaces, ImmutableArray<WasmFunctionType?> exports, ValueShapes shapes)
    {
        _shapes = shapes;
        _exports = exports;
        _hasCoreApi = exports.Length >= CoreTypes.Length && CoreTypes.Index().All(core =>
            interfaces.Exports[core.Index].Name == CoreApi.Functions[core.Index].Name && Describe(exports[core.Index]) == core.Item);
    }

    /// <summary>The adapter of an exported function.</summary>
    public Adapter Export(FunctionType type, ImmutableArray<Instruction> code) =>
        (_hasCoreApi ? TryExport(type, code) : null) ?? Interpreted(code, []);

    /// <summary>The adapter of an imported function.</summary>
    /// <param name="type">The function's type between modules.</param>
    /// <param name="raw">The types of the Wasm values with which the module calls it.</param>
    /// <param name="results">The types of the Wasm values that it takes back.</param>
    /// <param name="number">The function's number in <c>call-core</c>.</param>
    /// <param name="code">The instructions.</param>
    public Adapter Import(
        FunctionType type, ImmutableArray<WasmValueType> raw, ImmutableArray<WasmValueType> results, uint number,
        ImmutableArray<Instruction> code) =>
        (_hasCoreApi ? TryImport(type, raw, results, number, code) : null) ?? Interpreted(code, raw);

    /// <summary>The same adapter without compiling, as a second opinion.</summary>
    public static Adapter Interpreted(ImmutableArray<Instruction> code, ImmutableArray<WasmValueType> raw) =>
        new InterpretedAdapter(code, raw);

    private ExportPlan? TryExport(FunctionType type, ImmutableArray<Instruction> code)
    {
        InstructionPattern pattern = new(code);
        List<LowerPlan> arguments = [];
        List<WasmValueType> slots = [];
        foreach ((int index, NamedType argument) in type.Arguments.Index())
        {
            if (PlanReader.ReadArgument(ref pattern, (uint)index, argument.Type, _shapes) is not { } plan)
            {
                return null;
            }

            arguments.Add(plan);
            slots.AddRange(SlotTypes(argument.Type));
        }

        if (!pattern.TryTake<IndexInstruction>(Opcode.CallCore, out IndexInstruction call) || call.Index >= (uint)_exports.Length
            || _exports[(int)call.Index] is not { } core || !core.Parameters.SequenceEqual(slots) || type.Outputs.Length > 1)
        {
            return null;
        }

        LiftPlan? result = null;
        if (type.Outputs is [var output])
        {
            result = PlanReader.ReadResult(ref pattern, output, _shapes);
            if (result is null)
            {
                return null;
            }
        }

        ImmutableArray<WasmValueType> returned = result is { IsInMemory: false } ? SlotTypes(type.Outputs[0]) : [];
        bool releases = result is not null && pattern.TryTake(Instruction.CallCore(CoreApi.ReleaseObjects));
        return pattern.AtEnd && core.Results.SequenceEqual(returned)
            ? new ExportPlan([.. arguments], call.Index, result, releases) : null;
    }

    private ImportPlan? TryImport(
        FunctionType type, ImmutableArray<WasmValueType> raw, ImmutableArray<WasmValueType> results, uint number,
        ImmutableArray<Instruction> code)
    {
        InstructionPattern pattern = new(code);
        List<LiftPlan> arguments = [];
        List<WasmValueType> slots = [];
        foreach (NamedType argument in type.Arguments)
        {
            if (PlanReader.ReadImportArgument(ref pattern, (uint)slots.Count, argument.Type, _shapes) is not { } plan)
            {
                return null;
            }

            arguments.Add(plan);
            slots.AddRange(SlotTypes(argument.Type));
        }

        bool releases = pattern.TryTake(Instruction.CallCore(CoreApi.ReleaseObjects));
        if (!pattern.TryTake(Instruction.CallCore(number)) || !raw.SequenceEqual(slots) || type.Outputs.Length > 1)
        {
            return null;
        }

        LowerPlan? result = null;
        if (type.Outputs is [var output])
        {
            result = PlanReader.ReadImportResult(ref pattern, output, _shapes);
            if (result is null)
            {
                return null;
            }
        }

        ImmutableArray<WasmValueType> returned = result is LowerPlan.Scalar or LowerPlan.Plain ? SlotTypes(type.Outputs[0]) : [];
        return pattern.AtEnd && results.SequenceEqual(returned) ? new ImportPlan([.. arguments], releases, number, result) : null;
    }

    private static ImmutableArray<WasmValueType> SlotTypes(IType type) =>
        [.. MemoryLayout.ArgumentTypes(type).Select(static core => Enum.Parse<WasmValueType>(core.ToString()))];

    private static (string Parameters, string Results) Describe(WasmFunctionType? type) =>
        type is null ? ("missing", "") : (string.Join(' ', type.Parameters), string.Join(' ', type.Results));
}

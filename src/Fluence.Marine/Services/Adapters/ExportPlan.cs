using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>A compiled adapter of an exported function: arguments down, call, result up, release.</summary>
internal sealed class ExportPlan(ImmutableArray<LowerPlan> arguments, uint function, LiftPlan? result, bool releases) : Adapter
{
    private readonly int _slots = arguments.Sum(static argument => argument.Slots);
    private readonly string _callText = Instruction.CallCore(function).ToString();
    private readonly bool _hasPlain = arguments.Any(static argument => argument is LowerPlan.Plain);

    public override ImmutableArray<IValue> Run(GuestModule guest, ReadOnlySpan<IValue> values)
    {
        ValueSlots room = default, results = default;
        Span<WasmValue> slots = _slots <= ValueSlots.Count ? room[.._slots] : new WasmValue[_slots];
        int next = 0;
        for (int i = 0; i < arguments.Length; i++)
        {
            if (i >= values.Length)
            {
                throw new AdapterException(
                    Instruction.ArgumentGet((uint)i).ToString(), $"cannot access invocation inputs #{i} because it doesn't exist");
            }

            arguments[i].Lower(guest, values[i], slots[next..]);
            next += arguments[i].Slots;
        }

        if (_hasPlain)
        {
            CheckPlain(guest, values);
        }

        guest.CallRaw(_callText, function, slots, results);
        if (result is null)
        {
            return [];
        }

        IValue value = Lift(guest, ref results);
        if (releases)
        {
            guest.ReleaseObjects();
        }

        return [value];
    }

    public override void RunImport(GuestModule guest, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results) =>
        throw new NotSupportedException("the adapter is that of an export");

    private IValue Lift(GuestModule guest, ref ValueSlots results)
    {
        if (result!.IsInMemory)
        {
            results[0] = new WasmValue(guest.ResultAddress());
            if (result.Slots > 1)
            {
                results[1] = new WasmValue(guest.ResultSize());
            }
        }

        return result.Lift(guest, results);
    }

    private void CheckPlain(GuestModule guest, ReadOnlySpan<IValue> values)
    {
        for (int i = 0; i < arguments.Length; i++)
        {
            if (arguments[i] is LowerPlan.Plain plain)
            {
                ValueCheck.Require(_callText, values[i], plain.Type, guest.Records);
            }
        }
    }
}

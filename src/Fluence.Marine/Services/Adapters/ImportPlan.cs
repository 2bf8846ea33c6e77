using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>A compiled adapter of an imported function: arguments up, release, call of the other module, result down.</summary>
internal sealed class ImportPlan(ImmutableArray<LiftPlan> arguments, bool releases, uint function, LowerPlan? result) : Adapter
{
    private readonly string _callText = Instruction.CallCore(function).ToString();

    public override ImmutableArray<IValue> Run(GuestModule guest, ReadOnlySpan<IValue> arguments) =>
        throw new NotSupportedException("the adapter is that of an import");

    public override void RunImport(GuestModule guest, ReadOnlySpan<WasmValue> slots, Span<WasmValue> results)
    {
        IValue[] values = new IValue[arguments.Length];
        int next = 0;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Lift(guest, slots[next..]);
            next += arguments[i].Slots;
        }

        if (releases)
        {
            guest.ReleaseObjects();
        }

        ImmutableArray<IValue> outputs = guest.Function(function)!.CallFor(_callText, guest, values);
        if (result is not null)
        {
            Lower(guest, outputs, results);
        }
    }

    private void Lower(GuestModule guest, ImmutableArray<IValue> outputs, Span<WasmValue> results)
    {
        if (outputs is not [var output])
        {
            throw new HostFunctionException($"A function returned invalid number of results: expected 1, got {outputs.Length}");
        }

        switch (result)
        {
            case LowerPlan.Scalar or LowerPlan.Plain:
                result.Lower(guest, output, results);
                break;
            default:
                ValueSlots place = default;
                result!.Lower(guest, output, place);
                if (result.Slots > 1)
                {
                    guest.SetResultSize(place[1].AsI32);
                }

                guest.SetResultAddress(place[0].AsI32);
                break;
        }
    }
}

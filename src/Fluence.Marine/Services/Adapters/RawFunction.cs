using System.Collections.Immutable;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>An exported function in its raw form: Wasm values go in and come out.</summary>
internal sealed class RawFunction(GuestModule guest, string name, WasmFunction function)
    : CoreFunction(name, [.. function.Type.Parameters.Select(CoreValues.TypeOf)])
{
    public override ImmutableArray<IValue> Call(ReadOnlySpan<IValue> arguments)
    {
        WasmValue[] slots = new WasmValue[arguments.Length], results = new WasmValue[function.Type.Results.Length];
        for (int i = 0; i < slots.Length; i++)
        {
            slots[i] = CoreValues.ToWasm(arguments[i]);
        }

        Invoke(slots, results);
        return [.. results.Zip(function.Type.Results, CoreValues.FromWasm)];
    }

    /// <summary>Calls the function as it is.</summary>
    /// <exception cref="GuestCallException">It did not return.</exception>
    public void Invoke(ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results)
    {
        try
        {
            function.Invoke(arguments, results);
        }
        catch (Exception failure) when (GuestFailure.IsGuests(failure))
        {
            throw GuestFailure.Describe(failure, guest.FrameNames);
        }
    }
}

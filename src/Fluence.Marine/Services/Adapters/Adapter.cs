using System.Collections.Immutable;
using Fluence.Marine.Services.Loading;
using Fluence.Marine.Values;
using Fluence.Wasm;

namespace Fluence.Marine.Services.Adapters;

/// <summary>
/// Passes values between one function of a module and the outside. It belongs to the module; every run names the instance.
/// </summary>
internal abstract class Adapter
{
    /// <summary>Runs the adapter of an exported function.</summary>
    /// <exception cref="AdapterException">An instruction failed.</exception>
    public abstract ImmutableArray<IValue> Run(GuestModule guest, ReadOnlySpan<IValue> arguments);

    /// <summary>Runs the adapter of an imported function, when the module calls it.</summary>
    /// <exception cref="AdapterException">An instruction failed.</exception>
    public abstract void RunImport(GuestModule guest, ReadOnlySpan<WasmValue> arguments, Span<WasmValue> results);
}

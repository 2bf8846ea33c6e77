namespace Fluence.Wasm.Compilation;

/// <summary>Charges instructions by the size of what they treat. Called by compiled code.</summary>
internal static class SizeCharges
{
    internal static void ChargeBytes(WasmMeter meter, int count) => meter.Charge(FuelCosts.ForBytes(count));

    internal static void ChargePages(WasmMeter meter, int count) => meter.Charge((long)(uint)count * FuelCosts.PerPage);

    internal static void ChargeElements(WasmMeter meter, int count) => meter.Charge((uint)count);
}

using Fluence.Wasm.Decoding;

namespace Fluence.Wasm.Compilation;

/// <summary>
/// The depth that a call of a function takes: an estimate, from the module alone, of the bytes of stack that its frame has at most.
/// </summary>
internal static class FrameCost
{
    private const int Fixed = 96, PerLocal = 8, PerVector = 16;

    internal static int Of(LocalTypes locals, int bodyLength)
    {
        int cost = Fixed + (bodyLength / 2);
        for (int i = 0; i < locals.Count; i++)
        {
            cost += locals[i] == WasmValueType.V128 ? PerVector : PerLocal;
        }

        return cost;
    }
}

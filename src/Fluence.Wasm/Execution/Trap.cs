using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Fluence.Wasm.Execution;

/// <summary>Ends runs.</summary>
internal static class Trap
{
    [DoesNotReturn]
    internal static void Throw(TrapCode code) => throw new WasmTrapException(code);

    /// <summary>Ends the run where the thread has little stack left, whatever depth is left. Called by large functions.</summary>
    internal static void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            Throw(TrapCode.CallStackExhausted);
        }
    }

    /// <summary>Ends the run unless <c>start + count</c> elements lie within <paramref name="length"/>.</summary>
    internal static void CheckRange(uint start, uint count, ulong length, TrapCode code)
    {
        if ((ulong)start + count > length)
        {
            Throw(code);
        }
    }
}

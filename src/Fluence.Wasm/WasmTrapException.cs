using System.Diagnostics;
using Fluence.Wasm.Compilation;

namespace Fluence.Wasm;

/// <summary>A run that was ended. The instance can be called again; what the run had stored stays.</summary>
public sealed class WasmTrapException : Exception
{
    private const int MaxFrames = 100;

    private IReadOnlyList<WasmStackFrame>? _frames;

    internal WasmTrapException(TrapCode code)
        : base(Describe(code)) => TrapCode = code;

    /// <summary>Why.</summary>
    public TrapCode TrapCode { get; }

    /// <summary>The WebAssembly functions that were active, innermost first; at most the innermost hundred.</summary>
    public IReadOnlyList<WasmStackFrame> WasmStackTrace => _frames ??= ReadFrames();

    private static string Describe(TrapCode code) => code switch
    {
        TrapCode.Unreachable => "unreachable",
        TrapCode.IntegerDivideByZero => "integer divide by zero",
        TrapCode.IntegerOverflow => "integer overflow",
        TrapCode.InvalidConversionToInteger => "invalid conversion to integer",
        TrapCode.OutOfBoundsMemoryAccess => "out of bounds memory access",
        TrapCode.OutOfBoundsTableAccess => "out of bounds table access",
        TrapCode.UndefinedElement => "undefined element",
        TrapCode.UninitializedElement => "uninitialized element",
        TrapCode.IndirectCallTypeMismatch => "indirect call type mismatch",
        TrapCode.CallStackExhausted => "call stack exhausted",
        TrapCode.OutOfFuel => "out of fuel",
        _ => "interrupted",
    };

    private List<WasmStackFrame> ReadFrames()
    {
        List<WasmStackFrame> frames = [];
        foreach (StackFrame frame in new StackTrace(this, false).GetFrames())
        {
            if (CompiledModule.FindFunction(frame.GetMethod()) is { } found)
            {
                frames.Add(found);
                if (frames.Count == MaxFrames)
                {
                    break;
                }
            }
        }

        return frames;
    }
}

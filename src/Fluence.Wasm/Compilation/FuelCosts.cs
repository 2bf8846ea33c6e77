using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Compilation;

/// <summary>The fuel that instructions take; the published table is docs/formats/wasm-fuel.md.</summary>
internal static class FuelCosts
{
    /// <summary>The fuel for each page that a memory grows by.</summary>
    internal const int PerPage = 1024;

    /// <summary>The bytes that memory.copy, fill and init treat for one unit of fuel.</summary>
    internal const int BytesPerUnit = 16;

    private const int Plain = 1, Division = 4, Call = 5, IndirectCall = 8, Bulk = 8;

    internal static int Of(Opcode opcode) => opcode switch
    {
        Opcode.Nop or Opcode.Block or Opcode.Loop or Opcode.Else or Opcode.End or Opcode.Drop => 0,
        Opcode.Call => Call,
        Opcode.CallIndirect => IndirectCall,
        >= Opcode.I32DivS and <= Opcode.I32RemU or >= Opcode.I64DivS and <= Opcode.I64RemU => Division,
        Opcode.F32Div or Opcode.F64Div or Opcode.F32Sqrt or Opcode.F64Sqrt => Division,
        Opcode.F32x4Div or Opcode.F64x2Div or Opcode.F32x4Sqrt or Opcode.F64x2Sqrt => Division,
        Opcode.MemoryGrow or Opcode.MemoryInit or Opcode.MemoryCopy or Opcode.MemoryFill => Bulk,
        Opcode.TableInit or Opcode.TableCopy or Opcode.TableGrow or Opcode.TableFill => Bulk,
        _ => Plain,
    };

    /// <summary>Whether the instruction is the last that is charged with those before it.</summary>
    internal static bool EndsBlock(Opcode opcode) => opcode switch
    {
        Opcode.Unreachable or Opcode.Loop or Opcode.If or Opcode.Else or Opcode.End => true,
        Opcode.Br or Opcode.BrIf or Opcode.BrTable or Opcode.Return => true,
        _ => false,
    };

    internal static long ForBytes(int count) => ((uint)count + (long)BytesPerUnit - 1) / BytesPerUnit;
}

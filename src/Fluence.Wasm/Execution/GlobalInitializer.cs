using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Fluence.Wasm.Decoding;

namespace Fluence.Wasm.Execution;

/// <summary>Makes the globals of an instance; the cells of its own lie side by side.</summary>
internal static unsafe class GlobalInitializer
{
    internal static WasmGlobal[] Create(WasmInstance instance, object[] imports, out byte* cells)
    {
        ModuleContents contents = instance.Module.Contents;
        WasmGlobal[] globals = new WasmGlobal[contents.Globals.Count];
        int count = 0;
        foreach (WasmGlobal imported in imports.OfType<WasmGlobal>())
        {
            globals[count++] = imported;
        }

        Vector128<byte>[] own = GC.AllocateArray<Vector128<byte>>(Math.Max(1, globals.Length - count), pinned: true);
        cells = (byte*)Unsafe.AsPointer(ref own[0]);
        for (int i = 0; count < globals.Length; i++, count++)
        {
            globals[count] = new WasmGlobal(contents.Globals[count], own, i);
            ConstantExpression value = contents.GlobalValues[i];
            globals[count].Store(value.Opcode == Instructions.Opcode.GlobalGet ? globals[value.Index].Value : instance.Evaluate(value));
        }

        return globals;
    }
}

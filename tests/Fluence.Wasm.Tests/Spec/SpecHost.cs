namespace Fluence.Wasm.Tests.Spec;

/// <summary>The module <c>spectest</c> that the suite's modules import from.</summary>
internal static class SpecHost
{
    internal static WasmImports Imports() => new WasmImports()
        .DefineFunction("spectest", "print", () => { })
        .DefineFunction("spectest", "print_i32", (int _) => { })
        .DefineFunction("spectest", "print_i64", (long _) => { })
        .DefineFunction("spectest", "print_f32", (float _) => { })
        .DefineFunction("spectest", "print_f64", (double _) => { })
        .DefineFunction("spectest", "print_i32_f32", (int _, float _) => { })
        .DefineFunction("spectest", "print_f64_f64", (double _, double _) => { })
        .DefineGlobal("spectest", "global_i32", new WasmGlobal(WasmValueType.I32, isMutable: false, 666))
        .DefineGlobal("spectest", "global_i64", new WasmGlobal(WasmValueType.I64, isMutable: false, 666L))
        .DefineGlobal("spectest", "global_f32", new WasmGlobal(WasmValueType.F32, isMutable: false, 666.6f))
        .DefineGlobal("spectest", "global_f64", new WasmGlobal(WasmValueType.F64, isMutable: false, 666.6))
        .DefineTable("spectest", "table", new WasmTable(WasmValueType.FuncRef, 10, 20))
        .DefineMemory("spectest", "memory", new WasmMemory(1, 2));
}

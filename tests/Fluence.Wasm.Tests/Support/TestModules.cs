using Fluence.Wasm.Instructions;

namespace Fluence.Wasm.Tests.Support;

/// <summary>Small modules that several tests use.</summary>
internal static class TestModules
{
    internal static readonly WasmValueType[] None = [], I32 = [WasmValueType.I32], TwoI32 = [WasmValueType.I32, WasmValueType.I32];

    /// <summary><c>add(i32, i32)</c>.</summary>
    internal static ModuleWriter Add()
    {
        ModuleWriter module = new();
        module.Function(module.Type(TwoI32, I32), None, new Code().Get(0).Get(1).Op(Opcode.I32Add), "add");
        return module;
    }

    /// <summary><c>forever()</c> loops, <c>deep(n)</c> calls itself n times, <c>endless()</c> calls itself without end, <c>one()</c> is 1.</summary>
    internal static ModuleWriter Runaways()
    {
        ModuleWriter module = new();
        int nothing = module.Type(None, None), count = module.Type(I32, I32), one = module.Type(None, I32);
        module.Function(nothing, None, new Code().Block(Opcode.Loop).Op(Opcode.Br, 0).End(), "forever");
        module.Function(
            count,
            None,
            new Code().Get(0).Op(Opcode.I32Eqz).Block(Opcode.If, (byte)WasmValueType.I32).I32(0).Op(Opcode.Else)
                .Get(0).I32(1).Op(Opcode.I32Sub).Call(1).I32(1).Op(Opcode.I32Add).End(),
            "deep");
        module.Function(nothing, None, new Code().Call(2), "endless");
        module.Function(one, None, new Code().I32(1), "one");
        return module.Memory(1);
    }

    internal static int Call(this WasmInstance instance, string name, params ReadOnlySpan<WasmValue> arguments) =>
        instance.GetFunction(name)!.Invoke(arguments) is [WasmValue result] ? result.AsI32 : 0;
}

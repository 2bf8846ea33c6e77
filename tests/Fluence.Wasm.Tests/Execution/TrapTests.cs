using System.Text;
using Fluence.Wasm.Instructions;
using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Execution;

/// <summary>Traps, memory limits and NaNs.</summary>
public sealed class TrapTests
{
    [Fact]
    public void A_trap_tells_the_functions_that_were_active()
    {
        ModuleWriter module = new();
        int type = module.Type([], []);
        module.Function(type, [], new Code().Op(Opcode.Unreachable));
        module.Function(type, [], new Code().Call(0));
        module.Function(type, [], new Code().Call(1), "outer");
        byte[] names = [1, 9, 2, 0, 2, .. "aa"u8, 1, 2, .. "bb"u8];
        WasmInstance instance = module.Custom("name", names).Instantiate();
        WasmTrapException trap = Assert.Throws<WasmTrapException>(() => instance.Call("outer"));
        Assert.Equal([(0, "aa"), (1, "bb"), (2, "outer")], trap.WasmStackTrace.Select(static frame => (frame.Index, frame.Name)));
        int[] offsets = [.. trap.WasmStackTrace.Select(static frame => frame.Offset)];
        Assert.Equal([offsets[0], offsets[0] + 4, offsets[0] + 9], offsets);
    }

    [Fact]
    public void A_load_at_the_end_of_memory_works_and_one_beyond_traps()
    {
        WasmInstance instance = Loads().Instantiate();
        Assert.Equal(0, instance.Call("load", 65_532 - 16));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Trap(() => instance.Call("load", 65_533 - 16)));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Trap(() => instance.Call("load", -1)));
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Trap(() => instance.Call("far", 0)));
    }

    [Fact]
    public void A_store_before_a_load_that_traps_is_kept()
    {
        WasmInstance instance = Loads().Instantiate();
        Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, Trap(() => instance.Call("storeLoad", 65_000)));
        Assert.Equal(7, instance.Memory!.Span(65_000, 1)[0]);
    }

    [Fact]
    public void Memory_grows_up_to_its_limit()
    {
        ModuleWriter module = new();
        module.Memory(1);
        module.Function(module.Type(TestModules.I32, TestModules.I32), [], new Code().Get(0).Op(Opcode.MemoryGrow, 0), "grow");
        WasmInstance instance = module.Instantiate(null, new WasmInstanceOptions { MaxMemoryBytes = 10 * 65_536 });
        Assert.Equal(1, instance.Call("grow", 9));
        Assert.Equal(-1, instance.Call("grow", 1));
        Assert.Equal(10, instance.Memory!.Pages);
    }

    [Fact]
    public void A_module_whose_memory_is_beyond_the_limit_is_not_instantiated() => Assert.Throws<WasmLinkException>(
        () => new ModuleWriter().Memory(11).Instantiate(null, new WasmInstanceOptions { MaxMemoryBytes = 10 * 65_536 }));

    [Fact]
    public void Loads_see_memory_that_grew_meanwhile()
    {
        ModuleWriter module = new();
        module.Memory(1);
        module.Function(
            module.Type(TestModules.I32, TestModules.I32),
            [],
            new Code().I32(1).Op(Opcode.MemoryGrow, 0).Op(Opcode.Drop).Get(0).Op(Opcode.I32Load, 0, 0),
            "growAndLoad");
        Assert.Equal(0, module.Instantiate().Call("growAndLoad", 65_536));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NaNs_are_canonical_on_request(bool canonical)
    {
        ModuleWriter module = new();
        module.Function(
            module.Type([WasmValueType.F64], [WasmValueType.F64]), [], new Code().Get(0).Get(0).Op(Opcode.F64Add), "twice");
        WasmInstance instance = module.Instantiate(new WasmModuleOptions { CanonicalNaNs = canonical });
        long bits = instance.GetFunction("twice")!.Invoke(BitConverter.UInt64BitsToDouble(0xFFF8000000000123))[0].AsI64;
        Assert.Equal(canonical, bits == 0x7FF8000000000000);
    }

    [Fact]
    public void An_error_names_section_and_offset()
    {
        byte[] bytes = TestModules.Add().ToBytes();
        bytes[^2] = 0xEF;
        WasmFormatException error = Assert.Throws<WasmFormatException>(() => WasmModule.Decode(bytes));
        Assert.Equal("code", error.Section);
        Assert.Equal(bytes.Length - 1, error.Offset);
        Assert.StartsWith("illegal opcode", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Custom_sections_are_told()
    {
        WasmModule module = WasmModule.Decode(TestModules.Add().Custom("hello", "world"u8.ToArray()).ToBytes());
        WasmCustomSection section = Assert.Single(module.CustomSections);
        Assert.Equal("hello", section.Name);
        Assert.Equal("world", Encoding.UTF8.GetString(section.Bytes.Span));
    }

    private static TrapCode Trap(Action action) => Assert.Throws<WasmTrapException>(action).TrapCode;

    private static ModuleWriter Loads()
    {
        ModuleWriter module = new();
        module.Memory(1, 1);
        int type = module.Type(TestModules.I32, TestModules.I32);
        module.Function(
            type,
            [],
            new Code().Get(0).Op(Opcode.I32Load, 0, 0).Get(0).Op(Opcode.I32Load, 0, 16).Op(Opcode.I32Add),
            "load");
        module.Function(type, [], new Code().Get(0).Op(Opcode.I32Load, 0, 70_000), "far");
        module.Function(
            type, [], new Code().Get(0).I32(7).Op(Opcode.I32Store8, 0, 0).Get(0).Op(Opcode.I32Load, 0, 600), "storeLoad");
        return module;
    }
}

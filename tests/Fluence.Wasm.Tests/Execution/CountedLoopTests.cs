using Fluence.Wasm.Instructions;
using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Execution;

/// <summary>Accesses in loops whose counter is known to stay below the memory's length are not checked; all others are.</summary>
public sealed class CountedLoopTests
{
    private const int End = WasmMemory.PageSize;

    [Theory]
    [InlineData(0, 4, 256, 0)]
    [InlineData(0, 4, 256, 1024)]
    [InlineData(0, 4, End, 0)]
    [InlineData(8, 8, End, 4)]
    [InlineData(0, 4, 64, End - 64)]
    public void A_loop_within_memory_reads_all(int from, int step, int to, int offset)
    {
        foreach (bool isAdded in new[] { true, false })
        {
            Assert.Equal((to - from) / step * 3, Sum(from, step, to, offset, isAdded, fuel: true));
            Assert.Equal((to - from) / step * 3, Sum(from, step, to, offset, isAdded, fuel: false));
        }
    }

    [Theory]
    [InlineData(0, 4, End, 1)]
    [InlineData(0, 4, 64, End - 63)]
    [InlineData(0, 4, 64, int.MaxValue)]
    [InlineData(0, 4, 64, -64)]
    [InlineData(0, 4, End + 4, 0)]
    [InlineData(1, 4, 16, 0)]
    [InlineData(16, 4, 16, 0)]
    [InlineData(20, 4, 16, 0)]
    [InlineData(0, -4, 16, 0)]
    [InlineData(-8, 4, 16, 0)]
    [InlineData(0, 0, 16, End - 2)]
    public void A_loop_that_leaves_memory_traps(int from, int step, int to, int offset)
    {
        foreach (bool isAdded in new[] { true, false })
        {
            WasmTrapException trap = Assert.Throws<WasmTrapException>(() => Sum(from, step, to, offset, isAdded, fuel: false));
            Assert.Equal(TrapCode.OutOfBoundsMemoryAccess, trap.TrapCode);
        }
    }

    [Fact]
    public void A_counter_that_the_loop_writes_elsewhere_is_checked()
    {
        Code jump = new Code().Get(0).I32(End).Op(Opcode.I32Add).Set(0);
        Assert.Throws<WasmTrapException>(() => Run(0, new Code().Append(jump).Append(Load(0)), step: 4, to: 256));
        Assert.Throws<WasmTrapException>(
            () => Run(0, new Code().Append(Load(0)).Block(Opcode.Block).Append(jump).End(), step: 4, to: 256));
    }

    [Fact]
    public void A_counter_is_checked_behind_its_step()
    {
        WasmInstance instance = Writer(
            new Code().I32(End - 256).Set(0).Block(Opcode.Loop).Append(Step(4, End)).Op(Opcode.BrIf, 0).Append(Load(0)).End()).Instantiate();
        Assert.Throws<WasmTrapException>(() => instance.Call("test"));
    }

    [Fact]
    public void A_loop_that_goes_round_in_another_way_is_checked()
    {
        // the second way round starts anew beyond the constant that ends the loop
        Code body = Load(0).Get(1).Op(Opcode.I32Eqz).Block(Opcode.If).I32(1).Set(1).I32(1 << 20).Set(0).Op(Opcode.Br, 1).End();
        Assert.Throws<WasmTrapException>(() => Run(0, body, step: 4, to: 256));
    }

    [Fact]
    public void A_counter_that_a_branch_sets_is_checked()
    {
        Code code = new Code().I32(1 << 20).Set(0).Block(Opcode.Block).Get(1).Op(Opcode.I32Eqz).Op(Opcode.BrIf, 0).I32(0).Set(0).End()
            .Block(Opcode.Loop).Append(Load(0)).Append(Step(4, 256)).Op(Opcode.BrIf, 0).End();
        Assert.Throws<WasmTrapException>(() => Writer(code).Instantiate().Call("test"));
    }

    private static int Sum(int from, int step, int to, int offset, bool isAdded, bool fuel)
    {
        Code address = isAdded ? new Code().Get(0).I32(offset).Op(Opcode.I32Add) : new Code().Get(0);
        Code body = address.Op(Opcode.I32Load, 0, isAdded ? 0 : offset).I32(3).Op(Opcode.I32Add).Get(1).Op(Opcode.I32Add).Set(1);
        return Run(from, body, step, to, fuel);
    }

    private static int Run(int from, Code body, int step, int to, bool fuel = false) =>
        Writer(new Code().I32(from).Set(0).Block(Opcode.Loop).Append(body).Append(Step(step, to)).Op(Opcode.BrIf, 0).End())
            .Instantiate(new WasmModuleOptions { Fuel = fuel }).Call("test");

    private static Code Load(int offset) => new Code().Get(0).Op(Opcode.I32Load8U, 0, offset).Op(Opcode.Drop);

    private static Code Step(int step, int to) =>
        new Code().Get(0).I32(step).Op(Opcode.I32Add).Op(Opcode.LocalTee, 0).I32(to).Op(Opcode.I32Ne);

    private static ModuleWriter Writer(Code code)
    {
        ModuleWriter module = new();
        module.Memory(1);
        module.Function(module.Type([], TestModules.I32), [WasmValueType.I32, WasmValueType.I32], code.Get(1), "test");
        return module;
    }
}

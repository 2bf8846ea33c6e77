using Fluence.Wasm.Instructions;
using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Execution;

/// <summary>Fuel, depth and interruption.</summary>
public sealed class MeterTests
{
    private static readonly WasmModuleOptions WithoutFuel = new() { Fuel = false };

    [Fact]
    public void Fuel_is_that_of_the_published_table()
    {
        WasmInstance instance = TestModules.Add().Instantiate();
        instance.FuelLeft = 100;
        instance.Call("add", 1, 2);
        Assert.Equal(3, instance.FuelUsed);
    }

    [Fact]
    public void The_same_run_uses_the_same_fuel_each_time()
    {
        WasmInstance instance = TestModules.Runaways().Instantiate();
        instance.FuelLeft = 1_000_000;
        instance.Call("deep", 50);
        long first = instance.FuelUsed;
        instance.FuelLeft = 1_000_000;
        instance.Call("deep", 50);
        Assert.Equal(first, instance.FuelUsed);
        Assert.Equal((51 * 3) + (50 * 10) + 1, first);
    }

    [Fact]
    public void A_run_ends_when_its_fuel_is_used_and_the_instance_goes_on()
    {
        WasmInstance instance = TestModules.Runaways().Instantiate();
        instance.FuelLeft = 10_000;
        WasmTrapException trap = Assert.Throws<WasmTrapException>(() => instance.Call("forever"));
        Assert.Equal(TrapCode.OutOfFuel, trap.TrapCode);
        Assert.Equal(0, instance.FuelLeft);
        Assert.Equal(10_000, instance.FuelUsed);
        instance.FuelLeft = 10;
        Assert.Equal(1, instance.Call("one"));
    }

    [Fact]
    public void Just_enough_fuel_is_enough()
    {
        WasmInstance instance = TestModules.Add().Instantiate();
        instance.FuelLeft = 3;
        Assert.Equal(3, instance.Call("add", 1, 2));
        Assert.Equal(0, instance.FuelLeft);
        Assert.Throws<WasmTrapException>(() => instance.Call("add", 1, 2));
    }

    [Fact]
    public void A_block_that_traps_is_charged_whole()
    {
        ModuleWriter module = new();
        module.Function(
            module.Type([], TestModules.I32), [], new Code().I32(1).I32(0).Op(Opcode.I32DivU).I32(1).Op(Opcode.I32Add), "divide");
        WasmInstance instance = module.Instantiate();
        instance.FuelLeft = 100;
        Assert.Equal(
            TrapCode.IntegerDivideByZero, Assert.Throws<WasmTrapException>(() => instance.Call("divide")).TrapCode);
        Assert.Equal(1 + 1 + 4 + 1 + 1, instance.FuelUsed);
    }

    [Fact]
    public void Growing_and_copying_memory_is_charged_by_size()
    {
        ModuleWriter module = new();
        module.Memory(1);
        int type = module.Type([], []);
        module.Function(type, [], new Code().I32(3).Op(Opcode.MemoryGrow, 0).Op(Opcode.Drop), "grow");
        module.Function(type, [], new Code().I32(0).I32(100).I32(33).Op(Opcode.MemoryCopy, 0, 0), "copy");
        WasmInstance instance = module.Instantiate();
        instance.FuelLeft = 10_000;
        instance.Call("grow");
        Assert.Equal(1 + 8 + (3 * 1024), instance.FuelUsed);
        instance.FuelLeft = 10_000;
        instance.Call("copy");
        Assert.Equal(3 + 8 + 3, instance.FuelUsed);
    }

    [Fact]
    public void Code_without_fuel_uses_none()
    {
        WasmInstance instance = TestModules.Add().Instantiate(WithoutFuel);
        instance.FuelLeft = 0;
        Assert.Equal(3, instance.Call("add", 1, 2));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Endless_recursion_traps_and_the_instance_goes_on(bool fuel)
    {
        WasmInstance instance = TestModules.Runaways().Instantiate(new WasmModuleOptions { Fuel = fuel });
        WasmTrapException trap = Assert.Throws<WasmTrapException>(() => instance.Call("endless"));
        Assert.Equal(TrapCode.CallStackExhausted, trap.TrapCode);
        Assert.All(trap.WasmStackTrace, frame => Assert.Equal((2, "endless"), (frame.Index, frame.Name)));
        Assert.Equal(1, instance.Call("one"));
    }

    [Fact]
    public void The_depth_that_is_reached_is_the_same_on_every_thread()
    {
        int[] depths = [DeepestOnThread(0), DeepestOnThread(3 << 19), DeepestOnThread(64 << 20)];
        Assert.Equal(depths[0], depths[1]);
        Assert.Equal(depths[0], depths[2]);
        Assert.InRange(depths[0], 1_000, 100_000);
    }

    [Fact]
    public async Task The_deepest_recursion_fits_a_thread_of_the_pool()
    {
        WasmInstance instance = TestModules.Runaways().Instantiate();
        TrapCode code = await Task.Run(() => Assert.Throws<WasmTrapException>(() => instance.Call("endless")).TrapCode);
        Assert.Equal(TrapCode.CallStackExhausted, code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Interrupting_ends_a_loop(bool fuel)
    {
        WasmInstance instance = TestModules.Runaways().Instantiate(new WasmModuleOptions { Fuel = fuel });
        Task<WasmTrapException> run = Task.Run(() => Assert.Throws<WasmTrapException>(() => instance.Call("forever")));
        instance.Limits.Interrupt();
        Assert.Equal(TrapCode.Interrupted, (await run.WaitAsync(TimeSpan.FromMinutes(1))).TrapCode);
        Assert.Equal(1, instance.Call("one"));
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Interrupting_ends_a_loop_over_memory_of_every_instance_that_shares_the_meter(bool fuel, bool isImported)
    {
        ModuleWriter writer = isImported ? new ModuleWriter().ImportMemory("host", "memory", 1) : new ModuleWriter().Memory(1);
        writer.Function(
            writer.Type([], []), [], new Code().Block(Opcode.Loop).I32(8).I32(8).Op(Opcode.I32Load, 2, 0).Op(Opcode.I32Store, 2, 0)
                .Op(Opcode.Br, 0).End(), "forever");
        WasmModule module = WasmModule.Decode(writer.ToBytes(), new WasmModuleOptions { Fuel = fuel });
        WasmImports imports = new WasmImports().DefineMemory("host", "memory", new WasmMemory(1));
        using WasmMeter meter = new();
        foreach (int _ in Enumerable.Range(0, 3))
        {
            WasmInstance instance = WasmInstance.Instantiate(module, imports, new WasmInstanceOptions { Meter = meter });
            Task<WasmTrapException> run = Task.Run(() => Assert.Throws<WasmTrapException>(() => instance.Call("forever")));
            meter.Interrupt();
            Assert.Equal(TrapCode.Interrupted, (await run.WaitAsync(TimeSpan.FromMinutes(1))).TrapCode);
        }
    }

    [Fact]
    public void A_small_function_that_calls_none_takes_no_depth()
    {
        WasmInstanceOptions shallow = new() { MaxDepth = 300 };
        ModuleWriter module = new();
        int type = module.Type([], []);
        int leaf = module.Function(type, [], new Code().Op(Opcode.Nop), "leaf");
        int caller = module.Function(type, [], new Code().Call(leaf), "caller");
        module.Function(type, [], new Code().Call(caller), "deep");
        module.Function(type, [.. Enumerable.Repeat(WasmValueType.I64, 200)], new Code().Op(Opcode.Nop), "wide");
        WasmInstance instance = module.Instantiate(null, shallow);
        instance.Call("caller");
        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<WasmTrapException>(() => instance.Call("deep")).TrapCode);
        Assert.Equal(TrapCode.CallStackExhausted, Assert.Throws<WasmTrapException>(() => instance.Call("wide")).TrapCode);
    }

    [Fact]
    public void A_cancelled_token_ends_every_run_until_it_is_replaced()
    {
        using CancellationTokenSource source = new();
        WasmInstance instance = TestModules.Runaways().Instantiate(null, new WasmInstanceOptions { CancellationToken = source.Token });
        Assert.Equal(1, instance.Call("one"));
        source.Cancel();
        Assert.Equal(TrapCode.Interrupted, Assert.Throws<WasmTrapException>(() => instance.Call("one")).TrapCode);
        Assert.Equal(TrapCode.Interrupted, Assert.Throws<WasmTrapException>(() => instance.Call("one")).TrapCode);
        instance.Limits.CancellationToken = CancellationToken.None;
        Assert.Equal(1, instance.Call("one"));
    }

    [Fact]
    public void Another_instance_of_the_module_is_unharmed_by_a_trap()
    {
        WasmModule module = WasmModule.Decode(TestModules.Runaways().ToBytes());
        WasmInstance first = WasmInstance.Instantiate(module), second = WasmInstance.Instantiate(module);
        Assert.Throws<WasmTrapException>(() => first.Call("endless"));
        Assert.Equal(100, second.Call("deep", 100));
    }

    private static int DeepestOnThread(int stackBytes)
    {
        int deepest = 0;
        Thread thread = new(() => deepest = Deepest(), stackBytes);
        thread.Start();
        thread.Join();
        return deepest;
    }

    private static int Deepest()
    {
        WasmInstance instance = TestModules.Runaways().Instantiate();
        int low = 0, high = 1_000_000;
        while (low < high - 1)
        {
            int middle = (low + high) / 2;
            try
            {
                instance.Call("deep", middle);
                low = middle;
            }
            catch (WasmTrapException)
            {
                high = middle;
            }
        }

        return low;
    }
}

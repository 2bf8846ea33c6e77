using Fluence.Wasm.Tests.Support;

namespace Fluence.Wasm.Tests.Linking;

/// <summary>Functions of the host, and calls from it.</summary>
public sealed class HostFunctionTests
{
    private static readonly WasmFunctionType Binary = new([WasmValueType.I32, WasmValueType.I32], [WasmValueType.I32]);

    [Fact]
    public void A_typed_delegate_calls_a_function()
    {
        Func<uint, uint, uint> add = TestModules.Add().Instantiate().GetFunction("add")!.CreateDelegate<Func<uint, uint, uint>>();
        Assert.Equal(uint.MaxValue, add(uint.MaxValue - 1, 1));
    }

    [Fact]
    public void A_delegate_of_another_signature_is_refused()
    {
        WasmFunction add = TestModules.Add().Instantiate().GetFunction("add")!;
        Assert.Throws<ArgumentException>(() => add.CreateDelegate<Func<int, int>>());
        Assert.Throws<ArgumentException>(() => add.CreateDelegate<Func<int, long, int>>());
    }

    [Fact]
    public void A_typed_delegate_serves_as_an_import()
    {
        WasmImports imports = new WasmImports().DefineFunction("host", "minus", (int a, int b) => a - b);
        Assert.Equal(7, Calling().Instantiate(imports: imports).Call("call", 10, 3));
    }

    [Fact]
    public void A_general_function_sees_the_memory_of_its_caller()
    {
        WasmImports imports = new WasmImports().DefineFunction("host", "minus", Binary, (caller, arguments, results) =>
        {
            caller.Memory!.Span(arguments[0].AsI32, 1)[0] = 42;
            results[0] = caller.Memory.Span(arguments[0].AsI32, 1)[0] + arguments[1].AsI32;
        });
        Assert.Equal(45, Calling().Instantiate(imports: imports).Call("call", 10, 3));
    }

    [Fact]
    public void An_exception_of_the_host_passes_through_and_the_instance_goes_on()
    {
        bool fails = true;
        WasmImports imports = new WasmImports().DefineFunction(
            "host", "minus", (int a, int b) => fails ? throw new InvalidTimeZoneException() : a - b);
        WasmInstance instance = Calling().Instantiate(imports: imports);
        Assert.Throws<InvalidTimeZoneException>(() => instance.Call("call", 10, 3));
        fails = false;
        Assert.Equal(7, instance.Call("call", 10, 3));
    }

    [Fact]
    public void Calls_back_from_the_host_count_towards_the_depth()
    {
        WasmInstance? instance = null;
        int calls = 0;
        WasmImports imports = new WasmImports().DefineFunction("host", "minus", (int a, int b) =>
        {
            calls++;
            return instance!.Call("call", a, b);
        });
        instance = Calling().Instantiate(instanceOptions: new WasmInstanceOptions { MaxDepth = 20_000 }, imports: imports);
        WasmTrapException trap = Assert.Throws<WasmTrapException>(() => instance.Call("call", 1, 2));
        Assert.Equal(TrapCode.CallStackExhausted, trap.TrapCode);
        Assert.InRange(calls, 50, 125);
    }

    [Fact]
    public void Only_a_function_is_taken_for_a_reference_to_a_function()
    {
        ModuleWriter module = new();
        module.Function(module.Type([WasmValueType.FuncRef], [WasmValueType.FuncRef]), [], new Code().Get(0), "same");
        WasmFunction same = module.Instantiate().GetFunction("same")!;
        Assert.Same(same, same.Invoke(new WasmValue((object?)same))[0].AsReference);
        Assert.Null(same.CreateDelegate<Func<WasmFunction?, WasmFunction?>>()(null));
        Assert.Throws<InvalidCastException>(() => same.Invoke(new WasmValue("no function")));
        Assert.Throws<ArgumentException>(() => same.CreateDelegate<Func<object, object>>());
        Assert.Throws<InvalidCastException>(() => new WasmGlobal(WasmValueType.FuncRef, isMutable: true, new WasmValue("no function")));
    }

    [Fact]
    public void A_missing_import_is_named()
    {
        WasmLinkException problem = Assert.Throws<WasmLinkException>(() => Calling().Instantiate());
        Assert.Equal("unknown import host.minus", problem.Message);
    }

    [Fact]
    public void Instances_share_a_meter()
    {
        WasmMeter meter = new() { FuelLeft = 100 };
        WasmInstanceOptions options = new() { Meter = meter };
        WasmInstance first = TestModules.Add().Instantiate(instanceOptions: options);
        WasmImports imports = new WasmImports().DefineFunction("host", "minus", first.GetFunction("add")!);
        WasmInstance second = Calling().Instantiate(instanceOptions: options, imports: imports);
        Assert.Equal(13, second.Call("call", 10, 3));
        Assert.Equal(1 + 1 + 5 + 3, meter.FuelUsed);
    }

    [Fact]
    public void Many_results_arrive_in_their_order()
    {
        ModuleWriter module = new();
        WasmValueType[] types = [.. Enumerable.Repeat(WasmValueType.I32, 20)];
        Code code = new();
        for (int i = 0; i < types.Length; i++)
        {
            code.I32(i * i);
        }

        int inner = module.Function(module.Type([], types), [], code);
        module.Function(module.Type([], types), [], new Code().Call(inner), "many");
        Assert.Equal(
            Enumerable.Range(0, 20).Select(i => i * i),
            module.Instantiate().GetFunction("many")!.Invoke().Select(value => value.AsI32));
    }

    [Fact]
    public void Threads_run_instances_of_one_module_at_the_same_time()
    {
        WasmModule module = WasmModule.Decode(TestModules.Runaways().ToBytes());
        int[] results = new int[8];
        Parallel.For(0, results.Length, i => results[i] = WasmInstance.Instantiate(module).Call("deep", 500 + i));
        Assert.Equal(Enumerable.Range(500, 8), results);
    }

    private static ModuleWriter Calling()
    {
        ModuleWriter module = new();
        int type = module.Type(TestModules.TwoI32, TestModules.I32);
        module.ImportFunction("host", "minus", type);
        module.Function(type, [], new Code().Get(0).Get(1).Call(0), "call");
        return module.Memory(1);
    }
}

namespace Fluence.Wasm.Tests.Interpreter;

/// <summary>Compiled code against the naive interpreter on random modules: results, traps, memory, globals and fuel.</summary>
public sealed class InterpreterTests
{
    private const int Fuel = 20_000;

    // NaNs are canonical, so that all bits must agree
    private static readonly WasmModuleOptions Options = new() { CanonicalNaNs = true };

    [Theory]
    [InlineData(1, 150)]
    [InlineData(2, 150)]
    [InlineData(3, 150)]
    [InlineData(4, 150)]
    public void Random_modules_do_the_same_in_both(int seed, int count)
    {
        Random random = new(seed);
        int finished = 0;
        for (int i = 0; i < count; i++)
        {
            finished += RunOne(random, $"seed {seed}, module {i}") ? 1 : 0;
        }

        Assert.InRange(finished, count / 20, count);
    }

    private static bool RunOne(Random random, string what)
    {
        ModuleGenerator generator = new(random);
        WasmModule module = WasmModule.Decode(generator.Generate(), Options);
        WasmInstance instance = WasmInstance.Instantiate(module);
        NaiveInterpreter interpreter = new(module);
        bool finished = false;
        for (int call = 0; call < 3; call++)
        {
            ulong[] arguments = [.. generator.Parameters.Select(type => Canonical(type, generator.Bits()))];
            instance.FuelLeft = interpreter.Fuel = Fuel;
            (ulong? result, TrapCode? trap) = Compiled(instance, module.FunctionCount - 1, arguments);
            (ulong? expected, TrapCode? expectedTrap) = Interpreted(interpreter, module, arguments);
            Assert.True((result, trap) == (expected, expectedTrap), $"{what}: {result} {trap}, expected {expected} {expectedTrap}");
            Assert.True(instance.FuelLeft == interpreter.Fuel, $"{what}: fuel {instance.FuelLeft}, expected {interpreter.Fuel}");
            Assert.True(instance.Memory!.Span(0, (int)instance.Memory.ByteLength).SequenceEqual(interpreter.Memory), $"{what}: memory differs");
            Assert.Equal(interpreter.Globals, instance.Globals.Select(global => Scalar(global.Type, global.Value)));
            finished |= trap is null;
        }

        return finished;
    }

    private static (ulong? Result, TrapCode? Trap) Compiled(WasmInstance instance, int function, ulong[] arguments)
    {
        try
        {
            WasmFunction called = instance.Function(function);
            WasmValue[] results = called.Invoke([.. arguments.Select(bits => new WasmValue((long)bits))]);
            return (Scalar(called.Type.Results[0], results[0]), null);
        }
        catch (WasmTrapException trap)
        {
            return (null, trap.TrapCode);
        }
    }

    private static (ulong? Result, TrapCode? Trap) Interpreted(NaiveInterpreter interpreter, WasmModule module, ulong[] arguments)
    {
        try
        {
            return (interpreter.Call(module.FunctionCount - 1, arguments)[0], null);
        }
        catch (NaiveTrap trap)
        {
            return (null, trap.Code);
        }
    }

    private static ulong Scalar(WasmValueType type, WasmValue value) =>
        type is WasmValueType.I32 or WasmValueType.F32 ? (uint)value.AsI32 : (ulong)value.AsI64;

    private static ulong Canonical(WasmValueType type, ulong bits) => type switch
    {
        WasmValueType.I32 => (uint)bits,
        WasmValueType.F32 => float.IsNaN(BitConverter.UInt32BitsToSingle((uint)bits)) ? 0x7FC00000 : (uint)bits,
        WasmValueType.F64 => double.IsNaN(BitConverter.UInt64BitsToDouble(bits)) ? 0x7FF8000000000000 : bits,
        _ => bits,
    };
}

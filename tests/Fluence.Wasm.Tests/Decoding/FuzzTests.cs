using Fluence.Wasm.Tests.Interpreter;

namespace Fluence.Wasm.Tests.Decoding;

/// <summary>Bytes of any kind either decode or are refused with the documented error, and what decodes runs without harm.</summary>
public sealed class FuzzTests
{
    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public void Mutated_modules_never_harm(int seed)
    {
        Random random = new(seed);
        int refused = 0, accepted = 0;
        for (int i = 0; i < 40; i++)
        {
            byte[] original = new ModuleGenerator(random).Generate();
            for (int mutation = 0; mutation < 25; mutation++)
            {
                _ = Try(Mutate(random, original)) ? accepted++ : refused++;
            }
        }

        Assert.InRange(refused, 100, 1_000);
        Assert.InRange(accepted, 10, 1_000);
    }

    [Fact]
    public void Random_bytes_behind_the_header_are_refused()
    {
        Random random = new(5);
        for (int i = 0; i < 5_000; i++)
        {
            byte[] bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            Try([0, 0x61, 0x73, 0x6D, 1, 0, 0, 0, .. bytes]);
            Try(bytes);
        }
    }

    [Fact]
    public void Every_truncation_is_refused_or_a_module()
    {
        byte[] original = new ModuleGenerator(new Random(6)).Generate();
        for (int length = 0; length < original.Length; length++)
        {
            Try(original[..length]);
        }
    }

    private static byte[] Mutate(Random random, byte[] original)
    {
        byte[] bytes = [.. original];
        for (int flips = random.Next(1, 4); flips > 0; flips--)
        {
            int place = random.Next(8, bytes.Length);
            bytes[place] = random.Next(2) == 0 ? (byte)random.Next(256) : (byte)(bytes[place] ^ (1 << random.Next(8)));
        }

        return bytes;
    }

    private static bool Try(byte[] bytes)
    {
        WasmModule module;
        try
        {
            module = WasmModule.Decode(bytes);
        }
        catch (WasmFormatException)
        {
            return false;
        }

        try
        {
            WasmInstance instance = WasmInstance.Instantiate(
                module, null, new WasmInstanceOptions { Fuel = 10_000, MaxMemoryBytes = 1 << 24, MaxTableElements = 10_000 });
            foreach (WasmExport export in module.Exports.Where(export => export.Kind == WasmExternKind.Function))
            {
                Run(instance, instance.GetFunction(export.Name)!);
            }
        }
        catch (Exception exception) when (exception is WasmLinkException or WasmTrapException)
        {
            // refused when it was to be instantiated
        }

        return true;
    }

    private static void Run(WasmInstance instance, WasmFunction function)
    {
        instance.FuelLeft = 10_000;
        try
        {
            function.Invoke(new WasmValue[function.Type.Parameters.Length], new WasmValue[function.Type.Results.Length]);
        }
        catch (WasmTrapException)
        {
            // as good as a result
        }
    }
}

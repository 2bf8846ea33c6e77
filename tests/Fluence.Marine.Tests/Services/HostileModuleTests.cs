using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Services;

/// <summary>Damaged modules are errors or work somehow; nothing else happens.</summary>
public sealed class HostileModuleTests
{
    private static readonly ServiceHost Host = new() { LoadLimits = new CallLimits { Fuel = 1_000_000 } };
    private static readonly CallLimits Little = new() { Fuel = 1_000_000 };

    [Fact]
    public void Modules_with_flipped_bits_are_refused_or_run()
    {
        byte[] good = GuestFile.Read("types");
        Random random = new(11);
        int loaded = 0;
        for (int i = 0; i < 200; i++)
        {
            byte[] bad = [.. good];
            for (int flips = random.Next(1, 4); flips > 0; flips--)
            {
                // most of the module is code; what links it stands before and behind
                int at = random.Next(3) == 0 ? random.Next(bad.Length) : bad.Length - 1 - random.Next(9000);
                bad[at] ^= (byte)(1 << random.Next(8));
            }

            loaded += Try(bad, "echo_string", """["text"]""") + Try(bad, "echo_outer", "[]");
        }

        Assert.InRange(loaded, 1, 399);
    }

    [Fact]
    public void Truncated_modules_are_refused()
    {
        byte[] good = GuestFile.Read("world");
        for (int length = 0; length < good.Length; length += 97)
        {
            Assert.Equal(0, Try(good[..length], "who", "[]"));
        }
    }

    [Fact]
    public void Thousands_of_damaged_modules_raise_nothing_but_the_documented()
    {
        (byte[] Wasm, string Function, string Arguments)[] good =
        [
            (GuestFile.Read("types"), "echo_outer", "[]"), (GuestFile.Read("types"), "echo_strings", """[["a","b"]]"""),
            (GuestFile.Read("who_v1"), "who", "[]"), (GuestFile.Read("deep"), "depth", "[]"),
        ];
        Random random = new(23);
        int loaded = 0;
        for (int i = 0; i < 5000; i++)
        {
            (byte[] wasm, string function, string arguments) = good[random.Next(good.Length)];
            byte[] bad = random.Next(8) == 0 ? wasm[..random.Next(wasm.Length)] : [.. wasm];
            for (int flips = bad.Length == 0 ? 0 : random.Next(1, 6); flips > 0; flips--)
            {
                bad[random.Next(bad.Length)] ^= (byte)(1 << random.Next(8));
            }

            loaded += Try(bad, function, arguments);
        }

        Assert.InRange(loaded, 1, 4999);
    }

    [Theory]
    [InlineData("types")]
    [InlineData("front")]
    [InlineData("world")]
    [InlineData("who_v0")]
    [InlineData("deep")]
    public void Adapters_that_the_generator_makes_are_compiled(string name)
    {
        Assert.Empty(Guests.Compile(name).Interpreted);
        Assert.NotEmpty(Guests.Compile(name, interprets: true).Interpreted);
    }

    /// <summary>1 where the module could be loaded.</summary>
    private static int Try(byte[] wasm, string function, string arguments)
    {
        try
        {
            using MarineService service = MarineService.Load(
                new MarineConfig { Modules = [Guests.Module("m", ModuleSettings.Defaults)], TotalMemoryLimit = 1 << 24 },
                new Dictionary<string, CompiledServiceModule> { ["m"] = CompiledServiceModule.Compile(wasm, "m") },
                Host);
            ServiceOutcome outcome = service.Call(function, JsonValue.Parse(arguments), CallParameters.Empty, Little);
            Assert.True(outcome.IsSuccess || outcome.Error!.Message.Length > 0);
            return 1;
        }
        catch (MarineLoadException)
        {
            return 0;
        }
    }
}

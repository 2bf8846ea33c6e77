using System.Text;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Spells;

/// <summary>Whatever a spell, or what installs one, is called with: there is an answer, and the spell stays usable.</summary>
public sealed class ArbitraryCallTests
{
    private static readonly string[] _functions =
        [.. SpellInterface.Functions.Keys, "nothing", "", "*"];

    [Fact]
    public async Task Every_call_of_a_spell_has_an_answer()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        Random random = new(7);
        for (int round = 0; round < 1500; round++)
        {
            string function = _functions[random.Next(_functions.Length)];
            JsonArray arguments = new([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(random, 0))]);
            CallingParticle particle = random.Next(3) == 0 ? HostedHarness.Particle(HostedHarness.Stranger) : peer.Of(id);
            AquaVM.CallResult result = await peer.CallAsync($"{id}.{function}", arguments.ToString()!, particle);
            Assert.DoesNotContain("internal error", result.Result, StringComparison.Ordinal);
        }

        await peer.DoAsync($"{id}.set_string", "[\"key\", \"text\"]", peer.Of(id));
        Assert.Equal("\"text\"", (await peer.ReadAsync($"{id}.get_string", "[\"key\"]", "value")).ToString());
    }

    [Theory]
    [InlineData("spell.install", 4)]
    [InlineData("spell.update_trigger_config", 2)]
    [InlineData("worker.create", 2)]
    [InlineData("worker.remove", 1)]
    [InlineData("callbackSrv.response", 1)]
    [InlineData("errorHandlingSrv.error", 2)]
    public async Task Every_call_of_a_builtin_has_an_answer(string name, int most)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        Random random = new(8);
        for (int round = 0; round < 100; round++)
        {
            JsonArray arguments = new([.. Enumerable.Range(0, random.Next(most + 1)).Select(_ => Value(random, 0))]);
            CallingParticle particle = random.Next(2) == 0 ? SpellCalls.Managed() : peer.Of(id);
            await peer.CallAsync(name, arguments.ToString()!, particle);
        }

        await peer.ReadAsync($"{id}.get_script", "[]", "value");
    }

    private static JsonValue Value(Random random, int depth) => random.Next(depth > 3 ? 6 : 9) switch
    {
        0 => JsonNull.Instance,
        1 => JsonBool.Of(random.Next(2) == 0),
        2 => JsonNumber.FromInt64(random.NextInt64() >> random.Next(64)),
        3 => JsonNumber.FromUInt64(ulong.MaxValue - (ulong)random.Next(3)),
        4 => new JsonString(Text(random)),
        5 => new JsonString(((string[])["key", "h_key", "{\"a\":1}", "{", "[]", "hw_counter"])[random.Next(6)]),
        6 => new TriggerConfig((uint)random.Next(3), (uint)random.Next(3), (uint)random.Next(), true).ToJson(),
        7 => new JsonArray([.. Enumerable.Range(0, random.Next(5)).Select(_ => Value(random, depth + 1))]),
        _ => new JsonObject(Enumerable.Range(0, random.Next(5)).Select(_ => KeyValuePair.Create(Text(random), Value(random, depth + 1)))),
    };

    private static string Text(Random random)
    {
        byte[] bytes = new byte[random.Next(40)];
        random.NextBytes(bytes);
        return Encoding.UTF8.GetString(bytes);
    }
}

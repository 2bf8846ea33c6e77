using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Faults;

/// <summary>
/// A peer under load that works until it is killed. It prints a line when it begins what changes something that was acknowledged before,
/// and a line for each acknowledgement: <see cref="Acknowledged"/> reads them.
/// </summary>
internal sealed class Victim
{
    private const int Workers = 4, ServicesOfOne = 6;

    private readonly HostedHarness _peer;
    private readonly TextWriter _output = TextWriter.Synchronized(Console.Out);
    private readonly string _world;

    private Victim(HostedHarness peer, string world)
    {
        _peer = peer;
        _world = world;
    }

    public static async Task RunAsync(string folder, int seed)
    {
        HostedHarness peer = await HostedHarness.OpenAsync(folder);
        Victim victim = new(peer, await peer.AddBlueprintAsync("world", "world"));
        JsonArray services = (JsonArray)await peer.GetAsync("srv.list", "[]");
        ILookup<string, string> ids = services.Items.Cast<JsonObject>().ToLookup(
            service => Text(service, "service_type"), service => Text(service, "id"));
        VictimSpells spells = new(peer, victim.Tell);
        victim.Tell("ready");
        await Task.WhenAll(Enumerable.Range(0, Workers).Select(worker => Task.Run(() => victim.WorkAsync(
            worker, new Random(seed * Workers + worker), [.. ids["service"].Where((_, index) => index % Workers == worker)])))
            .Append(Task.Run(() => spells.WorkAsync(new Random(seed), [.. ids["spell"]]))));
    }

    private async Task WorkAsync(int worker, Random random, List<string> services)
    {
        while (true)
        {
            string? service = services.Count == 0 ? null : services[random.Next(services.Count)];
            switch (random.Next(6))
            {
                case 0 or 1 when services.Count < ServicesOfOne:
                    services.Add(await CreateAsync());
                    break;
                case 2 when service is not null:
                    services.Remove(service);
                    await RemoveAsync(service);
                    break;
                case 3 when service is not null:
                    await AliasAsync($"alias{worker}-{random.Next(3)}", service);
                    break;
                case 4 when service is not null:
                    await SaveAsync(service, random.Next());
                    break;
                case 5:
                    await AddModuleAsync(random);
                    break;
            }
        }
    }

    private async Task<string> CreateAsync()
    {
        string id = await _peer.GetTextAsync("srv.create", $"[\"{_world}\"]");
        Tell($"created {id}");
        return id;
    }

    private async Task RemoveAsync(string id)
    {
        Tell($"removing {id}");
        await _peer.GetAsync("srv.remove", $"[\"{id}\"]");
        Tell($"removed {id}");
    }

    private async Task AliasAsync(string alias, string id)
    {
        Tell($"naming {id} {alias}");
        await _peer.GetAsync("srv.add_alias", $"[\"{alias}\", \"{id}\"]");
        Tell($"named {id} {alias}");
    }

    private async Task SaveAsync(string id, int number)
    {
        string file = $"/storage/{number}";
        CallResult saved = await _peer.CallAsync($"{id}.save", $"[\"{file}\", \"text of {number}\"]");
        Assert.Equal("true", saved.Result);
        Tell($"saved {id} {number}");
    }

    /// <summary>Adds a module that nobody has, and a blueprint of it.</summary>
    private async Task AddModuleAsync(Random random)
    {
        byte[] note = new byte[16];
        random.NextBytes(note);
        byte[] wasm = [.. HostedHarness.Guest("types"), 0, 17, 0, .. note];
        string module = await _peer.GetTextAsync("dist.add_module", $$"""["{{Convert.ToBase64String(wasm)}}", {"name":"types"}]""");
        Tell($"module {module}");
        string text = await _peer.GetTextAsync("dist.make_blueprint", $"[\"types\", [\"{module}\"]]");
        Tell($"blueprint {await _peer.GetTextAsync("dist.add_blueprint", $"[{new JsonString(text)}]")}");
    }

    private void Tell(string line)
    {
        _output.WriteLine(line);
        _output.Flush();
    }

    private static string Text(JsonObject value, string name) =>
        value.TryGetValue(name, out JsonValue? text) ? ((JsonString)text).Value : throw new InvalidDataException(name);
}

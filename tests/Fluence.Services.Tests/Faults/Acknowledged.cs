using System.Collections.Immutable;
using System.Globalization;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Faults;

/// <summary>What a peer must have, and what it may have, by the lines that a <see cref="Victim"/> has printed.</summary>
internal sealed class Acknowledged
{
    private readonly HashSet<string> _services = [], _removing = [], _removed = [], _modules = [], _blueprints = [], _workers = [];
    private readonly Dictionary<string, (ulong Told, ulong Meant)> _counters = [];
    private readonly Dictionary<string, ImmutableHashSet<string>> _aliases = [];
    private readonly Dictionary<string, List<string>> _files = [];

    /// <summary>How many acknowledgements there were.</summary>
    public int Count { get; private set; }

    public void Read(string line)
    {
        string[] words = line.Split(' ');
        string id = words.Length > 1 ? words[1] : "";
        Count += words[0] is "removing" or "naming" or "counting" or "ready" ? 0 : 1;
        switch (words[0])
        {
            case "created":
                _services.Add(id);
                break;
            case "removing":
                _removing.Add(id);
                break;
            case "removed":
                _removed.Add(id);
                break;
            case "naming":
                _aliases[words[2]] = _aliases.GetValueOrDefault(words[2], [""]).Add(id);
                break;
            case "named":
                _aliases[words[2]] = [id];
                break;
            case "saved":
                (_files.TryGetValue(id, out List<string>? files) ? files : _files[id] = []).Add(words[2]);
                break;
            case "worker":
                _workers.Add(id);
                break;
            case "counting":
                _counters[id] = (_counters.GetValueOrDefault(id).Told, ulong.Parse(words[2], CultureInfo.InvariantCulture));
                break;
            case "counted":
                _counters[id] = (_counters[id].Meant, _counters[id].Meant);
                break;
            case "module":
                _modules.Add(id);
                break;
            case "blueprint":
                _blueprints.Add(id);
                break;
        }
    }

    /// <summary>Opens the peer again: what was acknowledged is there, and nothing is there by halves.</summary>
    public async Task CheckAsync(string folder)
    {
        string persistent = Path.Combine(folder, "persistent");
        await using HostedHarness peer = await HostedHarness.OpenAsync(folder);
        Assert.Empty(peer.Peer.NotRestored);
        HashSet<string> listed = [];
        foreach (JsonValue service in ((JsonArray)await peer.GetAsync("srv.list", "[]")).Items)
        {
            string id = Text(service, "id");
            listed.Add(id);
            await (Text(service, "service_type") == "spell" ? CheckSpellAsync(peer, id) : CheckServiceAsync(peer, id));
        }

        await CheckWorkersAsync(peer);

        Assert.Empty(_services.Except(_removing).Except(listed));
        Assert.Empty(_removed.Intersect(listed));
        Assert.Empty(Directory.GetDirectories(Path.Combine(persistent, "services")).Select(Path.GetFileName).Except(listed));
        await CheckAliasesAsync(peer, listed);

        HashSet<string> blueprints = [.. ((JsonArray)await peer.GetAsync("dist.list_blueprints", "[]")).Items.Select(item => Text(item, "id"))];
        Assert.Empty(_blueprints.Except(blueprints));
        await CheckModulesAsync(peer, Path.Combine(persistent, "modules"));
    }

    /// <summary>A counter is what was acknowledged last, or what was being written.</summary>
    private async Task CheckSpellAsync(HostedHarness peer, string id)
    {
        ulong counter = await VictimSpells.ReadAsync(peer, id);
        (ulong told, ulong meant) = _counters.GetValueOrDefault(id);
        Assert.InRange(counter, told, meant);
        _counters[id] = (counter, counter);
    }

    private async Task CheckWorkersAsync(HostedHarness peer)
    {
        HashSet<string> listed = [.. ((JsonArray)await peer.GetAsync("worker.list", "[]")).Items.Select(id => ((JsonString)id).Value)];
        Assert.Empty(_workers.Except(_removing).Except(listed));
        Assert.Empty(_removed.Intersect(listed));
    }

    private async Task CheckServiceAsync(HostedHarness peer, string id)
    {
        foreach (string file in _files.GetValueOrDefault(id, []))
        {
            Assert.Equal($"\"text of {file}\"", (await peer.GetAsync($"{id}.load", $"[\"/storage/{file}\"]")).ToString());
        }

        Assert.Equal("true", (await peer.GetAsync($"{id}.save", "[\"/tmp/alive\", \"\"]")).ToString());
    }

    /// <summary>An alias stands for the service that got it last, or for one that was about to get it; for none only where that was removed.</summary>
    private async Task CheckAliasesAsync(HostedHarness peer, HashSet<string> listed)
    {
        foreach ((string alias, ImmutableHashSet<string> possible) in _aliases)
        {
            string found = ((JsonArray)await peer.GetAsync("srv.resolve_alias_opt", $"[\"{alias}\"]")).Items is [JsonString id] ? id.Value : "";
            bool isRight = found.Length > 0 ? possible.Contains(found) && listed.Contains(found)
                : possible.Any(service => service.Length == 0 || !listed.Contains(service));
            Assert.True(isRight, $"{alias} is '{found}', which is none of {string.Join(", ", possible)}");
            _aliases[alias] = [found];
        }
    }

    private async Task CheckModulesAsync(HostedHarness peer, string folder)
    {
        HashSet<string> modules = [.. peer.Modules()];
        Assert.Empty(_modules.Except(modules));
        Assert.Equal(modules.Select(cid => cid + ".wasm").Order(), Directory.GetFiles(folder).Select(Path.GetFileName).Order());
        foreach (string cid in modules)
        {
            Assert.Equal(cid, UnixFsFile.CidOf(await File.ReadAllBytesAsync(Path.Combine(folder, cid + ".wasm"))).ToString());
        }
    }

    private static string Text(JsonValue value, string name) => Assert.IsType<JsonString>(
        Assert.IsType<JsonObject>(value).TryGetValue(name, out JsonValue? text) ? text : JsonNull.Instance).Value;
}

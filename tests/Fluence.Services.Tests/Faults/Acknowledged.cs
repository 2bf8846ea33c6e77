using System.Collections.Immutable;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Faults;

/// <summary>What a peer must have, and what it may have, by the lines that a <see cref="Victim"/> has printed.</summary>
internal sealed class Acknowledged
{
    private readonly HashSet<string> _services = [], _removing = [], _removed = [], _modules = [], _blueprints = [];
    private readonly Dictionary<string, ImmutableHashSet<string>> _aliases = [];
    private readonly Dictionary<string, List<string>> _files = [];

    /// <summary>How many acknowledgements there were.</summary>
    public int Count { get; private set; }

    public void Read(string line)
    {
        string[] words = line.Split(' ');
        string id = words.Length > 1 ? words[1] : "";
        Count += words[0] is "removing" or "naming" or "ready" ? 0 : 1;
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
            await CheckServiceAsync(peer, id);
        }

        Assert.Empty(_services.Except(_removing).Except(listed));
        Assert.Empty(_removed.Intersect(listed));
        Assert.Empty(Directory.GetDirectories(Path.Combine(persistent, "services")).Select(Path.GetFileName).Except(listed));
        await CheckAliasesAsync(peer, listed);

        HashSet<string> blueprints = [.. ((JsonArray)await peer.GetAsync("dist.list_blueprints", "[]")).Items.Select(item => Text(item, "id"))];
        Assert.Empty(_blueprints.Except(blueprints));
        await CheckModulesAsync(peer, Path.Combine(persistent, "modules"));
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

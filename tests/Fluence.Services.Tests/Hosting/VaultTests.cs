using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Hosting;

/// <summary>Files that the calls of one particle hand on to each other.</summary>
public sealed class VaultTests
{
    [Fact]
    public async Task Services_share_a_file_within_a_particle()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string first = await peer.CreateAsync("world"), second = await peer.CreateAsync("world");
        CallingParticle particle = HostedHarness.Particle(HostedHarness.Stranger);
        string vault = Path.GetDirectoryName(await peer.GetTextAsync("vault.put", "[\"\"]", particle))!;

        Assert.Equal("true", (await peer.GetAsync($"{first}.save", $"[\"{vault}/shared\", \"Hello!\"]", particle)).ToString());
        Assert.Equal("Hello!", await peer.GetTextAsync($"{second}.load", $"[\"{vault}/shared\"]", particle));
        Assert.Equal("Hello!", await peer.GetTextAsync("vault.cat", $"[\"{vault}/shared\"]", particle));
    }

    [Fact]
    public async Task A_module_its_configuration_and_a_blueprint_come_from_a_vault()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        const string wasm = "\0asm\u0001\0\0\0";
        string module = await PutAsync(peer, wasm), config = await PutAsync(peer, """{"name":"small","logger_enabled":true}""");

        JsonValue loaded = await peer.GetAsync("dist.load_module_config", $"[\"{config}\"]");
        string cid = await peer.GetTextAsync("dist.add_module_from_vault", $"[\"{module}\", {loaded}]");
        Assert.Equal(UnixFsFile.CidOf(System.Text.Encoding.UTF8.GetBytes(wasm)).ToString(), cid);
        Assert.Equal(cid, await peer.GetTextAsync("dist.add_module_bytes_from_vault", $"[\"other\", \"{module}\"]"));

        string text = await peer.GetTextAsync("dist.make_blueprint", $"[\"from vault\", [\"{cid}\"]]");
        string blueprint = await peer.GetTextAsync("dist.load_blueprint", $"[\"{await PutAsync(peer, text)}\"]");
        Assert.Equal(text, blueprint);
        string id = await peer.GetTextAsync("dist.add_blueprint", $"[{new JsonString(blueprint)}]");
        Assert.Contains("from vault", (await peer.GetAsync("dist.get_blueprint", $"[\"{id}\"]")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_configuration_or_blueprint_is_named()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string broken = await PutAsync(peer, "{");
        Assert.Contains(broken, await peer.FailAsync("dist.load_module_config", $"[\"{broken}\"]"), StringComparison.Ordinal);
        Assert.Contains(broken, await peer.FailAsync("dist.load_blueprint", $"[\"{broken}\"]"), StringComparison.Ordinal);
    }

    private static Task<string> PutAsync(HostedHarness peer, string text) =>
        peer.GetTextAsync("vault.put", $"[{new JsonString(text)}]");
}

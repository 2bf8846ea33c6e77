using Fluence.Primitives.Json;
using Fluence.Services.Storage;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Hosting;

/// <summary>What a peer has acknowledged is there after a restart.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Services_come_back_with_ids_aliases_and_files()
    {
        string folder = TestFolder.New(), id, list;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            id = await peer.CreateAsync("types", "world");
            await peer.GetAsync("srv.add_alias", $"[\"first\", \"{id}\"]");
            await peer.GetAsync("srv.add_alias", $"[\"second\", \"{id}\"]");
            Assert.Equal("true", (await peer.GetAsync($"{id}.save", "[\"/storage/kept\", \"text\"]")).ToString());
            Assert.Equal("true", (await peer.GetAsync($"{id}.save", "[\"/tmp/lost\", \"text\"]")).ToString());
            list = (await peer.GetAsync("srv.list", "[]")).ToString()!;
        }

        await using HostedHarness again = await HostedHarness.OpenAsync(folder);
        Assert.Empty(again.Peer.NotRestored);
        Assert.Equal(list, (await again.GetAsync("srv.list", "[]")).ToString());
        Assert.Equal("\"text\"", (await again.GetAsync("second.load", "[\"/storage/kept\"]")).ToString());
        Assert.Equal("\"\"", (await again.GetAsync("first.load", "[\"/tmp/lost\"]")).ToString());
        Assert.Contains("world", (await again.GetAsync("dist.list_modules", "[]")).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_removed_and_what_has_moved_stays_so()
    {
        string folder = TestFolder.New(), kept;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            string removed = await peer.CreateAsync("types");
            kept = await peer.CreateAsync("types");
            await peer.GetAsync("srv.add_alias", $"[\"gone\", \"{removed}\"]");
            await peer.GetAsync("srv.add_alias", $"[\"moved\", \"{removed}\"]");
            await peer.GetAsync("srv.add_alias", $"[\"moved\", \"{kept}\"]");
            await peer.GetAsync("srv.remove", $"[\"{removed}\"]");
        }

        await using HostedHarness again = await HostedHarness.OpenAsync(folder);
        Assert.Equal(1, again.Peer.ServiceCount);
        Assert.Equal(kept, await again.GetTextAsync("srv.resolve_alias", "[\"moved\"]"));
        Assert.Equal("[]", (await again.GetAsync("srv.resolve_alias_opt", "[\"gone\"]")).ToString());
    }

    [Fact]
    public async Task A_service_whose_module_has_changed_is_told_and_left()
    {
        string folder = TestFolder.New(), id;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            id = await peer.CreateAsync("types");
        }

        string module = Assert.Single(Directory.GetFiles(Path.Combine(folder, "persistent", "modules"), "*.wasm"));
        await File.WriteAllBytesAsync(module, HostedHarness.Guest("world"));
        await using HostedHarness again = await HostedHarness.OpenAsync(folder);
        Assert.Equal([id], again.Peer.NotRestored);
        JsonValue modules = await again.GetAsync("dist.list_modules", "[]");
        Assert.Contains("does not have the contents that its name says", modules.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Folders_that_belong_to_no_service_are_removed()
    {
        string folder = TestFolder.New();
        string orphan = Path.Combine(folder, "persistent", "services", Guid.NewGuid().ToString());
        Directory.CreateDirectory(orphan);
        await using HostedHarness peer = await HostedHarness.OpenAsync(folder);
        Assert.False(Directory.Exists(orphan));
    }

    [Fact]
    public async Task One_folder_is_of_one_peer()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        StateException problem = await Assert.ThrowsAsync<StateException>(() => HostedHarness.OpenAsync(peer.Folder));
        Assert.Contains("stop the peer that uses it", problem.Message, StringComparison.Ordinal);
    }
}

using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Hosting;

/// <summary>What services may keep on the disk, and what they may see there.</summary>
public sealed class DiskTests
{
    private const int Limit = 100 << 10;

    private static readonly HostingOptions _small = HostedHarness.WithTool with { StorageLimit = Limit, MaxVaultSize = Limit };

    [Theory]
    [InlineData("/storage")]
    [InlineData("/tmp")]
    public async Task A_service_cannot_fill_the_disk(string folder)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: _small);
        string id = await peer.CreateAsync("disk");
        int first = await NumberAsync(peer, $"{id}.fill", $"[\"{folder}/a\", 50]");
        int second = await NumberAsync(peer, $"{id}.fill", $"[\"{folder}/b\", 1000]");
        Assert.Equal(50, first);
        Assert.InRange(second, 1, 49);
        Assert.Equal(0, await NumberAsync(peer, $"{id}.fill", $"[\"{folder}/c\", 1]"));

        // what is removed makes room
        Assert.Equal("true", (await peer.GetAsync($"{id}.erase", $"[\"{folder}/a\"]")).ToString());
        Assert.Equal(40, await NumberAsync(peer, $"{id}.fill", $"[\"{folder}/c\", 40]"));
    }

    [Fact]
    public async Task Empty_files_count_too()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: _small);
        string id = await peer.CreateAsync("disk");
        Assert.InRange(await NumberAsync(peer, $"{id}.litter", "[\"/storage\", 1000]"), 1, Limit / 4096);
    }

    [Fact]
    public async Task The_limit_is_of_each_service()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: _small);
        string first = await peer.CreateAsync("disk"), second = await peer.CreateAsync("disk");
        await NumberAsync(peer, $"{first}.fill", "[\"/storage/a\", 1000]");
        Assert.Equal(50, await NumberAsync(peer, $"{second}.fill", "[\"/storage/a\", 50]"));
    }

    [Fact]
    public async Task A_service_cannot_fill_a_vault_and_another_particles_vault_has_room()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: _small);
        string id = await peer.CreateAsync("disk");
        foreach (CallingParticle particle in (CallingParticle[])[HostedHarness.Particle(signature: [1]), HostedHarness.Particle(signature: [2])])
        {
            string vault = Path.GetDirectoryName(await peer.GetTextAsync("vault.put", "[\"text\"]", particle))!;
            Assert.InRange(await NumberAsync(peer, $"{id}.fill", $"[\"{vault}/big\", 1000]", particle), 50, 100);
        }
    }

    [Fact]
    public async Task Files_that_are_moved_into_a_vault_count_there()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: _small);
        string id = await peer.CreateAsync("disk"), vault = Path.GetDirectoryName(await peer.GetTextAsync("vault.put", "[\"text\"]"))!;
        foreach ((string name, string isMoved) in ((string, string)[])[("a", "true"), ("b", "false")])
        {
            Assert.Equal(70, await NumberAsync(peer, $"{id}.fill", $"[\"/storage/{name}\", 70]"));
            Assert.Equal("true", (await peer.GetAsync($"{id}.move", $"[\"/storage/{name}\", \"/storage/{name}2\"]")).ToString());
            Assert.Equal(isMoved, (await peer.GetAsync($"{id}.move", $"[\"/storage/{name}2\", \"{vault}/{name}\"]")).ToString());
        }
    }

    [Fact]
    public async Task The_vaults_are_not_told_but_who_knows_his_may_list_it()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("disk");
        string path = await peer.GetTextAsync("vault.put", "[\"secret\"]");
        Assert.Equal("cannot list", await peer.GetTextAsync($"{id}.list", "[\"/tmp/vault\"]"));
        Assert.Equal("cannot list", await peer.GetTextAsync($"{id}.list", "[\"/tmp/vault/.\"]"));
        Assert.Contains(
            Path.GetFileName(path), await peer.GetTextAsync($"{id}.list", $"[\"{Path.GetDirectoryName(path)}\"]"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("..")]
    [InlineData("/storage/..")]
    [InlineData("/tmp/..")]
    [InlineData("/etc")]
    public async Task A_service_lists_nothing_outside_its_folders(string path)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("disk");
        Assert.Equal("cannot list", await peer.GetTextAsync($"{id}.list", $"[\"{path}\"]"));
    }

    private static async Task<int> NumberAsync(HostedHarness peer, string function, string arguments, CallingParticle? particle = null) =>
        int.Parse((await peer.GetAsync(function, arguments, particle)).ToString()!, System.Globalization.CultureInfo.InvariantCulture);
}

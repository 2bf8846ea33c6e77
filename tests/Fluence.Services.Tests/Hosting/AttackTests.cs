using Fluence.AquaVM;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Hosting;

/// <summary>What strangers' modules and scripts try, and what becomes of it.</summary>
public sealed class AttackTests
{
    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("/storage/../../state.sqlite")]
    [InlineData("/storage/../../../../etc/passwd")]
    [InlineData("/tmp/vault/../../../persistent/state.sqlite")]
    [InlineData("../state.sqlite")]
    public async Task A_service_reads_nothing_outside_its_folders(string path)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("world");
        Assert.Equal("\"\"", (await peer.GetAsync($"{id}.load", $"[\"{path}\"]")).ToString());
        Assert.Equal("false", (await peer.GetAsync($"{id}.save", $"[\"{path}\", \"mine\"]")).ToString());
    }

    [Theory]
    [InlineData("/etc/passwd")]
    [InlineData("../../../persistent/state.sqlite")]
    [InlineData("a/../../x")]
    [InlineData("/tmp/vault")]
    [InlineData("/tmp/vault/other-token/file")]
    public async Task A_script_reads_nothing_outside_its_vault(string path)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await peer.GetAsync("vault.put", "[\"mine\"]");
        Assert.Equal($"Error reading vault file `{path}`", await peer.FailAsync("vault.cat", $"[\"{path}\"]"));
        Assert.StartsWith($"Error: Incorrect vault path `{path}`: doesn't belong to vault (`/tmp/vault/particle-",
            await peer.FailAsync("dist.load_blueprint", $"[\"{path}\"]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_vault_is_of_one_particle_and_its_token_cannot_be_made_up()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("world");
        CallingParticle mine = HostedHarness.Particle(signature: [1]), same = HostedHarness.Particle(signature: [2]);
        string path = await peer.GetTextAsync("vault.put", "[\"secret\"]", mine);

        Assert.Equal("secret", await peer.GetTextAsync("vault.cat", $"[\"{path}\"]", mine));
        Assert.Equal("secret", await peer.GetTextAsync($"{id}.load", $"[\"{path}\"]", mine));

        // the same id, chosen by somebody else, is another vault
        Assert.Equal($"Error reading vault file `{path}`", await peer.FailAsync("vault.cat", $"[\"{path}\"]", same));
        string forged = path.Replace("particle-", "particle-1111", StringComparison.Ordinal);
        Assert.Equal("\"\"", (await peer.GetAsync($"{id}.load", $"[\"{forged}\"]", same)).ToString());

        peer.Peer.OnParticleEnded(default, mine);
        Assert.Equal($"Error reading vault file `{path}`", await peer.FailAsync("vault.cat", $"[\"{path}\"]", mine));
    }

    [Theory]
    [InlineData("../../../../tmp/evil")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task A_particles_id_makes_no_folders_elsewhere(string id)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string service = await peer.CreateAsync("world");
        CallingParticle particle = HostedHarness.Particle(id: id);
        Assert.StartsWith($"Error: particle '{id}' has no vault", await peer.FailAsync("vault.put", "[\"text\"]", particle),
            StringComparison.Ordinal);
        Assert.Equal("\"\"", (await peer.GetAsync($"{service}.load", "[\"/storage/none\"]", particle)).ToString());
        peer.Peer.OnParticleEnded(default, particle);
        Assert.True(Directory.Exists(Path.Combine(peer.Folder, "persistent")));
    }

    [Fact]
    public async Task A_link_in_a_vault_leads_nowhere()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string path = await peer.GetTextAsync("vault.put", "[\"text\"]");
        string vault = Path.GetDirectoryName(Assert.Single(
            Directory.GetFiles(Path.Combine(peer.Folder, "ephemeral", "vault"), Path.GetFileName(path), SearchOption.AllDirectories)))!;
        string secret = Path.Combine(peer.Folder, "persistent", "secret");
        await File.WriteAllTextAsync(secret, "secret");
        File.CreateSymbolicLink(Path.Combine(vault, "link"), secret);
        File.CreateSymbolicLink(Path.Combine(vault, "folder"), Path.Combine(peer.Folder, "persistent"));
        Assert.Equal("Error reading vault file `link`", await peer.FailAsync("vault.cat", "[\"link\"]"));
        Assert.Equal("Error reading vault file `folder/secret`", await peer.FailAsync("vault.cat", "[\"folder/secret\"]"));
    }

    [Theory]
    [InlineData("../evil")]
    [InlineData("/evil")]
    [InlineData("a/b")]
    [InlineData(".")]
    public async Task A_modules_name_makes_no_folders_elsewhere(string name)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string module = Convert.ToBase64String(HostedHarness.Guest("types"));
        Assert.Contains("cannot be called", await peer.FailAsync(
            "dist.add_module", $"[\"{module}\", {new JsonObject(("name", new JsonString(name)))}]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_endless_loop_ends_and_delays_nobody_else()
    {
        HostingOptions options = HostedHarness.WithTool with { CallTimeout = TimeSpan.FromSeconds(1), PoolSize = 2 };
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: options);
        string endless = await peer.CreateAsync("types"), other = await peer.CreateAsync("types");

        Task<CallResult> spin = peer.CallAsync($"{endless}.spin", "[]");
        Task<CallResult> queued = peer.CallAsync($"{endless}.add", "[1, 2]");
        Assert.Equal("3", (await peer.GetAsync($"{other}.add", "[1, 2]")).ToString());
        Assert.False(spin.IsCompleted);
        peer.Clock.Advance(options.CallTimeout);
        Assert.Contains($"service '{endless}' was stopped in spin: a call takes at most 1 s", (await spin).Result, StringComparison.Ordinal);
        Assert.Equal("3", (await queued).Result);
    }

    [Fact]
    public async Task A_call_ends_with_its_particle()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types");
        using CancellationTokenSource life = new();
        Task<CallResult> spin = peer.CallAsync($"{id}.spin", "[]", cancellation: life.Token);
        await life.CancelAsync();
        try
        {
            Assert.Equal(1, (await spin).RetCode);
        }
        catch (OperationCanceledException)
        {
            // where the particle ended before the call had begun
        }

        Assert.Equal("3", (await peer.GetAsync($"{id}.add", "[1, 2]")).ToString());
    }

    [Fact]
    public async Task Fuel_ends_a_call_at_the_same_place_each_time()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: HostedHarness.WithTool with { CallFuel = 1_000_000 });
        string id = await peer.CreateAsync("types");
        Assert.Equal(await peer.FailAsync($"{id}.spin", "[]"), await peer.FailAsync($"{id}.spin", "[]"));
    }

    [Fact]
    public async Task Waiting_calls_are_bounded()
    {
        HostingOptions options = HostedHarness.WithTool with { QueueLength = 2, CallTimeout = TimeSpan.FromSeconds(2) };
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: options);
        string id = await peer.CreateAsync("types");
        Task<CallResult>[] calls = [.. Enumerable.Range(0, 8).Select(_ => peer.CallAsync($"{id}.spin", "[]"))];
        Task<CallResult> refused = await Task.WhenAny(calls).Soon();
        Assert.Contains($"Service '{id}' is overloaded: 2 calls wait for it; try again later", (await refused).Result, StringComparison.Ordinal);
        Task<CallResult[]> all = Task.WhenAll(calls);
        while (!all.IsCompleted)
        {
            peer.Clock.Advance(options.CallTimeout);
            await Task.Yield();
        }

        Assert.Equal(3, (await all).Count(call => call.Result.Contains("was stopped", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_result_beyond_the_limit_is_an_error()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: HostedHarness.WithTool with { ResultLimit = 100_000 });
        string id = await peer.CreateAsync("types");
        string big = new('x', 200_000);
        Assert.Contains("100000", await peer.FailAsync($"{id}.echo_string", $"[\"{big}\"]"), StringComparison.Ordinal);
        Assert.Equal("3", (await peer.GetAsync($"{id}.add", "[1, 2]")).ToString());
    }

    [Fact]
    public async Task Memory_beyond_the_limit_is_an_error()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: HostedHarness.WithTool with { MemoryLimit = 4 << 20 });
        string id = await peer.CreateAsync("types");
        await peer.FailAsync($"{id}.take", "[100000000]");
        Assert.Equal("3", (await peer.GetAsync($"{id}.add", "[1, 2]")).ToString());
    }

    [Fact]
    public async Task Modules_are_bounded_in_size_and_number()
    {
        HostingOptions options = HostedHarness.WithTool with { MaxModuleSize = 100, MaxModules = 0 };
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: options);
        string module = Convert.ToBase64String(HostedHarness.Guest("types"));
        Assert.Contains("this host takes at most 100", await peer.FailAsync("dist.add_module", $$"""["{{module}}", {"name":"x"}]"""),
            StringComparison.Ordinal);
        string small = Convert.ToBase64String("\0asm\u0001\0\0\0"u8);
        Assert.StartsWith("Error: this host keeps at most 0 modules", await peer.FailAsync("dist.add_module", $$"""["{{small}}", {"name":"x"}]"""),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AGFzbQEAAAA=")]
    [InlineData("no base64!")]
    public async Task What_is_no_module_becomes_no_service(string base64)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        CallResult added = await peer.CallAsync("dist.add_module", $$"""["{{base64}}", {"name":"x"}]""");
        if (added.RetCode == 0)
        {
            string blueprint = await peer.GetTextAsync("dist.make_blueprint", $"[\"x\", [{added.Result}]]");
            string id = await peer.GetTextAsync("dist.add_blueprint", $"[{new JsonString(blueprint)}]");
            await peer.FailAsync("srv.create", $"[\"{id}\"]");
        }

        Assert.Equal(0, peer.Peer.ServiceCount);
        Assert.Empty(Directory.GetDirectories(Path.Combine(peer.Folder, "persistent", "services")));
    }
}

using Fluence.Crypto;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Hosting;

/// <summary>Who may change what: the host, its manager, owners, workers, and nobody else.</summary>
public sealed class PermissionTests
{
    private const string OnlyHost = "This function is only available to the host or worker spells";

    [Theory]
    [InlineData("dist.add_module", "[\"AAAA\", {\"name\":\"x\"}]")]
    [InlineData("dist.add_module_from_vault", "[\"path\", {\"name\":\"x\"}]")]
    [InlineData("dist.add_module_bytes_from_vault", "[\"x\", \"path\"]")]
    [InlineData("dist.add_blueprint", "[\"{}\"]")]
    [InlineData("srv.create", "[\"blueprint\"]")]
    [InlineData("srv.remove", "[\"service\"]")]
    [InlineData("srv.add_alias", "[\"alias\", \"service\"]")]
    public async Task Strangers_change_nothing(string function, string arguments)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        Assert.Equal(OnlyHost, await peer.FailAsync(function, arguments, HostedHarness.Particle(HostedHarness.Stranger)));
        Assert.NotEqual(OnlyHost, await peer.FailAsync(function, arguments, HostedHarness.Particle(HostedHarness.Manager)));
        Assert.NotEqual(OnlyHost, await peer.FailAsync(function, arguments));
    }

    [Fact]
    public async Task Strangers_read_what_is_public_and_call_services()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types");
        CallingParticle stranger = HostedHarness.Particle(HostedHarness.Stranger);

        Assert.Contains(id, (await peer.GetAsync("srv.list", "[]", stranger)).ToString(), StringComparison.Ordinal);
        Assert.Equal("3", (await peer.GetAsync($"{id}.add", "[1, 2]", stranger)).ToString());
    }

    [Fact]
    public async Task A_particle_that_only_says_to_be_a_spells_is_a_strangers()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.CreateAsync("types");
        foreach (string particle in (string[])[$"spell_{id}_0", "spell__0", "spell_"])
        {
            Assert.Equal(OnlyHost, await peer.FailAsync("srv.remove", $"[\"{id}\"]", HostedHarness.Particle(HostedHarness.Stranger, particle)));
        }
    }

    [Fact]
    public async Task A_plain_service_by_the_name_of_a_worker_spell_gives_no_rights()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        KeyPair worker = KeyPair.Generate();
        peer.Scopes.Add(worker, HostedHarness.Stranger);
        PeerScope scope = new(worker.PeerId);
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        string id = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", scope: scope);
        await peer.GetAsync("srv.add_alias", $"[\"worker-spell\", \"{id}\"]", HostedHarness.Particle(HostedHarness.Manager), scope);

        CallingParticle particle = HostedHarness.Particle(worker.PeerId, $"spell_{id}_0");
        Assert.Equal(OnlyHost, await peer.FailAsync("srv.create", $"[\"{blueprint}\"]", particle, scope));
    }

    [Fact]
    public async Task A_worker_spell_touches_nothing_of_another_worker_or_of_the_host()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        KeyPair mine = KeyPair.Generate(), other = KeyPair.Generate();
        peer.Scopes.Add(mine, HostedHarness.Stranger);
        peer.Scopes.Add(other, HostedHarness.Manager);
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        PeerScope own = new(mine.PeerId);
        string spell = await SpellCalls.InstallAsync(peer, scope: own, alias: "worker-spell");
        CallingParticle particle = HostedHarness.Particle(mine.PeerId, $"spell_{spell}_1");

        foreach (PeerScope scope in (PeerScope[])[new(other.PeerId), PeerScope.Host])
        {
            string id = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", scope: scope);
            Assert.StartsWith(
                $"Error: Forbidden. User id '{mine.PeerId}' cannot call function 'remove_service': only creator can remove service\n",
                await peer.FailAsync("srv.remove", $"[\"{id}\"]", particle, scope), StringComparison.Ordinal);
            Assert.StartsWith(
                $"Error: Forbidden. User id '{mine.PeerId}' cannot call function 'add_alias': only ",
                await peer.FailAsync("srv.add_alias", $"[\"name\", \"{id}\"]", particle, scope), StringComparison.Ordinal);
        }

        string made = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", particle, own);
        await peer.GetAsync("srv.remove", $"[\"{made}\"]", particle, own);
    }

    [Fact]
    public async Task Services_of_a_worker_are_its_own()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        KeyPair one = KeyPair.Generate(), other = KeyPair.Generate();
        peer.Scopes.Add(one, HostedHarness.Stranger);
        peer.Scopes.Add(other, HostedHarness.Manager);
        PeerScope first = new(one.PeerId), second = new(other.PeerId);
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        string id = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", scope: first);

        // neither the host nor another worker sees it
        Assert.Equal($"Service with id '{id}' not found (function add)", await peer.FailAsync($"{id}.add", "[1, 2]"));
        Assert.Equal($"Service with id '{id}' not found (function add)", await peer.FailAsync($"{id}.add", "[1, 2]", scope: second));
        Assert.Equal("3", (await peer.GetAsync($"{id}.add", "[1, 2]", scope: first)).ToString());
        string worker = $"WorkerId(WorkerId(PeerId(\"{other.PeerId}\")))";
        Assert.Equal(
            $"Error: Service with id '{id}' not found on {worker}\nNoSuchService(\"{id}\", {worker})",
            await peer.FailAsync("srv.remove", $"[\"{id}\"]", scope: second));
        Assert.Equal("[]", (await peer.GetAsync("srv.list", "[]", scope: second)).ToString());
        Assert.Contains(
            $"\"worker_id\":\"{one.PeerId}\"", (await peer.GetAsync("srv.info", $"[\"{id}\"]", scope: first)).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workers_service_is_neither_removed_nor_named_by_others()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        KeyPair worker = KeyPair.Generate(), other = KeyPair.Generate(), creator = KeyPair.Generate();
        peer.Scopes.Add(worker, creator.PeerId);
        peer.Scopes.Add(other, HostedHarness.Stranger);
        PeerScope scope = new(worker.PeerId);
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        string id = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", HostedHarness.Particle(HostedHarness.Manager), scope);

        // strangers, the owner of another worker, and that worker itself
        foreach (PeerId nobody in (PeerId[])[HostedHarness.Stranger, other.PeerId, KeyPair.Generate().PeerId])
        {
            CallingParticle particle = HostedHarness.Particle(nobody);
            Assert.Equal(OnlyHost, await peer.FailAsync("srv.remove", $"[\"{id}\"]", particle, scope));
            Assert.Equal(OnlyHost, await peer.FailAsync("srv.add_alias", $"[\"mine\", \"{id}\"]", particle, scope));
        }

        // the host may call these functions, but in the scope of a worker it owns nothing
        Assert.Contains("only creator can remove service", await peer.FailAsync("srv.remove", $"[\"{id}\"]", scope: scope), StringComparison.Ordinal);
        await peer.FailAsync("srv.add_alias", $"[\"mine\", \"{id}\"]", scope: scope);
        Assert.Equal("3", (await peer.GetAsync($"{id}.add", "[1, 2]", scope: scope)).ToString());
        Assert.Equal("[]", (await peer.GetAsync("srv.resolve_alias_opt", "[\"mine\"]", scope: scope)).ToString());
    }

    [Fact]
    public async Task A_worker_that_there_is_not_has_no_services()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        PeerScope nobody = new(KeyPair.Generate().PeerId);
        Assert.StartsWith($"Error: Worker {nobody.Worker} not found\n", await peer.FailAsync("srv.create", $"[\"{blueprint}\"]", scope: nobody),
            StringComparison.Ordinal);
    }
}

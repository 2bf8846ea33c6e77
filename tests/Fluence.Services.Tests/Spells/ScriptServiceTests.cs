using Fluence.Services.Scopes;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Spells;

/// <summary>What scripts of spells find under the names by which compiled functions get arguments and give results.</summary>
public sealed class ScriptServiceTests
{
    [Fact]
    public async Task A_script_gets_its_data_its_id_and_its_relay()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync(data: """{"key":{"a":"b","c":1}, "list":[]}""");
        Assert.Equal("""{"a":"b","c":1}""", (await peer.GetAsync("getDataSrv.key", "[]", peer.Of(id))).ToString());
        Assert.Equal("[]", (await peer.GetAsync("getDataSrv.list", "[]", peer.Of(id))).ToString());
        Assert.Equal(id, await peer.GetTextAsync("getDataSrv.spell_id", "[]", peer.Of(id)));
        Assert.Equal(HostedHarness.Host.ToString(), await peer.GetTextAsync("getDataSrv.-relay-", "[]", peer.Of(id)));
        Assert.Equal("value not found", await peer.FailAsync("getDataSrv.nothing", "[]", peer.Of(id)));
        await peer.DoAsync($"{id}.set_string", "[\"raw\", \"no json\"]", peer.Of(id));
        Assert.StartsWith($"Failed to parse argument `raw -> no json` for spell {id}: ",
            await peer.FailAsync("getDataSrv.raw", "[]", peer.Of(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_result_is_stored_under_the_names_of_its_members()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        Assert.Equal("\"\"", (await peer.GetAsync("callbackSrv.response", """[{"key":"value"}]""", peer.Of(id))).ToString());
        Assert.Equal("value", await peer.GetTextAsync("getDataSrv.key", "[]", peer.Of(id)));
        Assert.Equal("\"\"", (await peer.GetAsync("callbackSrv.response", "[]", peer.Of(id))).ToString());
        Assert.StartsWith($"Failed to store response 1 for spell {id}: Call {id}.set_json_fields executed with the error: ",
            await peer.FailAsync("callbackSrv.response", "[1]", peer.Of(id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_particles_and_other_scopes_find_nothing_there()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        string id = await peer.InstallAsync();
        foreach (string name in (string[])["getDataSrv.key", "getDataSrv.spell_id", "callbackSrv.response", "errorHandlingSrv.error"])
        {
            Assert.Equal(
                "Invalid particle id: expected 'spell_{SPELL_ID}_{COUNTER}', got particle", await peer.FailAsync(name, "[]"));
        }

        Assert.Equal(
            $"Failed to get argument key for spell {id}: Spell {id} not found (function get_string)",
            await peer.FailAsync("getDataSrv.key", "[]", peer.Of(id), worker));

        // someone else's particle by the name of the spell reads, and writes nothing
        Calls.CallingParticle forged = HostedHarness.Particle(HostedHarness.Stranger, $"spell_{id}_0");
        Assert.Contains("is forbidden for any outside caller",
            await peer.FailAsync("callbackSrv.response", """[{"key":1}]""", forged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_script_calls_its_own_spell_by_default_names()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync(), other = await peer.InstallAsync();
        foreach (string alias in (string[])["spell", "self", id])
        {
            await peer.DoAsync($"{alias}.set_string", $"[\"key\", \"{alias}\"]", peer.Of(id));
            Assert.Equal($"\"{alias}\"", (await peer.ReadAsync($"{id}.get_string", "[\"key\"]", "value")).ToString());
        }

        Assert.Equal("true", (await peer.ReadAsync($"{other}.get_string", "[\"key\"]", "absent")).ToString());
        Assert.Equal(id, await peer.GetTextAsync("srv.resolve_alias", "[\"self\"]", peer.Of(id)));
        Assert.Contains("Service with id 'self' not found", await peer.FailAsync("self.get_script", "[]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_worker_spell_of_a_worker_calls_guarded_functions()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        string guarded = await peer.InstallAsync(scope: worker, alias: "worker-spell"), other = await peer.InstallAsync(scope: worker);
        foreach (PeerScope scope in (PeerScope[])[worker, PeerScope.Host])
        {
            Assert.Equal("\"\"", (await peer.GetAsync("run-console.print", "[]", peer.Of(guarded, worker), scope)).ToString());
            Assert.Equal(
                "This function is only available to the host or worker spells",
                await peer.FailAsync("run-console.print", "[]", peer.Of(other, worker), scope));
        }

        Assert.Equal(
            "This function is only available to the host or worker spells",
            await peer.FailAsync("run-console.print", "[]", HostedHarness.Particle(HostedHarness.Stranger, $"spell_{guarded}_0"), worker));
    }

    [Fact]
    public async Task A_worker_has_one_worker_spell_however_often_it_is_installed_at_once()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        Exception?[] failures = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Record.ExceptionAsync(
            () => peer.InstallAsync(scope: worker, alias: "worker-spell"))));

        Assert.Equal(3, failures.Count(static failure => failure is not null));
        Assert.All(failures, static failure => Assert.True(failure is null || failure.Message.Contains("AliasIsTaken", StringComparison.Ordinal)));
        Assert.Single(((Fluence.Primitives.Json.JsonArray)await peer.GetAsync("spell.list", "[]", scope: worker)).Items);

        // one name of another kind goes over to the newer spell, as it does on the original
        string first = await peer.InstallAsync(scope: worker, alias: "mine"), second = await peer.InstallAsync(scope: worker, alias: "mine");
        Assert.NotEqual(first, second);
        Assert.Equal(second, await peer.GetTextAsync("srv.resolve_alias", "[\"mine\"]", scope: worker));
    }

    [Fact]
    public async Task The_peers_ipfs_service_is_for_its_owners()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        Assert.Equal(
            "This function is only available to the host or worker spells",
            await peer.FailAsync("aqua-ipfs.put", "[]", HostedHarness.Particle(HostedHarness.Stranger)));
        Assert.Equal("Service with id 'aqua-ipfs' not found (function put)", await peer.FailAsync("aqua-ipfs.put", "[]"));
        Assert.Equal(
            "Service with id 'aqua-ipfs' not found (function put)",
            await peer.FailAsync("aqua-ipfs.put", "[]", HostedHarness.Particle(HostedHarness.Stranger), worker));
    }

    [Fact]
    public async Task A_peer_without_virtual_machines_says_so()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        Calls.CallingParticle own = HostedHarness.Particle(worker.Worker!);
        Assert.Equal("This function is only available for workers", await peer.FailAsync("vm.create", "[\"x\"]"));
        Assert.Equal("This function is only available on workers", await peer.FailAsync("vm.status", "[]"));
        Assert.Equal("This feature is disabled", await peer.FailAsync("vm.status", "[]", scope: worker));
        Assert.Equal("This feature is disabled", await peer.FailAsync("vm.stop", "[]", own, worker));
        Assert.Equal("Image x not found", await peer.FailAsync("vm.create", "[\"x\"]", own, worker));
        string image = await peer.GetTextAsync("vault.put", "[\"image\"]", own, worker);
        Assert.Equal("Failed to create vm: This feature is disabled", await peer.FailAsync("vm.create", $"[\"{image}\"]", own, worker));
        Assert.Equal(
            $"Failed to create VM on WorkerId(PeerId(\"{worker.Worker}\")), can be installed by worker creator {HostedHarness.Manager} "
            + $"or worker itself {worker.Worker}",
            await peer.FailAsync("vm.start", "[]", HostedHarness.Particle(HostedHarness.Stranger), worker));
    }

    [Fact]
    public async Task Long_names_are_looked_up_like_any_other()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync(data: """{"*":1}""");
        Assert.Equal("1", (await peer.GetAsync("getDataSrv.*", "[]", peer.Of(id))).ToString());
        Assert.Equal("value not found", await peer.FailAsync($"getDataSrv.{new string('k', 10_000)}", "[]", peer.Of(id)));
    }
}

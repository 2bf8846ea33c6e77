using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;
using static Fluence.Services.Tests.Support.SpellCalls;

namespace Fluence.Services.Tests.Workers;

/// <summary>Workers: their keys, what is theirs, and who may do what with them.</summary>
public sealed class WorkerTests
{
    [Fact]
    public async Task A_deal_has_one_worker_by_whatever_spelling()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.GetTextAsync("worker.create", "[\"0xAbC\", []]");
        Assert.Equal(
            "Error: Worker for abc already exists\nWorkerAlreadyExists { deal_id: DealId(\"abc\") }",
            await peer.FailAsync("worker.create", "[\"abc\", []]", Managed()));
        foreach (string deal in (string[])["0xAbC", "abc", "ABC", "0x0xabc"])
        {
            Assert.Equal($"[\"{id}\"]", (await peer.GetAsync("worker.get_worker_id", $"[\"{deal}\"]")).ToString());
        }

        Assert.Equal("[]", (await peer.GetAsync("worker.get_worker_id", "[\"other\"]")).ToString());
        string other = await peer.GetTextAsync("worker.create", "[\"other\", []]");
        Assert.Equal(
            new JsonArray([.. new[] { id, other }.Order(StringComparer.Ordinal).Select(JsonValue (worker) => new JsonString(worker))]),
            await peer.GetAsync("worker.list", "[]", HostedHarness.Particle(HostedHarness.Stranger)));
        Assert.Equal(2, peer.Particles.Workers.Count);
    }

    [Fact]
    public async Task Workers_are_made_by_the_host_and_its_manager()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        Assert.Equal(
            "Only management or host peer can create worker",
            await peer.FailAsync("worker.create", "[\"deal\", []]", HostedHarness.Particle(HostedHarness.Stranger)));
        Assert.StartsWith(
            "Error: Error deserializing field 'cu_ids': expected Vec<ccp_shared::types::CUID>, got [\"0x12\"]",
            await peer.FailAsync("worker.create", "[\"deal\", [\"0x12\"]]"), StringComparison.Ordinal);
        await peer.GetTextAsync("worker.create", $"[\"deal\", [\"{new string('a', 64)}\"]]");
    }

    [Fact]
    public async Task A_worker_signs_with_its_own_key_and_has_services_of_its_own()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        Assert.Equal(worker.Worker!.ToString(), await peer.GetTextAsync("sig.get_peer_id", "[]", scope: worker));
        Assert.Equal(HostedHarness.Host.ToString(), await peer.GetTextAsync("sig.get_peer_id", "[]"));
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        string id = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", scope: worker);
        await peer.GetAsync("srv.add_alias", $"[\"name\", \"{id}\"]", Managed(), worker);
        Assert.Equal("[]", (await peer.GetAsync("srv.list", "[]")).ToString());
        Assert.Equal(id, await peer.GetTextAsync("srv.resolve_alias", "[\"name\"]", scope: worker));
        Assert.Contains("not found", await peer.FailAsync($"{id}.load", "[\"x\"]"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_removed_worker_leaves_nothing()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        string id = worker.Worker!.ToString();
        string blueprint = await peer.AddBlueprintAsync("test", "types");
        await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", scope: worker);
        await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 5, Connect: true), worker);
        await peer.GetAsync("worker.remove", $"[\"{id}\"]", Managed());
        Assert.Equal("[]", (await peer.GetAsync("worker.list", "[]")).ToString());
        Assert.Equal("[]", (await peer.GetAsync("worker.get_worker_id", "[\"deal\"]")).ToString());
        Assert.Equal((0, 0), (peer.Peer.ServiceCount, peer.Peer.WaitingSpells));
        Assert.Empty(peer.Particles.Workers);
        Assert.Empty(Directory.GetDirectories(Path.Combine(peer.Folder, "persistent", "services")));
        Assert.False(Directory.Exists(Path.Combine(peer.Folder, "ephemeral", "vault", id)));
        peer.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(peer.Particles.Started);
        Assert.Equal($"Worker {id} not found", await peer.FailAsync("worker.remove", $"[\"{id}\"]"));
        Assert.StartsWith($"Error: Worker {id} not found\n", await peer.FailAsync("srv.create", $"[\"{blueprint}\"]", scope: worker), StringComparison.Ordinal);

        // the deal can have another one
        Assert.NotEqual(worker, await peer.CreateWorkerAsync());
    }

    [Fact]
    public async Task A_particle_has_a_vault_on_each_scope_until_it_ends_there()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        CallingParticle particle = Managed();
        string here = await peer.GetTextAsync("vault.put", "[\"here\"]", particle);
        string there = await peer.GetTextAsync("vault.put", "[\"there\"]", particle, worker);
        await peer.FailAsync("vault.cat", $"[\"{there}\"]", particle);
        peer.Peer.OnParticleEnded(worker, particle);
        await peer.FailAsync("vault.cat", $"[\"{there}\"]", particle, worker);
        Assert.Equal("here", await peer.GetTextAsync("vault.cat", $"[\"{here}\"]", particle));
        peer.Peer.OnParticleEnded(PeerScope.Host, particle);
        await peer.FailAsync("vault.cat", $"[\"{here}\"]", particle);
    }

    [Fact]
    public async Task Workers_are_removed_by_their_creator_the_host_and_its_manager()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        foreach (PeerId other in (PeerId[])[HostedHarness.Stranger, worker.Worker!])
        {
            Assert.Equal(
                $"Worker {worker.Worker} can be removed only by worker creator {HostedHarness.Manager}, host or a host manager",
                await peer.FailAsync("worker.remove", $"[\"{worker.Worker}\"]", HostedHarness.Particle(other)));
        }

        Assert.Equal($"Worker {HostedHarness.Host} can be removed", await peer.FailAsync("worker.remove", $"[\"{HostedHarness.Host}\"]"));
        Assert.StartsWith("Error: base-58 decode error: ", await peer.FailAsync("worker.remove", "[\"0\"]"), StringComparison.Ordinal);
        await peer.GetAsync("worker.remove", $"[\"{worker.Worker}\"]");
    }

    [Fact]
    public async Task A_worker_that_is_not_active_runs_no_spells_and_particles_of_its_owners_only()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        TriggerConfig config = new(StartSec: peer.Seconds() + 5, PeriodSec: 10);
        string guarded = await peer.InstallAsync(config, worker, alias: "worker-spell");
        string other = await peer.InstallAsync(config, worker);
        Assert.Equal("true", (await peer.GetAsync("worker.is_active", "[\"deal\"]")).ToString());
        Assert.Equal("Deal has already been activated", await peer.FailAsync("worker.activate", "[\"deal\"]"));

        await peer.GetAsync("worker.deactivate", "[\"deal\"]", Managed());
        Assert.Equal("Deal has already been deactivated", await peer.FailAsync("worker.deactivate", "[\"deal\"]"));
        Assert.Equal("false", (await peer.GetAsync("worker.is_active", "[\"deal\"]")).ToString());
        Assert.Equal(Never.ToJson(), await peer.ReadAsync($"{guarded}.get_trigger_config", "[]", "config", scope: worker));
        Assert.Equal(Never.ToJson(), await peer.ReadAsync($"{other}.get_trigger_config", "[]", "config", scope: worker));
        peer.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(peer.Particles.Started);
        Assert.Equal(
            (true, true, false, false, true),
            (peer.Peer.Executes(worker, HostedHarness.Host), peer.Peer.Executes(worker, HostedHarness.Manager),
                peer.Peer.Executes(worker, HostedHarness.Stranger), peer.Peer.Executes(worker, worker.Worker!),
                peer.Peer.Executes(PeerScope.Host, HostedHarness.Stranger)));

        await peer.GetAsync("worker.activate", "[\"deal\"]");
        Assert.True(peer.Peer.Executes(worker, HostedHarness.Stranger));
        Assert.Equal(
            new TriggerConfig(StartSec: 1, PeriodSec: 900).ToJson(),
            await peer.ReadAsync("worker-spell.get_trigger_config", "[]", "config", scope: worker));
        Assert.Equal(Never.ToJson(), await peer.ReadAsync($"{other}.get_trigger_config", "[]", "config", scope: worker));
        await peer.AdvanceAsync(0, 1);
        await peer.AdvanceAsync(900, 2);
        Assert.All(peer.Particles.Started, particle => Assert.StartsWith($"spell_{guarded}_", particle.Id, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Deals_are_activated_by_the_host_and_its_manager_and_only_with_a_worker_spell()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        CallingParticle stranger = HostedHarness.Particle(HostedHarness.Stranger);
        foreach (string action in (string[])["activate", "deactivate"])
        {
            Assert.Equal(
                $"Only management or host peer can {action} deal", await peer.FailAsync($"worker.{action}", "[\"deal\"]", stranger));
            Assert.Equal(
                "Error: Worker for deal_id deal not found\nWorkerNotFoundByDeal(DealId(\"deal\"))",
                await peer.FailAsync($"worker.{action}", "[\"0xDEAL\"]"));
        }

        Assert.StartsWith(
            "Error: Worker for deal_id deal not found", await peer.FailAsync("worker.is_active", "[\"deal\"]"), StringComparison.Ordinal);
        PeerScope worker = await peer.CreateWorkerAsync();
        await peer.GetAsync("worker.deactivate", "[\"deal\"]");
        Assert.StartsWith(
            $"Error: Service with alias 'worker-spell' is not found on worker '{worker}'",
            await peer.FailAsync("worker.activate", "[\"deal\"]"), StringComparison.Ordinal);
        Assert.Equal("false", (await peer.GetAsync("worker.is_active", "[\"deal\"]")).ToString());
    }

    [Fact]
    public async Task A_peer_has_only_so_many_workers()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync(options: HostedHarness.WithTool with { MaxWorkers = 1 });
        PeerScope worker = await peer.CreateWorkerAsync();
        Assert.StartsWith("Error: this host keeps at most 1 workers", await peer.FailAsync("worker.create", "[\"b\", []]"), StringComparison.Ordinal);
        await peer.GetAsync("worker.remove", $"[\"{worker.Worker}\"]");
        await peer.CreateWorkerAsync("b");
    }

    [Fact]
    public async Task Workers_come_back_with_keys_creators_services_and_activity()
    {
        string folder = TestFolder.New(), service, list;
        PeerScope active, inactive, removed;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            active = await peer.CreateWorkerAsync("one");
            inactive = await peer.CreateWorkerAsync("other");
            removed = await peer.CreateWorkerAsync("removed");
            await peer.GetAsync("worker.deactivate", "[\"other\"]");
            await peer.GetAsync("worker.remove", $"[\"{removed.Worker}\"]");
            string blueprint = await peer.AddBlueprintAsync("test", "types");
            service = await peer.GetTextAsync("srv.create", $"[\"{blueprint}\"]", scope: active);
            list = (await peer.GetAsync("worker.list", "[]")).ToString()!;
        }

        await using HostedHarness again = await HostedHarness.OpenAsync(folder);
        Assert.Equal(list, (await again.GetAsync("worker.list", "[]")).ToString());
        Assert.Equal("true", (await again.GetAsync("worker.is_active", "[\"one\"]")).ToString());
        Assert.Equal("false", (await again.GetAsync("worker.is_active", "[\"other\"]")).ToString());
        Assert.Equal(2, again.Particles.Workers.Count);
        Assert.Equal(active.Worker, again.Particles.Workers[active.Worker!].PeerId);
        Assert.Equal(HostedHarness.Manager, again.Scopes.CreatorOf(active.Worker!));
        Assert.Contains(service, (await again.GetAsync("srv.list", "[]", scope: active)).ToString(), StringComparison.Ordinal);
        Assert.False(again.Scopes.TryFind(removed.Worker!, out _));
    }
}

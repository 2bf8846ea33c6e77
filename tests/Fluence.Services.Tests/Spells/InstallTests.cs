using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using static Fluence.Services.Tests.Support.SpellCalls;

namespace Fluence.Services.Tests.Spells;

/// <summary>Installing, listing, changing and removing spells, and who may.</summary>
public sealed class InstallTests
{
    [Fact]
    public async Task An_installed_spell_keeps_its_script_data_and_configuration()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        TriggerConfig config = new(StartSec: 4_000_000_000, EndSec: 4_000_000_001, PeriodSec: 2, StartBlock: 4, EndBlock: 5);
        string id = await peer.InstallAsync(config, data: """{"key":{"a":[1]}}""", script: "(seq (null) (null))");
        Assert.Equal("\"(seq (null) (null))\"", (await peer.ReadAsync($"{id}.get_script", "[]", "value")).ToString());
        Assert.Equal(config.ToJson(), await peer.ReadAsync($"{id}.get_trigger_config", "[]", "config"));
        Assert.Equal("\"{\\\"a\\\":[1]}\"", (await peer.ReadAsync($"{id}.get_string", "[\"key\"]", "value")).ToString());
        Assert.Equal("true", (await peer.ReadAsync($"{id}.get_u32", "[\"hw_counter\"]", "absent")).ToString());
        Assert.Empty(peer.Particles.Started);
    }

    [Fact]
    public async Task A_spell_is_a_service_of_its_scope()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        string id = await peer.InstallAsync(scope: worker, alias: "name");
        JsonObject info = Assert.IsType<JsonObject>(await peer.GetAsync("srv.info", "[\"name\"]", scope: worker));
        Assert.Equal(
            new JsonObject(
                ("id", new JsonString(id)), ("blueprint_id", new JsonString("spell")), ("service_type", new JsonString("spell")),
                ("owner_id", new JsonString(worker.Worker!.ToString())), ("aliases", new JsonArray([new JsonString("name")])),
                ("worker_id", new JsonString(worker.Worker!.ToString()))),
            info);
        Assert.Equal($"[\"{id}\"]", (await peer.GetAsync("spell.list", "[]", scope: worker)).ToString());
        Assert.Equal("[]", (await peer.GetAsync("spell.list", "[]")).ToString());
        Assert.Equal("[]", (await peer.GetAsync("stat.service_memory", $"[\"{id}\"]", scope: worker)).ToString());
    }

    [Fact]
    public async Task The_interface_of_a_spell_names_all_functions_and_records()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync();
        string text = (await peer.GetAsync("srv.get_interface", $"[\"{id}\"]")).ToString()!;
        Assert.Contains("""{"arguments":[["key","string"],["value","u32"]],"name":"set_u32","output_types":["UnitValue"]}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"arguments":[["particle_id","string"]],"name":"get_errors","output_types":["[]LastErrorEntry"]}""", text, StringComparison.Ordinal);
        Assert.Contains("""{"name":"connections","ty":"ConnectionPoolConfig"}""", text, StringComparison.Ordinal);
        Assert.Equal(24, SpellInterface.Functions.Count);
        Assert.All(SpellInterface.Functions.Keys, name => Assert.Contains($"\"name\":\"{name}\"", text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, 3_153_600_001, "invalid config: period is too big. Max period is 100 years (or approx 3153600000 seconds)\nInvalidPeriod")]
    [InlineData(1, 1, "invalid config: end_sec is less than start_sec or in the past\nInvalidEndSec")]
    [InlineData(4_000_000_000, 1, "invalid config: end_sec is less than start_sec or in the past\nInvalidEndSec")]
    public async Task A_configuration_that_makes_no_sense_is_refused(uint end, uint period, string error)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        TriggerConfig config = new(StartSec: end > 1 ? end + 1 : 1, EndSec: end, PeriodSec: period);
        Assert.Equal($"Error: {error}", await peer.FailAsync("spell.install", InstallArguments(config), Managed()));
        Assert.Equal("[]", (await peer.GetAsync("spell.list", "[]")).ToString());
        string id = await peer.InstallAsync();
        Assert.Equal(
            $"Error: {error}", await peer.FailAsync("spell.update_trigger_config", $"[\"{id}\", {config.ToJson()}]", Managed()));
        Assert.Equal(Never.ToJson(), await peer.ReadAsync($"{id}.get_trigger_config", "[]", "config"));
    }

    [Fact]
    public async Task Nothing_is_left_of_a_spell_whose_installation_fails()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        TriggerConfig config = new(StartSec: peer.Seconds() + 10);
        string error = await peer.FailAsync("spell.install", InstallArguments(config, "[1]"), Managed());
        Assert.Matches(
            "^Error: Call [0-9a-f-]{36}.set_json_fields executed with the error: passed string must represent a JSON object", error);
        Assert.Contains("\nExecutionError { spell_id: \"", error, StringComparison.Ordinal);
        string alias = await peer.FailAsync("spell.install", InstallArguments(config, alias: "self"), Managed());
        Assert.Matches("^Failed to add alias self for spell [0-9a-f-]{36}: ForbiddenAlias\\(\"self\"\\)$", alias);
        Assert.Equal("[]", (await peer.GetAsync("srv.list", "[]")).ToString());
        Assert.Empty(Directory.GetDirectories(Path.Combine(peer.Folder, "persistent", "services")));
        peer.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(peer.Particles.Started);
    }

    [Theory]
    [InlineData("""["s", {}, {}]""", "got {}")]
    [InlineData("""["s", {}, {"clock":{"start_sec":-1,"end_sec":0,"period_sec":0},"connections":{"connect":false,"disconnect":false},"blockchain":{"start_block":0,"end_block":0}}]""", "got {\"blockchain\"")]
    public async Task A_configuration_of_another_shape_is_an_argument_error(string arguments, string got)
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string error = await peer.FailAsync("spell.install", arguments, Managed());
        Assert.StartsWith("Error: Error deserializing field 'trigger_config': "
            + $"expected fluence_spell_dtos::trigger_config::TriggerConfig, {got}", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Spells_of_the_peer_are_installed_by_its_manager_only()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        foreach (PeerId other in (PeerId[])[HostedHarness.Host, HostedHarness.Stranger])
        {
            Assert.Equal(
                "Failed to install spell in the root scope, only management peer id can install top-level spells",
                await peer.FailAsync("spell.install", InstallArguments(Never), HostedHarness.Particle(other)));
        }

        Assert.NotEmpty(await peer.InstallAsync());
    }

    [Fact]
    public async Task Spells_of_a_worker_are_installed_changed_and_removed_by_it_its_creator_and_the_manager()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.GetTextAsync("worker.create", "[\"deal\", []]");
        Assert.True(PeerId.TryParse(id, out PeerId? worker));
        PeerScope scope = new(worker);
        foreach (PeerId allowed in (PeerId[])[HostedHarness.Host, HostedHarness.Manager, worker])
        {
            CallingParticle particle = HostedHarness.Particle(allowed);
            string spell = await peer.GetTextAsync("spell.install", InstallArguments(Never), particle, scope);
            await peer.GetAsync("spell.update_trigger_config", $"[\"{spell}\", {Never.ToJson()}]", particle, scope);
            await peer.GetAsync("spell.remove", $"[\"{spell}\"]", particle, scope);
        }

        string kept = await peer.InstallAsync(scope: scope);
        CallingParticle stranger = HostedHarness.Particle(HostedHarness.Stranger);
        Assert.Equal(
            $"Failed to install spell on WorkerId(PeerId(\"{worker}\")), spell can be installed by worker creator {HostedHarness.Host}, "
            + $"worker itself {worker} or peer manager; init_peer_id={HostedHarness.Stranger}",
            await peer.FailAsync("spell.install", InstallArguments(Never), stranger, scope));
        Assert.Equal(
            $"Failed to update spell config {kept}, spell config can be updated by worker creator {HostedHarness.Host}, "
            + $"worker itself {worker} or peer manager; init_peer_id={HostedHarness.Stranger}",
            await peer.FailAsync("spell.update_trigger_config", $"[\"{kept}\", {Never.ToJson()}]", stranger, scope));
        Assert.Equal(
            $"Failed to remove spell {kept}, spell can be removed by worker creator {HostedHarness.Host}, "
            + $"worker itself {worker} or peer manager",
            await peer.FailAsync("spell.remove", $"[\"{kept}\"]", stranger, scope));
    }

    [Fact]
    public async Task A_spell_is_removed_by_id_or_alias_with_its_files()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string first = await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 10));
        string second = await peer.InstallAsync(alias: "name");
        await peer.GetAsync("spell.remove", $"[\"{first}\"]");
        await peer.GetAsync("spell.remove", "[\"name\"]");
        Assert.Equal("[]", (await peer.GetAsync("srv.list", "[]")).ToString());
        Assert.Empty(Directory.GetDirectories(Path.Combine(peer.Folder, "persistent", "services")));
        Assert.Equal($"Error: Service with id '{second}' not found on Host\nNoSuchService(\"{second}\", Host)",
            await peer.FailAsync("spell.remove", $"[\"{second}\"]"));
        peer.Clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Empty(peer.Particles.Started);
    }

    [Fact]
    public async Task Services_and_spells_are_removed_each_by_their_own_function()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string spell = await peer.InstallAsync(), service = await peer.CreateAsync("types");
        Assert.StartsWith(
            $"Error: Forbidden. User id '{HostedHarness.Host}' cannot call function 'remove_service': cannot remove a spell",
            await peer.FailAsync("srv.remove", $"[\"{spell}\"]"), StringComparison.Ordinal);
        Assert.StartsWith(
            $"Error: Forbidden. User id '{HostedHarness.Host}' cannot call function 'remove_spell': the service isn't a spell",
            await peer.FailAsync("spell.remove", $"[\"{service}\"]"), StringComparison.Ordinal);
        await peer.GetAsync("srv.remove", $"[\"{service}\"]");
        await peer.GetAsync("spell.remove", $"[\"{spell}\"]");
    }

    [Fact]
    public async Task Aliases_are_of_one_scope()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope one = await peer.CreateWorkerAsync("one"), other = await peer.CreateWorkerAsync("other");
        string id = await peer.InstallAsync(scope: one, alias: "name");
        Assert.Equal(id, await peer.GetTextAsync("srv.resolve_alias", "[\"name\"]", scope: one));
        Assert.StartsWith(
            $"Error: Service with alias 'name' is not found on worker '{other}'",
            await peer.FailAsync("srv.resolve_alias", "[\"name\"]", scope: other), StringComparison.Ordinal);
    }
}

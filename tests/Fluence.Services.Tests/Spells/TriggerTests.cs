using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using static Fluence.Services.Tests.Support.SpellCalls;

namespace Fluence.Services.Tests.Spells;

/// <summary>When spells run.</summary>
public sealed class TriggerTests
{
    [Fact]
    public async Task Without_a_trigger_a_spell_never_runs()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await peer.InstallAsync(new TriggerConfig(PeriodSec: 1, StartBlock: 1));
        peer.Peer.OnConnection(HostedHarness.Stranger, isConnected: true);
        peer.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Empty(peer.Particles.Started);
        Assert.Equal(0, peer.Clock.TimerCount);
    }

    [Fact]
    public async Task A_period_of_zero_runs_once_at_the_start()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 5));
        peer.Clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Empty(peer.Particles.Started);
        await peer.AdvanceAsync(1, 1);
        await peer.AdvanceAsync(1000, 1);
        Assert.Equal(new StartedParticle(PeerScope.Host, $"spell_{id}_0", Script, TimeSpan.FromSeconds(120)), peer.Particles.Started.First());
        Assert.Equal("1", (await peer.ReadAsync($"{id}.get_u32", "[\"hw_counter\"]", "value")).ToString());
    }

    [Fact]
    public async Task A_start_in_the_past_is_now()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await peer.InstallAsync(new TriggerConfig(StartSec: 1, PeriodSec: 10));
        await peer.AdvanceAsync(0, 1);
        await peer.AdvanceAsync(9, 1);
        await peer.AdvanceAsync(1, 2);
    }

    [Fact]
    public async Task A_period_runs_again_and_again_until_the_end()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        uint start = peer.Seconds() + 1;
        string id = await peer.InstallAsync(new TriggerConfig(start, start + 6, 2));
        int started = 0;
        foreach (int expected in (int[])[1, 1, 2, 2, 3, 3, 3, 3, 3])
        {
            started = expected;
            await peer.AdvanceAsync(1, started);
        }

        Assert.Equal(
            [$"spell_{id}_0", $"spell_{id}_1", $"spell_{id}_2"], peer.Particles.Started.Select(particle => particle.Id));
        Assert.Equal(0, peer.Peer.WaitingSpells);
    }

    [Fact]
    public async Task A_run_by_the_clock_says_when()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync(new TriggerConfig(StartSec: 1));
        await peer.AdvanceAsync(0, 1);
        Assert.Equal(
            $$"""{"peer":[],"timer":[{"timestamp":{{peer.Seconds()}}}]}""",
            (await peer.GetAsync("getDataSrv.hw_trigger", "[]", peer.Of(id))).ToString());
    }

    [Fact]
    public async Task Connections_and_their_ends_run_the_spells_that_wait_for_them()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        PeerScope worker = await peer.CreateWorkerAsync();
        string connect = await peer.InstallAsync(new TriggerConfig(Connect: true));
        string disconnect = await peer.InstallAsync(new TriggerConfig(Disconnect: true), worker);
        for (int number = 1; number <= 3; number++)
        {
            peer.Peer.OnConnection(HostedHarness.Stranger, isConnected: true);
            await peer.StartedAsync(2 * number - 1);
            peer.Peer.OnConnection(HostedHarness.Stranger, isConnected: false);
            await peer.StartedAsync(2 * number);
        }

        Assert.Equal(3, peer.Particles.Started.Count(particle => particle.Id.StartsWith($"spell_{connect}_", StringComparison.Ordinal)));
        Assert.Equal(3, peer.Particles.Started.Count(particle =>
            particle.Id.StartsWith($"spell_{disconnect}_", StringComparison.Ordinal) && particle.Scope == worker));
        Assert.Equal(
            $$"""{"peer":[{"connected":true,"peer_id":"{{HostedHarness.Stranger}}"}],"timer":[]}""",
            (await peer.GetAsync("getDataSrv.hw_trigger", "[]", peer.Of(connect))).ToString());
        Assert.Equal(
            $$"""{"peer":[{"connected":false,"peer_id":"{{HostedHarness.Stranger}}"}],"timer":[]}""",
            (await peer.GetAsync("getDataSrv.hw_trigger", "[]", peer.Of(disconnect, worker), worker)).ToString());
    }

    [Fact]
    public async Task A_new_configuration_replaces_the_old_one()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string id = await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 5, PeriodSec: 1, Connect: true), alias: "name");
        await peer.GetAsync("spell.update_trigger_config", $"[\"name\", {new TriggerConfig(Disconnect: true).ToJson()}]");
        peer.Clock.Advance(TimeSpan.FromSeconds(10));
        peer.Peer.OnConnection(HostedHarness.Stranger, isConnected: true);
        Assert.Empty(peer.Particles.Started);
        peer.Peer.OnConnection(HostedHarness.Stranger, isConnected: false);
        await peer.StartedAsync(1);

        await peer.GetAsync("spell.update_trigger_config", $"[\"{id}\", {Never.ToJson()}]");
        peer.Peer.OnConnection(HostedHarness.Stranger, isConnected: false);
        Assert.Equal(0, peer.Peer.WaitingSpells);

        // one that has stopped runs again
        await peer.GetAsync("spell.update_trigger_config", $"[\"{id}\", {new TriggerConfig(StartSec: 1).ToJson()}]");
        await peer.AdvanceAsync(0, 2);
        Assert.Equal($"spell_{id}_1", peer.Particles.Started.Last().Id);
    }

    [Fact]
    public async Task Many_spells_run_in_the_order_of_their_times()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        uint now = peer.Seconds();
        List<string> ids = [];
        foreach (uint delay in (uint[])[30, 10, 50, 20, 40])
        {
            ids.Add(await peer.InstallAsync(new TriggerConfig(now + delay)));
        }

        for (int run = 1; run <= 5; run++)
        {
            await peer.AdvanceAsync(10, run);
        }

        Assert.Equal(
            [ids[1], ids[3], ids[0], ids[4], ids[2]], peer.Particles.Started.Select(particle => particle.Id.Split('_')[1]));
    }

    [Fact]
    public async Task A_start_far_away_is_waited_for()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 100 * 24 * 3600));
        peer.Clock.Advance(TimeSpan.FromDays(99));
        Assert.Empty(peer.Particles.Started);
        await peer.AdvanceAsync(24 * 3600, 1);
    }

    [Fact]
    public async Task A_spell_that_cannot_run_keeps_no_other_from_running()
    {
        await using HostedHarness peer = await HostedHarness.OpenAsync();
        string broken = await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 5));
        string well = await peer.InstallAsync(new TriggerConfig(StartSec: peer.Seconds() + 5));
        File.Delete(Path.Combine(peer.Folder, "persistent", "services", broken, "script.air"));
        await peer.AdvanceAsync(5, 1);
        Assert.Equal($"spell_{well}_0", peer.Particles.Started.Single().Id);
        Assert.Equal("true", (await peer.ReadAsync($"{broken}.get_u32", "[\"hw_counter\"]", "absent")).ToString());
        Assert.Equal("No such file or directory (os error 44)", await peer.ProblemAsync($"{broken}.get_script", "[]"));
    }
}

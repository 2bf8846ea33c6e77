using Fluence.Services.Scopes;
using Fluence.Services.Spells;
using Fluence.Services.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Spells;

/// <summary>Spells and their counters after a restart.</summary>
public sealed class RestartTests
{
    [Fact]
    public async Task Counters_values_aliases_and_periods_go_on()
    {
        string folder = TestFolder.New(), id;
        PeerScope worker;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            worker = await peer.CreateWorkerAsync();
            id = await peer.InstallAsync(new TriggerConfig(StartSec: 1, PeriodSec: 10), worker, """{"key":7}""", "name");
            await peer.AdvanceAsync(0, 1);
            await peer.AdvanceAsync(10, 2);
        }

        await using HostedHarness again = await HostedHarness.OpenAsync(folder, later: TimeSpan.FromSeconds(60));
        Assert.Equal("7", (await again.GetAsync("getDataSrv.key", "[]", again.Of(id, worker), worker)).ToString());
        Assert.Equal("2", (await again.ReadAsync("name.get_u32", "[\"hw_counter\"]", "value", scope: worker)).ToString());
        await again.AdvanceAsync(0, 1);
        await again.AdvanceAsync(10, 2);
        Assert.Equal([$"spell_{id}_2", $"spell_{id}_3"], again.Particles.Started.Select(particle => particle.Id));
    }

    [Fact]
    public async Task What_was_to_run_while_the_peer_was_away_does_not_run_but_connections_do()
    {
        string folder = TestFolder.New(), future, both;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            uint now = peer.Seconds();
            await peer.InstallAsync(new TriggerConfig(StartSec: now + 5));
            await peer.InstallAsync(new TriggerConfig(now + 5, now + 10));
            await peer.InstallAsync(new TriggerConfig(now + 5, now + 30, 1));
            both = await peer.InstallAsync(new TriggerConfig(now + 5, now + 30, 1, Connect: true));
            future = await peer.InstallAsync(new TriggerConfig(StartSec: now + 100));
        }

        await using HostedHarness again = await HostedHarness.OpenAsync(folder, later: TimeSpan.FromSeconds(60));
        Assert.Equal(2, again.Peer.WaitingSpells);
        again.Clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Empty(again.Particles.Started);
        again.Peer.OnConnection(HostedHarness.Stranger, isConnected: true);
        await again.StartedAsync(1);
        await again.AdvanceAsync(50, 2);
        Assert.Equal([$"spell_{both}_0", $"spell_{future}_0"], again.Particles.Started.Select(particle => particle.Id));
    }

    [Fact]
    public async Task A_spell_whose_installation_was_cut_short_is_removed()
    {
        string folder = TestFolder.New(), whole, cut;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            whole = await peer.InstallAsync();
            cut = await peer.InstallAsync();
        }

        string database = Path.Combine(folder, "persistent", "services", cut, "spell.sqlite");
        Directory.Delete(Path.GetDirectoryName(database)!, recursive: true);
        await using HostedHarness again = await HostedHarness.OpenAsync(folder);
        Assert.Equal($"[\"{whole}\"]", (await again.GetAsync("spell.list", "[]")).ToString());
    }

    [Fact]
    public async Task A_damaged_spell_is_left_and_keeps_no_other_from_coming_back()
    {
        string folder = TestFolder.New(), well, damaged;
        await using (HostedHarness peer = await HostedHarness.OpenAsync(folder))
        {
            well = await peer.InstallAsync(new TriggerConfig(Connect: true));
            damaged = await peer.InstallAsync(new TriggerConfig(Connect: true));
        }

        string file = Path.Combine(folder, "persistent", "services", damaged, "spell.sqlite");
        await File.WriteAllBytesAsync(file, [.. Enumerable.Range(0, 8192).Select(number => (byte)(number * 7))]);
        await using HostedHarness again = await HostedHarness.OpenAsync(folder);
        Assert.Equal(1, again.Peer.WaitingSpells);
        Assert.Contains("Internal Sqlite error: ", await again.FailAsync($"{damaged}.get_u32", "[\"hw_counter\"]"), StringComparison.Ordinal);
        again.Peer.OnConnection(HostedHarness.Stranger, isConnected: true);
        await again.StartedAsync(1);
        Assert.Equal($"spell_{well}_0", again.Particles.Started.Single().Id);
    }
}

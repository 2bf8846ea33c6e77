using Fluence.Services.Deals;
using Fluence.Services.Scopes;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Deals;

/// <summary>
/// A peer that is killed at a call of a script that serves deals, before or after the call was carried out, and started anew on what it has
/// on the disk: it comes to the same as one that was not killed, and has nothing twice. Every seventh call usually, every single one with
/// <c>FLUENCE_KILL_EVERYWHERE=1</c>.
/// </summary>
public sealed class KillTests
{
    // every call takes minutes
    private static int Step { get; } = Environment.GetEnvironmentVariable("FLUENCE_KILL_EVERYWHERE") is { Length: > 0 } ? 1 : 7;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_installation_that_is_cut_short_anywhere_comes_to_its_end(bool isAfter) => Assert.InRange(
        await KillEverywhereAsync(isAfter, isServed: false, static (chain, app) => chain.Match(1, 1, app.First), VerifyAsync), 60, 1000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_that_is_cut_short_anywhere_comes_to_its_end(bool isAfter) => Assert.InRange(
        await KillEverywhereAsync(
            isAfter, isServed: true, static (chain, app) => chain[FakeChain.DealId(1)].AppCid = app.Second, VerifyChangedAsync),
        50, 1000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_that_is_cut_short_anywhere_comes_to_its_end(bool isAfter) => Assert.InRange(
        await KillEverywhereAsync(
            isAfter, isServed: true, static (chain, app) => chain[FakeChain.DealId(1)].Status = DealStatus.Ended, VerifyGoneAsync),
        5, 1000);

    /// <summary>Returns at how many calls the peer was killed.</summary>
    private static async Task<int> KillEverywhereAsync(
        bool isAfter, bool isServed, Action<FakeChain, App> change, Func<DealHarness, FakeChain, string, Task> verify)
    {
        FakeChain start = new();
        string folder = TestFolder.New();
        App app;
        await using (DealHarness peer = await DealHarness.OpenAsync(start, folder))
        {
            app = await App.AddAsync(peer);
            if (isServed)
            {
                start.Match(1, 1, app.First);
                await peer.StartAsync();
            }
        }

        for (int call = isAfter ? 0 : Step / 2; ; call += Step)
        {
            FakeChain chain = start.Copy();
            change(chain, app);
            string copy = TestFolder.New();
            Copy(folder, copy);
            bool isKilled;
            await using (DealHarness peer = await DealHarness.OpenAsync(chain, copy, later: TimeSpan.FromMinutes(1)))
            {
                Kill(peer, call, isAfter);
                isKilled = await TryAsync(async () =>
                {
                    await peer.StartAsync();
                    await peer.RefreshAsync(isServed ? 2 : 0);
                });
            }

            await using DealHarness again = await DealHarness.OpenAsync(chain, copy, later: TimeSpan.FromMinutes(2));
            await again.StartAsync();
            await again.RefreshAsync(isServed ? 2 : 0);
            await verify(again, chain, $"killed at call {call}");
            if (!isKilled)
            {
                return call;
            }
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
        {
            Directory.CreateDirectory(Path.Combine(to, Path.GetRelativePath(from, folder)));
        }

        foreach (string file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
        {
            File.Copy(file, Path.Combine(to, Path.GetRelativePath(from, file)));
        }
    }

    private static void Kill(DealHarness peer, int call, bool isAfter)
    {
        peer.Particles.KillAt = call;
        peer.Particles.KillAfter = isAfter;
    }

    private static async Task<bool> TryAsync(Func<Task> run)
    {
        try
        {
            await run();
            return false;
        }
        catch (KilledException)
        {
            return true;
        }
    }

    private static async Task VerifyAsync(DealHarness peer, FakeChain chain, string when)
    {
        PeerScope? worker = await peer.FindWorkerAsync(1);
        Assert.True(worker is not null, when);
        Assert.Equal((when, "service:one service:two spell:clock spell:worker-spell"), (when, await peer.NamesAsync(worker.Value)));
        await VerifyServedAsync(peer, chain, worker.Value, when);
        Assert.Equal((when, 5), (when, peer.Peer.ServiceCount));
    }

    private static async Task VerifyChangedAsync(DealHarness peer, FakeChain chain, string when)
    {
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Equal((when, "service:one service:three spell:clock spell:worker-spell"), (when, await peer.NamesAsync(worker)));
        await VerifyServedAsync(peer, chain, worker, when);
        Assert.Contains(
            "\"period_sec\":60", (await peer.CallAsync("clock.get_trigger_config", "[]", worker)).ToString(), StringComparison.Ordinal);
        Assert.Equal((when, 5), (when, peer.Peer.ServiceCount));
    }

    private static async Task VerifyServedAsync(DealHarness peer, FakeChain chain, PeerScope worker, string when)
    {
        Assert.Equal((when, worker.Worker), (when, chain[FakeChain.DealId(1)].Worker));
        Assert.Equal((when, 1), (when, chain.Sent.Count));
        Assert.True(await peer.IsActiveAsync(1), when);
        Assert.Single(((Primitives.Json.JsonArray)await peer.CallAsync("worker.list", "[]")).Items);
    }

    private static async Task VerifyGoneAsync(DealHarness peer, FakeChain chain, string when)
    {
        Assert.True(await peer.FindWorkerAsync(1) is null, when);
        Assert.Equal((when, 1), (when, peer.Peer.ServiceCount));
        Assert.Empty(peer.Peer.Modules.All);
        Assert.Single(chain.Sent, sent => sent.StartsWith("return", StringComparison.Ordinal));
    }

    /// <summary>Two definitions of an application.</summary>
    private sealed record App(string First, string Second)
    {
        public static async Task<App> AddAsync(DealHarness peer) => new(
            await peer.AddAppAsync([("one", "types"), ("two", "disk")], 3600, ("clock", "(null)")),
            await peer.AddAppAsync([("one", "types"), ("three", "who_v0")], 60, ("clock", "(null)")));
    }
}

using Fluence.Services.Deals;
using Fluence.Services.Scopes;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Deals;

/// <summary>
/// A peer that is killed at every single call of a script that serves deals, before or after the call was carried out, and started anew
/// on what it has on the disk: it comes to the same as one that was not killed, and has nothing twice.
/// </summary>
public sealed class KillTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_installation_that_is_cut_short_anywhere_comes_to_its_end(bool isAfter) =>
        Assert.InRange(await KillEverywhereAsync(isAfter, static (peer, chain, app) => chain.Match(1, 1, app.First), VerifyAsync), 60, 1000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_change_that_is_cut_short_anywhere_comes_to_its_end(bool isAfter) => Assert.InRange(
        await KillEverywhereAsync(isAfter, static (peer, chain, app) => chain[FakeChain.DealId(1)].AppCid = app.Second, VerifyChangedAsync,
            static (peer, chain, app) => chain.Match(1, 1, app.First)),
        50, 1000);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_removal_that_is_cut_short_anywhere_comes_to_its_end(bool isAfter) => Assert.InRange(
        await KillEverywhereAsync(isAfter, static (peer, chain, app) => chain[FakeChain.DealId(1)].Status = DealStatus.Ended,
            VerifyGoneAsync, static (peer, chain, app) => chain.Match(1, 1, app.First)),
        5, 1000);

    /// <summary>Returns at how many calls the peer was killed.</summary>
    private static async Task<int> KillEverywhereAsync(
        bool isAfter, Action<DealHarness, FakeChain, App> change, Func<DealHarness, FakeChain, string, Task> verify,
        Action<DealHarness, FakeChain, App>? prepare = null)
    {
        for (int call = 0; ; call++)
        {
            FakeChain chain = new();
            string folder = TestFolder.New();
            bool isKilled = false;
            await using (DealHarness peer = await DealHarness.OpenAsync(chain, folder))
            {
                App app = await App.AddAsync(peer);
                prepare?.Invoke(peer, chain, app);
                if (prepare is null)
                {
                    change(peer, chain, app);
                    Kill(peer, call, isAfter);
                }

                isKilled = await TryAsync(peer.StartAsync);
                if (prepare is not null)
                {
                    change(peer, chain, app);
                    Kill(peer, peer.Particles.Calls + call, isAfter);
                    isKilled = await TryAsync(() => peer.RefreshAsync(3));
                }
            }

            await using DealHarness again = await DealHarness.OpenAsync(chain, folder, later: TimeSpan.FromMinutes(1));
            await again.StartAsync();
            await again.RefreshAsync(3);
            await verify(again, chain, $"killed at call {call}");
            if (!isKilled)
            {
                return call;
            }
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

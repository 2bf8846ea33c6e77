using Fluence.Crypto;
using Fluence.Services.Deals;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Support;

namespace Fluence.Services.Tests.Deals;

/// <summary>Runs of one spell follow one another, also where they take longer than its period.</summary>
public sealed class TurnTests
{
    private const string Served = "service:one spell:worker-spell";

    [Fact]
    public async Task A_run_of_the_decider_begins_when_the_last_one_has_ended()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        await PlanRunsAsync(peer);
        await peer.Particles.RunAsync(peer.Peer);
        string[] runs = RunsOf(peer, "connector.get_deals");
        Assert.InRange(runs.Length, 2, 3);
        AssertOneAfterTheOther(peer, runs);
        Assert.Empty(peer.Particles.Errors);
        Assert.Equal(Served, await peer.NamesAsync(Assert.NotNull(await peer.FindWorkerAsync(1))));
        Assert.Single(chain.Sent);
    }

    [Fact]
    public async Task What_the_chain_says_during_a_run_is_done_right_after_it()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        string app = chain[FakeChain.DealId(1)].AppCid;
        string? first = null;
        peer.Particles.Loses = (particle, _) =>
        {
            // on its way to the worker, another deal comes
            if (first is null)
            {
                first = particle;
                chain.Match(2, 2, app);
                peer.Peer.Deals!.Watcher.RefreshAsync(CancellationToken.None).GetAwaiter().GetResult();
                peer.Clock.Advance(TimeSpan.FromSeconds(3));
            }

            return false;
        };
        await PlanRunsAsync(peer, times: 0);
        await peer.Particles.RunAsync(peer.Peer);
        Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.NotNull(await peer.FindWorkerAsync(2));
        AssertOneAfterTheOther(peer, RunsOf(peer, "connector.get_deals"));
    }

    [Fact]
    public async Task A_run_that_does_not_end_is_given_up_when_its_particle_expires()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain);
        string? first = null;
        peer.Particles.Loses = (particle, to) => to != BuiltinHarness.Host && (first ??= particle) == particle;
        await PlanRunsAsync(peer);
        await peer.Particles.RunAsync(peer.Peer);
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Equal("", await peer.NamesAsync(worker));
        Assert.Single(RunsOf(peer, "connector.get_deals"));

        // the next one does not wait for the period
        await peer.PassAsync(TimeSpan.FromSeconds(120));
        Assert.Equal(Served, await peer.NamesAsync(worker));
        Assert.Single(chain.Sent);
    }

    [Fact]
    public async Task A_run_of_a_workers_spell_begins_when_the_last_one_has_ended()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain, workerPeriod: TimeSpan.FromSeconds(10));
        peer.Particles.Loses = (particle, to) => Delay(peer, particle, to);
        await PlanRunsAsync(peer, times: 0);
        await peer.Particles.RunAsync(peer.Peer);
        Assert.Equal(Served, await peer.NamesAsync(Assert.NotNull(await peer.FindWorkerAsync(1))));
        Assert.Single(peer.Particles.History, static call => call.Function == "srv.create");
        Assert.Single(peer.Particles.History, static call => call.Function == "aqua-ipfs.get");
        AssertOneAfterTheOther(peer, RunsOf(peer, "worker-spell.list_get_strings"));
        Assert.Empty(peer.Particles.Errors);
    }

    [Theory]
    [InlineData("take")]
    [InlineData("leave")]
    public async Task Only_the_script_of_a_spell_has_turns(string function)
    {
        await using DealHarness peer = await DealHarness.OpenAsync(new FakeChain());
        foreach (PeerId other in (PeerId[])[BuiltinHarness.Host, HostedHarness.Stranger, HostedHarness.Manager])
        {
            AquaVM.CallResult result = await peer.TryCallAsync($"turn.{function}", "[]", init: other);
            Assert.Equal(
                (1, $"\"Only the script of a spell can call turn.{function}, where the spell is\""), (result.RetCode, result.Result));
        }
    }

    /// <summary>A fetch that takes longer than the period of the worker's spell.</summary>
    private static bool Delay(DealHarness peer, string particle, PeerId to)
    {
        bool isWorkers = peer.Particles.History.Exists(
            call => call.Particle == particle && call.Function.StartsWith("worker-spell.", StringComparison.Ordinal));
        if (isWorkers && to == BuiltinHarness.Host && RunsOf(peer, "aqua-ipfs.get").Length == 0)
        {
            peer.Clock.Advance(TimeSpan.FromSeconds(12));
        }

        return false;
    }

    /// <summary>Has the chain say something new, and so many runs of the decider wait beside the one for that.</summary>
    private static async Task PlanRunsAsync(DealHarness peer, int times = 2)
    {
        peer.Particles.History.Clear();
        await peer.Peer.Deals!.Watcher.RefreshAsync(CancellationToken.None);
        peer.Clock.Advance(TimeSpan.FromSeconds(3));
        for (int time = 0; time < times; time++)
        {
            peer.Clock.Advance(TimeSpan.FromSeconds(20));
        }
    }

    private static string[] RunsOf(DealHarness peer, string function) =>
        [.. peer.Particles.History.Where(call => call.Function == function).Select(static call => call.Particle).Distinct()];

    private static void AssertOneAfterTheOther(DealHarness peer, string[] runs)
    {
        List<string> order = [];
        foreach ((string particle, string function) in peer.Particles.History)
        {
            if (runs.Contains(particle) && function != "turn.take" && !function.StartsWith("getDataSrv.", StringComparison.Ordinal)
                && order.LastOrDefault() != particle)
            {
                order.Add(particle);
            }
        }

        Assert.Equal(runs, order);
    }

    private static async Task<DealHarness> OpenAsync(FakeChain chain, TimeSpan? workerPeriod = null)
    {
        DealHarness peer = await DealHarness.OpenAsync(
            chain, options: new DealOptions { DeciderPeriod = TimeSpan.FromSeconds(20) },
            hosting: new HostingOptions { WorkerSpellPeriod = workerPeriod ?? TimeSpan.FromSeconds(900) });
        await peer.StartAsync();
        chain.Match(1, 1, await peer.AddAppAsync([("one", "types")]));
        return peer;
    }
}

using Fluence.Services.Deals;
using Fluence.Services.Scopes;
using Fluence.TestKit;

namespace Fluence.Services.Tests.Deals;

/// <summary>Telling the chain who works: once, and again only where that has failed.</summary>
public sealed class RegistrationTests
{
    [Fact]
    public async Task A_transaction_on_its_way_is_not_sent_again()
    {
        FakeChain chain = new() { Holds = true };
        await using DealHarness peer = await StartAsync(chain);
        await peer.PassAsync(TimeSpan.FromMinutes(8));
        Assert.Single(chain.Sent);
        chain.Mine();
        await peer.RefreshAsync();
        Assert.NotNull(chain[FakeChain.DealId(1)].Worker);
        Assert.Contains(await peer.LogAsync("decider"), line => line.Contains("the chain knows the worker", StringComparison.Ordinal));
        await peer.PassAsync(TimeSpan.FromHours(1));
        Assert.Single(chain.Sent);
    }

    [Fact]
    public async Task A_failed_transaction_is_sent_again()
    {
        FakeChain chain = new() { Holds = true };
        await using DealHarness peer = await StartAsync(chain);
        chain.Mine(isSuccess: false);
        await peer.PassAsync(TimeSpan.FromMinutes(3));
        Assert.Equal(2, chain.Sent.Count);
        Assert.Equal(chain.Sent[0], chain.Sent[1]);
        Assert.Contains(
            await peer.LogAsync("decider"), line => line.EndsWith("the chain has refused the worker in transaction \"0x1\"", StringComparison.Ordinal));
        chain.Mine();
        await peer.RefreshAsync();
        Assert.NotNull(chain[FakeChain.DealId(1)].Worker);
    }

    [Fact]
    public async Task A_lost_transaction_is_sent_again_when_its_time_is_over()
    {
        FakeChain chain = new() { Holds = true };
        await using DealHarness peer = await StartAsync(chain);
        await peer.PassAsync(TimeSpan.FromMinutes(15));
        Assert.Equal(2, chain.Sent.Count);
    }

    [Fact]
    public async Task A_transaction_of_which_nobody_has_learnt_is_not_sent_again_even_by_a_peer_that_is_started_anew()
    {
        string folder = TestFolder.New();
        FakeChain chain = new() { Holds = true, LosesAnswers = true };
        await using (DealHarness peer = await StartAsync(chain, folder))
        {
            await peer.PassAsync(TimeSpan.FromMinutes(5));
            Assert.Single(chain.Sent);
        }

        chain.LosesAnswers = false;
        await using DealHarness again = await DealHarness.OpenAsync(chain, folder, later: TimeSpan.FromMinutes(6));
        await again.StartAsync();
        Assert.Single(chain.Sent);
        chain.Mine();
        await again.RefreshAsync();
        Assert.NotNull(chain[FakeChain.DealId(1)].Worker);
    }

    [Fact]
    public async Task A_worker_that_the_chain_has_forgotten_is_registered_again()
    {
        FakeChain chain = new();
        await using DealHarness peer = await StartAsync(chain);
        await peer.RefreshAsync();
        chain[FakeChain.DealId(1)].Worker = null;
        await peer.RefreshAsync(3);
        Assert.NotNull(chain[FakeChain.DealId(1)].Worker);
        Assert.Equal(2, chain.Sent.Count);
    }

    [Fact]
    public async Task What_the_chain_refuses_is_tried_again_later()
    {
        FakeChain chain = new() { Refuses = "execution reverted: For unit: only owner" };
        await using DealHarness peer = await StartAsync(chain);
        Assert.Empty(chain.Sent);
        Assert.Contains(
            await peer.LogAsync("decider"),
            line => line.Contains("Failed to register worker: execution reverted: For unit: only owner", StringComparison.Ordinal));
        chain.Refuses = null;
        await peer.PassAsync(TimeSpan.FromMinutes(3));
        Assert.NotNull(chain[FakeChain.DealId(1)].Worker);
    }

    [Fact]
    public async Task A_return_that_fails_is_tried_again_ever_later()
    {
        FakeChain chain = new();
        await using DealHarness peer = await StartAsync(chain);
        chain.Refuses = "away";
        chain[FakeChain.DealId(1)].Status = DealStatus.Ended;
        await peer.RefreshAsync();
        await peer.RefreshAsync(20);
        chain.Refuses = null;
        await peer.RefreshAsync();
        Assert.Single(chain.Sent);
        await peer.PassAsync(TimeSpan.FromMinutes(2));
        await peer.RefreshAsync();
        Assert.Equal(2, chain.Sent.Count);
    }

    private static async Task<DealHarness> StartAsync(FakeChain chain, string? folder = null)
    {
        DealHarness peer = await DealHarness.OpenAsync(chain, folder);
        chain.Match(1, 1, await peer.AddAppAsync([("one", "types")]));
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.NotNull(worker.Worker);
        return peer;
    }
}

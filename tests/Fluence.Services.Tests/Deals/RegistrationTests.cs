using Fluence.Services.Deals;
using Fluence.Services.Scopes;

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

    private static async Task<DealHarness> StartAsync(FakeChain chain)
    {
        DealHarness peer = await DealHarness.OpenAsync(chain);
        chain.Match(1, 1, await peer.AddAppAsync([("one", "types")]));
        await peer.StartAsync();
        PeerScope worker = Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.NotNull(worker.Worker);
        return peer;
    }
}

using System.Numerics;
using Fluence.Services.Deals;
using Fluence.Services.Units;

namespace Fluence.Services.Tests.Deals;

/// <summary>Published deals that a peer joins by itself, and those that it does not.</summary>
public sealed class JoinTests
{
    [Fact]
    public async Task A_deal_is_joined_with_one_unit_when_it_pays_enough()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain, new ProviderPolicy { Joins = true, MinPrice = 100 });
        chain.Published.Add(Deal(1) with { Price = 99 });
        await peer.RefreshAsync();
        Assert.Empty(chain.Sent);
        chain.Published[0] = Deal(1) with { Price = 100 };
        await peer.RefreshAsync(3);
        Assert.Equal($"join {FakeChain.DealId(1)} {FakeChain.Unit(1)}", chain.Sent[0]);
        Assert.NotNull(await peer.FindWorkerAsync(1));
        Assert.Single(chain.Sent, sent => sent.StartsWith("join", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_peer_that_is_not_told_to_joins_nothing()
    {
        FakeChain chain = new();
        await using DealHarness peer = await OpenAsync(chain, new ProviderPolicy());
        chain.Published.Add(Deal(1));
        await peer.RefreshAsync();
        Assert.Empty(chain.Sent);
    }

    [Fact]
    public async Task Deals_that_the_policy_forbids_are_not_joined()
    {
        FakeChain chain = new();
        ProviderPolicy policy = new() { Joins = true, Effectors = ["good"], Denied = ["bad-app", FakeChain.DealId(901)] };
        await using DealHarness peer = await OpenAsync(chain, policy);
        chain.Published.AddRange(
        [
            Deal(1) with { AppCid = "bad-app" }, Deal(2) with { Owner = FakeChain.DealId(901) }, Deal(3) with { Effectors = ["good", "bad"] },
            Deal(4) with { FreeSlots = 0 }, Deal(5) with { Refusal = "its owner does not allow this provider" },
        ]);
        await peer.RefreshAsync();
        Assert.Empty(chain.Sent);
        chain.Published.Add(Deal(6) with { Effectors = ["good"] });
        await peer.RefreshAsync();
        Assert.Equal($"join {FakeChain.DealId(6)} {FakeChain.Unit(1)}", Assert.Single(chain.Sent));
    }

    [Fact]
    public async Task The_best_paid_come_first_and_only_so_many_units_are_given()
    {
        FakeChain chain = new() { Holds = true };
        await using DealHarness peer = await OpenAsync(chain, new ProviderPolicy { Joins = true, MaxUnits = 2 });
        chain.Published.AddRange([Deal(1) with { Price = 5 }, Deal(2) with { Price = 7 }, Deal(3) with { Price = 6 }]);
        await peer.RefreshAsync(3);
        Assert.Equal([$"join {FakeChain.DealId(2)} {FakeChain.Unit(1)}", $"join {FakeChain.DealId(3)} {FakeChain.Unit(2)}"], chain.Sent);
    }

    [Fact]
    public async Task A_refusal_is_tried_again_so_often_and_then_no_more_until_the_deal_is_published_anew()
    {
        FakeChain chain = new() { Refuses = "MinWorkersNotMatched" };
        await using DealHarness peer = await OpenAsync(chain, new ProviderPolicy { Joins = true, Attempts = 2 });
        chain.Published.Add(Deal(1));
        await peer.RefreshAsync();
        chain.Refuses = null;
        await peer.RefreshAsync();
        Assert.Empty(chain.Sent);
        chain.Refuses = "again";
        await peer.PassAsync(TimeSpan.FromMinutes(1));
        await peer.RefreshAsync();
        chain.Refuses = null;
        await peer.PassAsync(TimeSpan.FromMinutes(20));
        await peer.RefreshAsync();
        Assert.Empty(chain.Sent);
        chain.Published[0] = Deal(1) with { OpenedAt = 2000 };
        await peer.RefreshAsync();
        Assert.Single(chain.Sent, sent => sent.StartsWith("join", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(CommitmentStatus.Failed, 1)]
    [InlineData(null, 1)]
    [InlineData(CommitmentStatus.Active, 11)]
    public async Task Only_units_that_prove_join_deals_that_ask_for_it(CommitmentStatus? commitment, long start)
    {
        FakeChain chain = new() { Commitment = commitment };
        chain.Units.Clear();
        chain.Units[FakeChain.Unit(1)] = start;
        await using DealHarness peer = await OpenAsync(chain, new ProviderPolicy { Joins = true });
        chain.Published.Add(Deal(1));
        await peer.RefreshAsync();
        Assert.Empty(chain.Sent);
        chain.Published[0] = Deal(1) with { NeedsCommitment = false };
        await peer.RefreshAsync();
        Assert.Single(chain.Sent);
    }

    private static PublishedDeal Deal(int number) => new(
        FakeChain.DealId(number), FakeChain.DealId(900), "app", [], new BigInteger(1000), 1000, 1, null, true);

    private static async Task<DealHarness> OpenAsync(FakeChain chain, ProviderPolicy policy)
    {
        DealHarness peer = await DealHarness.OpenAsync(chain, options: new DealOptions { Policy = policy });
        await peer.StartAsync();
        return peer;
    }
}

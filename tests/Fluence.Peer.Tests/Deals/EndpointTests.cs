using System.Text.RegularExpressions;
using Fluence.Crypto;
using Fluence.TestKit;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A peer whose endpoint goes away, is late, or says what is not so, and one that is ended in the middle of its work.</summary>
public sealed partial class EndpointTests
{
    [AnvilFact]
    public async Task An_endpoint_that_goes_away_in_the_middle_of_an_installation_loses_and_doubles_nothing()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        chain.FailFrom("eth_sendRawTransaction", Fault.LoseAnswer);
        await chain.MatchAsync();
        await chain.UntilAwayAsync();

        string worker = await chain.Network.OwnWorkerAsync(chain.Deal);
        Assert.NotEmpty(worker);
        Assert.Equal(
            "{\"error\":[],\"success\":true,\"workers\":["
            + $$"""{"host_id":"{{chain.Network.Node.PeerId}}","pat_id":"{{chain.Network.Units[0]}}","worker_id":[]}]}""",
            await chain.Network.CallAsync(chain.Network.Node.PeerId, "subnet.resolve", $"\"{chain.Deal}\""));

        await chain.RecoverAsync();
        Assert.Equal(worker, (await chain.UntilServedAsync()).ToString());
        await AssertOnceAsync(chain);
    }

    [AnvilTheory]
    [InlineData("eth_estimateGas", Fault.Refuse)]
    [InlineData("eth_sendRawTransaction", Fault.Refuse)]
    public async Task A_peer_that_ends_while_it_registers_its_worker_has_it_registered_once_when_it_is_back(string method, Fault fault)
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        chain.FailFrom(method, fault);
        await chain.MatchAsync();
        await chain.UntilAwayAsync();
        string worker = await chain.Network.OwnWorkerAsync(chain.Deal);
        await chain.Network.RestartPeerAsync(() => chain.Fail(Fault.None));
        Assert.Equal(worker, (await chain.UntilServedAsync()).ToString());
        await AssertOnceAsync(chain);
    }

    [AnvilFact]
    public async Task A_peer_that_ends_before_it_learns_that_its_transaction_has_arrived_sends_no_other()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        chain.Delay("eth_sendRawTransaction");
        chain.FailFrom("eth_sendRawTransaction", Fault.LoseAnswer);
        await chain.MatchAsync();
        await chain.UntilDelayedAsync();

        // it comes to no block until the peer is back, and has looked for what is to be done
        await chain.Network.Anvil.SetAutomineAsync(false).Soon();
        chain.Release();
        await chain.UntilAwayAsync();
        string worker = await chain.Network.OwnWorkerAsync(chain.Deal);
        await chain.Network.RestartPeerAsync(() => chain.Fail(Fault.None));
        await chain.UntilLoggedAsync("the worker is registered by transaction ");
        await chain.UntilAskedAsync(20);
        await chain.Network.Anvil.SetAutomineAsync(true).Soon();
        await chain.Network.Anvil.MineAsync().Soon();
        Assert.Equal(worker, (await chain.UntilServedAsync()).ToString());
        await AssertOnceAsync(chain);
    }

    [AnvilFact]
    public async Task Wrong_answers_end_nothing_and_begin_nothing()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        ulong before = await chain.Network.Anvil.Client.BlockNumberAsync().Soon();
        await chain.MatchAsync();
        PeerId worker = await chain.UntilServedAsync();

        foreach (Fault fault in new[] { Fault.Garbage, Fault.WrongShape, Fault.ServerError })
        {
            chain.Fail(fault);
            await SurviveAsync(chain, worker);
        }

        // no block is as early as that
        foreach (string result in new[] { "null", "\"0x\"", "7", "[]", $"\"0x{before:x}\"" })
        {
            chain.Proxy.Rewrite = (_, answer) => Result().Replace(answer, $"\"result\":{result}");
            await SurviveAsync(chain, worker);
        }

        // the endpoint itself is right, its newest block is an old one
        chain.Proxy.Rewrite = (body, answer) =>
            body.Contains("eth_blockNumber", StringComparison.Ordinal) ? Result().Replace(answer, $"\"result\":\"0x{before:x}\"") : answer;
        await SurviveAsync(chain, worker);
        await AssertOnceAsync(chain);

        await chain.Network.Deals.StopAsync(chain.Deal).Soon();
        await Eventually.TrueAsync(
            async () => (await chain.Network.OwnWorkerAsync(chain.Deal)).Length == 0, "the worker of the deal that is over is gone");
    }

    [AnvilFact]
    public async Task An_endpoint_that_is_late_delays_what_it_is_asked_for_and_nothing_else()
    {
        await using FaultyChain chain = await FaultyChain.StartAsync();
        await chain.MakeDealAsync();
        chain.Delay("eth_sendRawTransaction");
        await chain.MatchAsync();
        await chain.UntilDelayedAsync();

        // the chain is read as before
        await chain.UntilAskedAsync(20);
        Assert.Null(chain.Network.Node.CheckHealth().Checks["chain"]);
        Assert.DoesNotContain(
            "Failed to register worker", await chain.Network.CallAsync(chain.Network.Node.PeerId, "decider.get_logs"),
            StringComparison.Ordinal);
        Assert.NotEmpty(await chain.Network.OwnWorkerAsync(chain.Deal));
        Assert.Contains(
            "\"worker_id\":[]", await chain.Network.CallAsync(chain.Network.Node.PeerId, "subnet.resolve", $"\"{chain.Deal}\""),
            StringComparison.Ordinal);
        Assert.Null(await chain.Network.FindWorkerAsync(chain.Deal));
        await chain.Network.Deals.StopAsync(chain.Deal).Soon();
        chain.Release();
        await Eventually.TrueAsync(
            async () => (await chain.Network.Deals.GetUnitsAsync(chain.Deal).Soon()).IsEmpty
                && (await chain.Network.OwnWorkerAsync(chain.Deal)).Length == 0,
            "the unit is returned and the worker gone");
        Assert.Equal(0, await chain.Network.CountRegistrationsAsync(chain.Deal));
    }

    private static async Task SurviveAsync(FaultyChain chain, PeerId worker)
    {
        await chain.UntilAwayAsync();
        await chain.UntilAskedAsync(3);
        Assert.True(await chain.Network.HasServiceAsync(chain.Deal, worker, "one"));
        await chain.RecoverAsync();
        Assert.Equal(worker, await chain.UntilServedAsync());
    }

    /// <summary>The worker was made, named and paid for once.</summary>
    private static async Task AssertOnceAsync(FaultyChain chain)
    {
        Assert.Equal(1, await chain.Network.CountRegistrationsAsync(chain.Deal));
        Assert.Equal(1UL, await chain.Network.CountSentAsync());
        PeerId? worker = await chain.Network.FindWorkerAsync(chain.Deal);
        Assert.Equal($"[\"{worker}\"]", await chain.Network.CallAsync(chain.Network.Node.PeerId, "worker.list", "0"));
    }

    [GeneratedRegex("""
        "result":("[^"]*"|\[.*?\]|\{.*?\}|null|true|false)
        """)]
    private static partial Regex Result();
}

using System.Numerics;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Primitives.Json;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market.Faults;

/// <summary>
/// A peer that is a process and is killed in the middle of an installation, as the system does that needs the memory: it is started again
/// on the same folder, and comes to what one comes to that was not killed. At some steps usually, at every one with
/// <c>FLUENCE_KILL_EVERYWHERE=1</c>.
/// </summary>
public sealed class SigkillTests
{
    private static bool IsEverywhere { get; } = Environment.GetEnvironmentVariable("FLUENCE_KILL_EVERYWHERE") is { Length: > 0 };

    [AnvilFact]
    public async Task A_peer_that_is_killed_at_a_step_of_an_installation_comes_to_its_end()
    {
        await using KillableMarket market = await KillableMarket.StartAsync();
        IReadOnlyList<Step> steps = await InstallAsync(market, null);
        Assert.InRange(steps.Count, 20, 500);
        Step[] chosen =
        [
            steps.Last(static step => step.Kind.StartsWith("after /api/v0/", StringComparison.Ordinal)),
            steps.First(static step => step.Kind == "before eth_sendRawTransaction"),
            steps.First(static step => step.Kind == "after eth_sendRawTransaction"),
        ];
        foreach (Step step in IsEverywhere ? steps : chosen)
        {
            await InstallAsync(market, step);
        }
    }

    /// <summary>Has the deal matched, and kills the peer at a step after that; gives the steps until the deal was served.</summary>
    private static async Task<IReadOnlyList<Step>> InstallAsync(KillableMarket market, Step? killAt)
    {
        string when = killAt is null ? "not killed" : $"killed {killAt}";
        string snapshot = await market.SnapshotAsync();
        string folder = market.MakeFolder();
        Steps steps = new(killAt);
        PeerProcess peer = await PeerProcess.StartAsync(folder);
        try
        {
            await ReadyAsync(market, peer);
            BigInteger before = await TotalAsync(market);
            market.OnStep = steps.For(peer);
            await market.MatchAsync();
            if (killAt is not null)
            {
                await steps.Killed.Soon();
                market.OnStep = null;
                await peer.DisposeAsync();
                peer = await PeerProcess.StartAsync(folder);
            }

            await VerifyAsync(market, peer, when);
            Assert.Equal((when, before), (when, await TotalAsync(market)));
        }
        finally
        {
            market.OnStep = null;
            await peer.DisposeAsync();
        }

        await market.RevertAsync(snapshot);
        return steps.Seen;
    }

    /// <summary>Waits until the peer has read the chain.</summary>
    private static Task ReadyAsync(KillableMarket market, PeerProcess peer) => UntilAsync(
        async () => await peer.CallAsync(market.PeerId, "subnet.resolve", $"\"{market.Deal}\"") is var answer
            && answer.Contains("\"success\":true", StringComparison.Ordinal),
        "the peer knows the chain");

    private static async Task VerifyAsync(KillableMarket market, PeerProcess peer, string when)
    {
        PeerId? worker = null;
        await UntilAsync(async () => (worker = await market.FindWorkerAsync()) is not null, $"{when}: the worker is registered");
        await UntilAsync(
            async () => await peer.CallAsync(market.PeerId, "worker.is_active", $"\"{market.Deal}\"") == "true"
                && await peer.CallAsync(worker!, "srv.resolve_alias_opt", "\"one\"") != "[]",
            $"{when}: the service is installed");
        Assert.Equal((when, "[1,2]"), (when, await peer.CallAsync(worker!, "one.echo_u64s", "[1,2]")));

        // one worker, one spell and one service, and nothing without a name
        Assert.Equal((when, $"[\"{worker}\"]"), (when, await peer.CallAsync(market.PeerId, "worker.list", "0")));
        await UntilAsync(
            async () => Names(await peer.CallAsync(worker!, "srv.list", "0")) == "one worker-spell", $"{when}: nothing is there twice");

        // named once, by the one transaction that the peer has sent
        Assert.Equal((when, 1), (when, await market.CountRegistrationsAsync()));
        Assert.Equal((when, (1UL, 1UL)), (when, await market.CountSentAsync()));
        Assert.Equal((when, KillableMarket.Deposit), (when, (int)await market.BalanceAsync(market.Deal)));
    }

    private static string Names(string items) =>
        string.Join(' ', ((JsonArray)JsonValue.Parse(items)).Items.Cast<JsonObject>().Select(Name).Order());

    private static string Name(JsonObject item) => item.TryGetValue("aliases", out JsonValue? names)
        ? string.Join('/', ((JsonArray)names).Items.Select(static name => ((JsonString)name).Value)) : "";

    /// <summary>All the tokens that can move here.</summary>
    private static async Task<BigInteger> TotalAsync(KillableMarket market) =>
        await market.BalanceAsync(market.Deal) + await market.BalanceAsync(market.Provider.Account)
        + await market.BalanceAsync(market.Customer.Account) + await market.BalanceAsync(market.Deployment.Capacity);

    private static Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        return Eventually.TrueAsync(TryAsync, what);

        async Task<bool> TryAsync()
        {
            try
            {
                return await condition();
            }
            catch (ScriptException)
            {
                // a process that has just begun is slow
                return false;
            }
        }
    }
}

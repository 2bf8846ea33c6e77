using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;
using Xunit.Abstractions;

namespace Fluence.Contracts.Tests.Gas;

/// <summary>What the life of a deal costs, on our contracts and on the original's, on one chain.</summary>
public sealed class GasTests(ITestOutputHelper output)
{
    [AnvilFact]
    public async Task No_call_costs_more_than_the_originals_and_a_deals_life_at_most_70_percent()
    {
        await using TestChain chain = await TestChain.StartAsync();
        ImmutableArray<(string Call, ulong Gas)> ours = await LiveAsync(await Scene.OfAsync(chain, Code.Ours));
        ImmutableArray<(string Call, ulong Gas)> theirs = await LiveAsync(await Scene.OfAsync(chain, Code.Original));
        string table = Table(ours, theirs);
        output.WriteLine(table);
        Assert.All(ours.Zip(theirs), static pair => Assert.True(
            pair.First.Gas <= pair.Second.Gas, $"{pair.First.Call}: {pair.First.Gas}, the original's costs {pair.Second.Gas}"));
        ulong sum = ours.Aggregate(0UL, static (total, each) => total + each.Gas);
        Assert.True(sum * 10 <= theirs.Aggregate(0UL, static (total, each) => total + each.Gas) * 7);
        Assert.Contains(table, await File.ReadAllTextAsync(Path.Combine(Code.Folder, "../docs/performance.md")), StringComparison.Ordinal);
    }

    private static string Table(ImmutableArray<(string Call, ulong Gas)> ours, ImmutableArray<(string Call, ulong Gas)> theirs)
    {
        StringBuilder table = new("| call | ours | the original's | |\n|---|---:|---:|---:|\n");
        IEnumerable<(string Call, ulong Ours, ulong Theirs)> rows = ours.Zip(theirs)
            .GroupBy(static pair => pair.First.Call)
            .Select(static group => (
                group.Count() == 1 ? group.Key : $"{group.Key}, {group.Count()} times", group.Aggregate(0UL, static (sum, pair) => sum + pair.First.Gas),
                group.Aggregate(0UL, static (sum, pair) => sum + pair.Second.Gas)));
        (string Call, ulong Ours, ulong Theirs)[] all = [.. rows];
        all = [.. all, ("all of it", all.Aggregate(0UL, static (sum, row) => sum + row.Ours), all.Aggregate(0UL, static (sum, row) => sum + row.Theirs))];
        foreach ((string call, ulong mine, ulong other) in all)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {call} | {mine:N0} | {other:N0} | {mine * 100.0 / other:F0} % |\n");
        }

        return table.ToString();
    }

    /// <summary>Three peers of two units prove, work in a deal for two epochs, return, and end their commitments.</summary>
    private static async Task<ImmutableArray<(string Call, ulong Gas)>> LiveAsync(Scene scene)
    {
        ImmutableArray<(string Call, ulong Gas)>.Builder costs = ImmutableArray.CreateBuilder<(string Call, ulong Gas)>();
        async Task<Receipt> CallAsync(string name, Task<Receipt> call)
        {
            Receipt receipt = await call;
            costs.Add((name, receipt.GasUsed));
            return receipt;
        }

        Marketplace market = scene.Marketplace;
        int[] peers = [1, 2, 3];
        await CallAsync("setProviderInfo", scene.SendAsync(scene.Provider, market.Market, new MarketContract.SetProviderInfo("provider", Marketplace.Cid)));
        Receipt registered = await CallAsync("registerMarketOffer (3 peers of 2 units, 1 effector)", scene.SendAsync(
            scene.Provider, market.Market, new MarketContract.RegisterMarketOffer(
                Scene.Dollar, market.Token, [Marketplace.Cid],
                [.. peers.Select(peer => new RegisterComputePeer(Scene.Peer(peer), scene.PeerOwner, [Scene.Unit(peer), Scene.Unit(peer, 1)]))], 1, 1)));
        Bytes32 offer = Scene.Decoded<MarketContract.MarketOfferRegisteredEvent>(
            registered, MarketContract.MarketOfferRegisteredEvent.TryDecode).OfferId;
        List<Bytes32> commitments = [];
        foreach (int peer in peers)
        {
            Receipt created = await CallAsync("createCommitment", scene.SendAsync(
                scene.Provider, market.Capacity, new CapacityContract.CreateCommitment(Scene.Peer(peer), 20, scene.Delegator, Setting.Precision / 10)));
            commitments.Add(Scene.Decoded<CapacityContract.CommitmentCreatedEvent>(
                created, CapacityContract.CommitmentCreatedEvent.TryDecode).CommitmentId);
        }

        await CallAsync("depositCollateral (3 commitments)", scene.DepositCollateralAsync(null, [.. commitments]));
        await scene.EpochsAsync();
        for (int epoch = 0; epoch < 2; epoch++)
        {
            for (int nonce = 0; nonce < 2; nonce++)
            {
                await CallAsync(epoch == 0 ? "submitProof" : "submitProof, in the next epoch", scene.ProveAsync(Scene.Unit(1), (epoch * 10) + nonce));
                await CallAsync(epoch == 0 ? "submitProof" : "submitProof, in the next epoch", scene.ProveAsync(Scene.Unit(2), (epoch * 10) + nonce));
            }

            await scene.EpochsAsync();
        }

        await scene.SendAsync(scene.Customer, market.Token, new TestERC20Contract.Approve(market.Factory, 100 * Scene.Dollar));
        Receipt deployed = await CallAsync("deployDeal", scene.SendAsync(scene.Customer, market.Factory, new DealFactoryContract.DeployDeal(
            Marketplace.Cid, market.Token, 36 * Scene.Dollar, 2, 3, 3, 2 * Scene.Dollar, [Marketplace.Cid], 0, [], 1)));
        Address deal = Scene.Decoded<DealFactoryContract.DealCreatedEvent>(deployed, DealFactoryContract.DealCreatedEvent.TryDecode).Deal;
        await CallAsync("matchDeal (3 units)", scene.MatchAsync(deal, offer, [.. peers.Select(static peer => Scene.Unit(peer))]));
        foreach (int peer in peers)
        {
            await CallAsync("setWorker", scene.SetWorkerAsync(deal, Scene.Unit(peer)));
        }

        await scene.EpochsAsync(2);
        foreach (int peer in peers)
        {
            await CallAsync("withdrawRewards", scene.SendAsync(scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(peer))));
        }

        await scene.SendAsync(scene.Customer, market.Token, new TestERC20Contract.Approve(deal, 12 * Scene.Dollar));
        await CallAsync("deposit", scene.SendAsync(scene.Customer, deal, new DealContract.Deposit(12 * Scene.Dollar)));
        await scene.EpochsAsync();
        await CallAsync("stop", scene.SendAsync(scene.Customer, deal, new DealContract.Stop()));
        await scene.EpochsAsync();
        foreach (int peer in peers)
        {
            await CallAsync("returnComputeUnitFromDeal", scene.SendAsync(
                scene.Provider, market.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(peer))));
        }

        await scene.EpochsAsync(3);
        await CallAsync("withdraw", scene.SendAsync(scene.Customer, deal, new DealContract.Withdraw(
            await scene.AskAsync(deal, new DealContract.GetFreeBalance()))));
        await scene.EpochsAsync(20);
        for (int i = 0; i < peers.Length; i++)
        {
            await CallAsync("removeCUFromCC (2 units)", scene.SendAsync(scene.Provider, market.Capacity, new CapacityContract.RemoveCUFromCC(
                commitments[i], [Scene.Unit(peers[i]), Scene.Unit(peers[i], 1)])));
        }

        await scene.EpochsAsync(3);
        await CallAsync("withdrawReward", scene.SendAsync(scene.Provider, market.Capacity, new CapacityContract.WithdrawReward(commitments[0])));
        foreach (Bytes32 commitment in commitments)
        {
            await CallAsync("finishCommitment", scene.SendAsync(scene.Provider, market.Capacity, new CapacityContract.FinishCommitment(commitment)));
        }

        return costs.ToImmutable();
    }
}

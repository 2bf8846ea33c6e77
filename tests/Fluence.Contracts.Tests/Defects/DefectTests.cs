using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Defects;

/// <summary>
/// Defects of the original 0.13.11: each is shown on its own code, which the npm package holds, and its absence on ours
/// (docs/COMPATIBILITY.md lists them).
/// </summary>
public sealed class DefectTests
{
    [AnvilFact]
    public async Task An_idle_unit_takes_the_pay_of_others()
    {
        async Task<(bool Paid, BigInteger Amount)> RunAsync(Scene scene)
        {
            (Address deal, _) = await WorkingDealAsync(scene, 2, 3);
            await scene.EpochsAsync(3);
            BigInteger before = await scene.TokensAsync(scene.Provider);
            Receipt receipt = await TryAsync(scene, scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(3)));
            BigInteger taken = await scene.TokensAsync(scene.Provider) - before;
            Assert.True(receipt.IsSuccess);
            return ((await TryAsync(scene, scene.Provider, deal, new DealContract.WithdrawRewards(Scene.Unit(1)))).IsSuccess, taken);
        }

        (bool workerPaid, BigInteger stolen) = await OnAsync(Code.Original, RunAsync);
        Assert.True(stolen > 0);
        Assert.False(workerPaid);
        Assert.Equal((true, BigInteger.Zero), await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task An_idle_unit_is_paid_when_it_leaves()
    {
        async Task<BigInteger> RunAsync(Scene scene)
        {
            (Address deal, _) = await WorkingDealAsync(scene, 2, 3);
            await scene.EpochsAsync(3);
            BigInteger before = await scene.TokensAsync(scene.Provider);
            await scene.SendAsync(scene.Customer, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(3)));
            Assert.Equal(Address.Zero, await scene.DealOfAsync(Scene.Unit(3)));
            Assert.NotEqual(Address.Zero, deal);
            return await scene.TokensAsync(scene.Provider) - before;
        }

        Assert.True(await OnAsync(Code.Original, RunAsync) > 0);
        Assert.Equal(0, await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task More_units_than_a_provider_may_have_make_a_match_fail()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            Bytes32 offer = await scene.OfferAsync(peers: [1, 2]);
            await scene.CommitAsync(peers: [1, 2]);
            Address deal = await scene.DealAsync(1, 3, maxPerProvider: 1);
            return (await TryAsync(scene, scene.Customer, scene.Marketplace.Market, new MarketContract.MatchDeal(
                deal, [offer], [[Scene.Unit(1), Scene.Unit(2)]]))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_removed_unit_makes_a_match_fail()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            Bytes32 offer = await scene.OfferAsync(peers: [1]);
            await scene.OfferAsync(scene.SecondProvider, null, 2);
            await scene.CommitAsync(peers: [1]);
            Address deal = await scene.DealAsync(1, 3);
            return (await TryAsync(scene, scene.Customer, scene.Marketplace.Market, new MarketContract.MatchDeal(
                deal, [offer], [[Scene.Id(12345), Scene.Unit(1)]]))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_contract_that_calls_itself_a_deal_takes_units_away_from_their_providers()
    {
        async Task<Address> RunAsync(Scene scene)
        {
            Bytes32 offer = await scene.OfferAsync(peers: [1]);
            await scene.CommitAsync(peers: [1]);
            Address fake = await scene.Chain.DeployAsync(Code.Test("FakeDeal"), new FakeDealContract.Constructor(scene.Marketplace.Token).Encode());
            await TryAsync(scene, scene.Owner, scene.Marketplace.Market, new MarketContract.MatchDeal(fake, [offer], [[Scene.Unit(1)]]));
            return await scene.DealOfAsync(Scene.Unit(1));
        }

        Assert.NotEqual(Address.Zero, await OnAsync(Code.Original, RunAsync));
        Assert.Equal(Address.Zero, await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task The_nonce_of_an_epoch_after_one_without_proofs_is_zero()
    {
        async Task<(bool Zero, bool Stale)> RunAsync(Scene scene)
        {
            await scene.EpochsAsync();
            Bytes32 first = await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetGlobalNonce());
            await scene.EpochsAsync();
            Bytes32 second = await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetGlobalNonce());
            return (first == Bytes32.Zero, first == second);
        }

        Assert.Equal((true, true), await OnAsync(Code.Original, RunAsync));
        Assert.Equal((false, false), await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task The_last_to_prove_chooses_the_nonce_of_the_next_epoch()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            await scene.OfferAsync(peers: [1]);
            await scene.CommitAsync(peers: [1]);
            await scene.ProveAsync(Scene.Unit(1), 1);
            HashSet<Bytes32> choices = [];
            string snapshot = await scene.Chain.SnapshotAsync();
            for (int nonce = 2; nonce < 6; nonce++)
            {
                snapshot = await scene.Chain.RevertAsync(snapshot);
                await scene.ProveAsync(Scene.Unit(1), nonce);
                await scene.EpochsAsync();
                choices.Add(await scene.AskAsync(scene.Marketplace.Capacity, new CapacityContract.GetGlobalNonce()));
            }

            return choices.Count > 1;
        }

        Assert.True(await OnAsync(Code.Original, RunAsync));
        Assert.False(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task Heavier_slashing_takes_less()
    {
        Setting setting = new() { SlashingRate = Setting.Precision * 4 / 10, MaxFailedRatio = 3 };
        async Task<BigInteger> RunAsync(Scene scene)
        {
            await scene.OfferAsync(peers: [1]);
            Bytes32 id = (await scene.CommitAsync(peers: [1]))[0];
            // Two epochs without proofs are 80 % of the collateral, the third makes it more than all of it.
            await scene.EpochsAsync(2);
            await scene.ProveAsync(Scene.Unit(1), 1);
            await scene.ProveAsync(Scene.Unit(1, 1), 1);
            await scene.EpochsAsync(3);
            return await FinishAsync(scene, id);
        }

        BigInteger all = 2 * Setting.Ether / 10;
        Assert.Equal(all / 5, await OnAsync(Code.Original, RunAsync, setting));
        Assert.Equal(all, await OnAsync(Code.Ours, RunAsync, setting));
    }

    [AnvilFact]
    public async Task A_unit_is_slashed_for_an_epoch_in_which_it_proved()
    {
        async Task<BigInteger> RunAsync(Scene scene)
        {
            await scene.OfferAsync(peers: [1]);
            Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
            await scene.ProveEnoughAsync(Scene.Unit(1), 1);
            await scene.ProveEnoughAsync(Scene.Unit(1, 1), 1);
            await scene.EpochsAsync(11);
            return await FinishAsync(scene, id);
        }

        BigInteger one = Setting.Ether / 10 / 100;
        Assert.Equal(20 * one, await OnAsync(Code.Original, RunAsync));
        Assert.Equal(18 * one, await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task The_reward_pool_shrinks_although_units_earn_less_than_the_target()
    {
        Setting setting = new() { InitialPool = 50 * Setting.Ether, MinReward = 1, UsdTarget = 1000 * Setting.Precision };
        async Task<BigInteger> RunAsync(Scene scene)
        {
            await scene.OfferAsync(peers: [1]);
            await scene.EpochsAsync();
            await scene.CommitAsync(peers: [1]);
            return await scene.AskAsync(scene.Marketplace.Core, new CoreContract.GetRewardPool(await scene.Marketplace.EpochAsync()));
        }

        Assert.Equal(45 * Setting.Ether, await OnAsync(Code.Original, RunAsync, setting));
        Assert.Equal(55 * Setting.Ether, await OnAsync(Code.Ours, RunAsync, setting));
    }

    [AnvilFact]
    public async Task A_unit_in_a_deal_cannot_leave_its_commitment_and_blocks_the_collateral()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            Bytes32 offer = await scene.OfferAsync(peers: [1]);
            Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
            await scene.MatchAsync(await scene.DealAsync(1, 1), offer, Scene.Unit(1));
            await scene.EpochsAsync(11);
            return (await TryAsync(scene, scene.Provider, scene.Marketplace.Capacity, new CapacityContract.RemoveCUFromCC(
                id, [Scene.Unit(1)]))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_unit_that_returned_after_its_commitments_end_blocks_the_collateral_for_ever()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            Bytes32 offer = await scene.OfferAsync(peers: [1]);
            Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
            Address deal = await scene.DealAsync(1, 1);
            await scene.MatchAsync(deal, offer, Scene.Unit(1));
            await scene.SetWorkerAsync(deal, Scene.Unit(1));
            await scene.EpochsAsync(11);
            await scene.SendAsync(scene.Provider, scene.Marketplace.Market, new MarketContract.ReturnComputeUnitFromDeal(Scene.Unit(1)));
            await scene.SendAsync(
                scene.Provider, scene.Marketplace.Capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1), Scene.Unit(1, 1)]));
            await scene.EpochsAsync(100);
            return (await TryAsync(scene, scene.Provider, scene.Marketplace.Capacity, new CapacityContract.FinishCommitment(id))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_unit_whose_rewards_come_late_can_never_prove_again()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            await scene.OfferAsync(peers: [1]);
            await scene.CommitAsync(duration: 30, peers: [1]);
            await scene.ProveEnoughAsync(Scene.Unit(1), 1);
            for (int epoch = 1; epoch < 8; epoch++)
            {
                await scene.EpochsAsync();
                if (epoch > 5)
                {
                    await scene.ProveEnoughAsync(Scene.Unit(1, 1), epoch * 10);
                }
            }

            return (await TryAsync(scene, scene.PeerOwner, scene.Marketplace.Capacity, new CapacityContract.SubmitProof(
                Scene.Unit(1), Scene.Id(500), Marketplace.Difficulty))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task Whoever_registers_a_removed_peer_again_takes_the_rewards_of_its_old_provider()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            Marketplace market = scene.Marketplace;
            await scene.OfferAsync(peers: [1]);
            Bytes32 id = (await scene.CommitAsync(duration: 10, peers: [1]))[0];
            await scene.ProveEnoughAsync(Scene.Unit(1), 1);
            await scene.EpochsAsync(11);
            await FinishAsync(scene, id);
            foreach (Bytes32 unit in new[] { Scene.Unit(1), Scene.Unit(1, 1) })
            {
                await scene.SendAsync(scene.Provider, market.Market, new MarketContract.RemoveComputeUnit(unit));
            }

            await scene.SendAsync(scene.Provider, market.Market, new MarketContract.RemoveComputePeer(Scene.Peer(1)));
            await scene.OfferAsync(scene.SecondProvider, null, 1);
            await scene.EpochsAsync(20);
            return (await TryAsync(scene, scene.SecondProvider, market.Capacity, new CapacityContract.WithdrawReward(id))).IsSuccess;
        }

        Assert.True(await OnAsync(Code.Original, RunAsync));
        Assert.False(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_delegator_that_refuses_payments_blocks_the_peer_of_its_provider()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            Address capacity = scene.Marketplace.Capacity;
            Address account = await scene.Chain.DeployAsync(Code.Test("StubbornAccount"));
            await scene.OfferAsync(peers: [1]);
            Bytes32 id = await scene.CreateCommitmentAsync(1, duration: 10);
            await scene.SendAsync(scene.Stranger, account, new StubbornAccountContract.Execute(
                capacity, new CapacityContract.DepositCollateral([id]).Encode()), 2 * scene.CollateralPerUnit);
            await scene.EpochsAsync(12);
            await scene.SendAsync(scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1), Scene.Unit(1, 1)]));
            return (await TryAsync(scene, scene.Provider, capacity, new CapacityContract.FinishCommitment(id))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_lower_limit_of_failures_blocks_commitments_that_failed_more()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            await scene.OfferAsync(peers: [1]);
            await scene.CommitAsync(peers: [1]);
            await scene.EpochsAsync(5);
            await scene.ProveAsync(Scene.Unit(1), 1);
            await scene.SendAsync(scene.Owner, scene.Marketplace.Core, new CoreContract.SetCapacityConstant(4, 2));
            await scene.EpochsAsync(40);
            Bytes32 id = (await scene.AskAsync(scene.Marketplace.Market, new MarketContract.GetComputePeer(Scene.Peer(1)))).CommitmentId;
            return (await TryAsync(scene, scene.Provider, scene.Marketplace.Capacity, new CapacityContract.RemoveCUFromCC(
                id, [Scene.Unit(1), Scene.Unit(1, 1)]))).IsSuccess;
        }

        Assert.False(await OnAsync(Code.Original, RunAsync));
        Assert.True(await OnAsync(Code.Ours, RunAsync));
    }

    [AnvilFact]
    public async Task A_second_difficulty_in_one_epoch_makes_the_first_effective_at_once()
    {
        async Task<bool> RunAsync(Scene scene)
        {
            await scene.SendAsync(scene.Owner, scene.Marketplace.Core, new CoreContract.SetDifficulty(Scene.Id(5)));
            await scene.SendAsync(scene.Owner, scene.Marketplace.Core, new CoreContract.SetDifficulty(Scene.Id(6)));
            return await scene.AskAsync(scene.Marketplace.Core, new CoreContract.Difficulty()) == Scene.Id(5);
        }

        Assert.True(await OnAsync(Code.Original, RunAsync));
        Assert.False(await OnAsync(Code.Ours, RunAsync));
    }

    private static async Task<T> OnAsync<T>(Code code, Func<Scene, Task<T>> run, Setting? setting = null)
    {
        await using TestChain chain = await TestChain.StartAsync();
        return await run(await Scene.OfAsync(chain, code, setting));
    }

    private static Task<Receipt> TryAsync(Scene scene, Address from, Address to, IContractCall call) => scene.Chain.TrySendAsync(from, to, call.Encode());

    /// <summary>A deal with three units, of which the first two work.</summary>
    private static async Task<(Address Deal, Bytes32 Offer)> WorkingDealAsync(Scene scene, int min, int target)
    {
        Bytes32 offer = await scene.OfferAsync(peers: [1, 2, 3]);
        await scene.CommitAsync(peers: [1, 2, 3]);
        Address deal = await scene.DealAsync(min, target);
        await scene.MatchAsync(deal, offer, Scene.Unit(1), Scene.Unit(2), Scene.Unit(3));
        await scene.SetWorkerAsync(deal, Scene.Unit(1));
        await scene.SetWorkerAsync(deal, Scene.Unit(2));
        return (deal, offer);
    }

    /// <summary>Ends a commitment.</summary>
    /// <returns>What was slashed.</returns>
    private static async Task<BigInteger> FinishAsync(Scene scene, Bytes32 id)
    {
        Address capacity = scene.Marketplace.Capacity;
        await scene.SendAsync(scene.Provider, capacity, new CapacityContract.RemoveCUFromCC(id, [Scene.Unit(1), Scene.Unit(1, 1)]));
        await scene.EpochsAsync(3);
        BigInteger before = await scene.Chain.Client.GetBalanceAsync(scene.Delegator);
        await scene.SendAsync(scene.Stranger, capacity, new CapacityContract.FinishCommitment(id));
        return (2 * Setting.Ether / 10) - (await scene.Chain.Client.GetBalanceAsync(scene.Delegator) - before);
    }
}

using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Contracts.Tests.Core;

/// <summary>Time, constants, the reward pool and upgrades.</summary>
public sealed class CoreTests(SceneFixture fixture) : IClassFixture<SceneFixture>
{
    private static readonly BigInteger TooLarge = BigInteger.Pow(2, 200);

    [AnvilFact]
    public async Task All_values_are_those_of_the_deployment()
    {
        Scene scene = await fixture.BeginAsync();
        Setting setting = scene.Marketplace.Setting;
        Address core = scene.Marketplace.Core;
        (IContractCall<BigInteger> Call, BigInteger Expected)[] values =
        [
            (new CoreContract.EpochDuration(), setting.EpochDuration), (new CoreContract.MinDealDepositedEpochs(), setting.MinDepositedEpochs),
            (new CoreContract.MinDealRematchingEpochs(), setting.MinRematchingEpochs), (new CoreContract.MinProtocolVersion(), 1),
            (new CoreContract.MaxProtocolVersion(), 1), (new CoreContract.FltPrice(), setting.FltPrice),
            (new CoreContract.UsdCollateralPerUnit(), setting.UsdCollateral), (new CoreContract.UsdTargetRevenuePerEpoch(), setting.UsdTarget),
            (new CoreContract.MinDuration(), setting.MinDuration), (new CoreContract.MinRewardPerEpoch(), setting.MinReward),
            (new CoreContract.MaxRewardPerEpoch(), setting.MaxReward), (new CoreContract.VestingPeriodDuration(), setting.VestingDuration),
            (new CoreContract.VestingPeriodCount(), setting.VestingCount), (new CoreContract.SlashingRate(), setting.SlashingRate),
            (new CoreContract.MinProofsPerEpoch(), setting.MinProofs), (new CoreContract.MaxProofsPerEpoch(), setting.MaxProofs),
            (new CoreContract.WithdrawEpochsAfterFailed(), setting.WithdrawEpochsAfterFailed), (new CoreContract.MaxFailedRatio(), setting.MaxFailedRatio),
            (new CoreContract.ActiveUnitCount(), 0), (new CoreContract.GetRewardPool(1), setting.InitialPool), (new CoreContract.GetRewardPool(0), 0),
            (new CoreContract.Precision(), Setting.Precision), (new CoreContract.FltCollateralPerUnit(), scene.CollateralPerUnit),
        ];
        foreach ((IContractCall<BigInteger> call, BigInteger expected) in values)
        {
            Assert.Equal((call.Function, expected), (call.Function, await scene.AskAsync(core, call)));
        }

        Assert.Equal(Marketplace.Difficulty, await scene.AskAsync(core, new CoreContract.Difficulty()));
        Assert.Equal(scene.Owner, await scene.AskAsync(core, new CoreContract.Owner()));
        Assert.Equal(scene.Marketplace.Market, await scene.AskAsync(core, new CoreContract.Market()));
        Assert.Equal(scene.Marketplace.Capacity, await scene.AskAsync(core, new CoreContract.Capacity()));
        Assert.Equal(scene.Marketplace.Factory, await scene.AskAsync(core, new CoreContract.DealFactory()));
    }

    [AnvilFact]
    public async Task Epochs_are_counted_from_one()
    {
        Scene scene = await fixture.BeginAsync();
        long begin = (long)await scene.AskAsync(scene.Marketplace.Core, new CoreContract.InitTimestamp());
        await scene.Chain.MineAsync(begin + 4100 - scene.Chain.Now);
        Assert.Equal(1 + (4100 / 600), await scene.Marketplace.EpochAsync());
        await scene.Chain.MineAsync(begin + 4199 - scene.Chain.Now);
        Assert.Equal(7, await scene.Marketplace.EpochAsync());
        await scene.Chain.MineAsync(1);
        Assert.Equal(8, await scene.Marketplace.EpochAsync());
    }

    [AnvilFact]
    public async Task Modules_are_named_once_by_the_owner()
    {
        Scene scene = await fixture.BeginAsync();
        Marketplace market = scene.Marketplace;
        CoreContract.InitializeModules name = new(market.Capacity, market.Market, market.Factory);
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, market.Core, name));
        Assert.Equal("ModulesAlreadyInitialized", await scene.RefusalAsync(scene.Owner, market.Core, name));
    }

    [AnvilFact]
    public async Task The_owner_upgrades_all_deals_at_once()
    {
        Scene scene = await fixture.BeginAsync();
        Address deal = await scene.DealAsync();
        Address next = await scene.Chain.DeployAsync(Code.Test("NextVersion"));
        CoreContract.SetDealImpl set = new(next);
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Customer, scene.Marketplace.Core, set));
        Assert.Equal("NotAContract", await scene.RefusalAsync(scene.Owner, scene.Marketplace.Core, new CoreContract.SetDealImpl(scene.Stranger)));
        await scene.SendAsync(scene.Owner, scene.Marketplace.Core, set);
        Assert.Equal(2, await scene.AskAsync(deal, new NextVersionContract.Version()));
    }

    [AnvilFact]
    public async Task The_owner_upgrades_each_contract()
    {
        Scene scene = await fixture.BeginAsync();
        Address next = await scene.Chain.DeployAsync(Code.Test("NextVersion"));
        Address noUpgrade = await scene.Chain.DeployAsync(Code.Test("EchoRandomX"));
        Marketplace market = scene.Marketplace;
        foreach (Address proxy in new[] { market.Market, market.Capacity, market.Factory, market.Core })
        {
            Assert.Equal("NotAContract", await scene.RefusalAsync(scene.Owner, proxy, new CoreContract.UpgradeTo(scene.Stranger)));
            Assert.Equal("NotUpgradeable", await scene.RefusalAsync(scene.Owner, proxy, new CoreContract.UpgradeTo(noUpgrade)));
            await scene.SendAsync(scene.Owner, proxy, new CoreContract.UpgradeToAndCall(next, new NextVersionContract.Version().Encode()));
            Assert.Equal(2, await scene.AskAsync(proxy, new NextVersionContract.Version()));
        }
    }

    [AnvilFact]
    public async Task The_constants_of_deals_are_changed_by_the_owner_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Address core = scene.Marketplace.Core;
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, core, new CoreContract.SetConstant(0, 9)));
        await scene.SendAsync(scene.Owner, core, new CoreContract.SetConstant(0, 9));
        await scene.SendAsync(scene.Owner, core, new CoreContract.SetConstant(1, 8));
        Assert.Equal(9, await scene.AskAsync(core, new CoreContract.MinDealDepositedEpochs()));
        Assert.Equal(8, await scene.AskAsync(core, new CoreContract.MinDealRematchingEpochs()));
        Assert.Equal("UnknownConstant", await scene.RefusalAsync(scene.Owner, core, new CoreContract.SetConstant(2, 1)));
        Assert.Equal("UnknownConstant", await scene.RefusalAsync(scene.Owner, core, new CoreContract.SetConstant(3, 1)));
        Assert.Equal("ValueTooLarge", await scene.RefusalAsync(scene.Owner, core, new CoreContract.SetConstant(0, TooLarge)));
    }

    [AnvilFact]
    public async Task The_constants_of_commitments_are_changed_by_the_owner_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Address core = scene.Marketplace.Core;
        IContractCall<BigInteger>[] values =
        [
            new CoreContract.MinDuration(), new CoreContract.UsdCollateralPerUnit(), new CoreContract.SlashingRate(),
            new CoreContract.WithdrawEpochsAfterFailed(), new CoreContract.MaxFailedRatio(), new CoreContract.UsdTargetRevenuePerEpoch(),
            new CoreContract.MinRewardPerEpoch(), new CoreContract.MaxRewardPerEpoch(), new CoreContract.MinProofsPerEpoch(),
            new CoreContract.MaxProofsPerEpoch(),
        ];
        for (byte type = 0; type < values.Length; type++)
        {
            CoreContract.SetCapacityConstant set = new(type, 100 + type);
            Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, core, set));
            Receipt receipt = await scene.SendAsync(scene.Owner, core, set);
            Assert.Equal(
                new CoreContract.CapacityConstantUpdatedEvent(type, 100 + type),
                Scene.Decoded<CoreContract.CapacityConstantUpdatedEvent>(receipt, CoreContract.CapacityConstantUpdatedEvent.TryDecode));
            Assert.Equal(100 + type, await scene.AskAsync(core, values[type]));
            Assert.Equal("ValueTooLarge", await scene.RefusalAsync(scene.Owner, core, set with { V = TooLarge }));
        }
    }

    [AnvilFact]
    public async Task The_price_is_set_by_the_owner_and_changes_the_collateral()
    {
        Scene scene = await fixture.BeginAsync();
        Address core = scene.Marketplace.Core;
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, core, new CoreContract.SetFLTPrice(1)));
        Assert.Equal("ValueIsZero", await scene.RefusalAsync(scene.Owner, core, new CoreContract.SetFLTPrice(0)));
        await scene.SendAsync(scene.Owner, core, new CoreContract.SetFLTPrice(Setting.Precision / 2));
        Assert.Equal(Setting.Ether / 5, await scene.AskAsync(core, new CoreContract.FltCollateralPerUnit()));
    }

    [AnvilFact]
    public async Task A_difficulty_takes_effect_with_the_next_epoch()
    {
        Scene scene = await fixture.BeginAsync();
        Address core = scene.Marketplace.Core;
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, core, new CoreContract.SetDifficulty(Scene.Id(5))));
        await scene.SendAsync(scene.Owner, core, new CoreContract.SetDifficulty(Scene.Id(5)));
        await scene.SendAsync(scene.Owner, core, new CoreContract.SetDifficulty(Scene.Id(6)));
        Assert.Equal(Marketplace.Difficulty, await scene.AskAsync(core, new CoreContract.Difficulty()));
        await scene.EpochsAsync();
        Assert.Equal(Scene.Id(6), await scene.AskAsync(core, new CoreContract.Difficulty()));
    }

    [AnvilFact]
    public async Task Only_Capacity_changes_the_number_of_proving_units()
    {
        Scene scene = await fixture.BeginAsync();
        Address core = scene.Marketplace.Core;
        IContractCall[] calls = [new CoreContract.SetActiveUnitCount(5), new CoreContract.AddActiveUnits(5), new CoreContract.RemoveActiveUnits(0)];
        foreach (IContractCall call in calls)
        {
            Assert.Equal("OnlyCapacity", await scene.RefusalAsync(scene.Owner, core, call));
        }

        await scene.Chain.ImpersonateAsync(scene.Marketplace.Capacity);
        await scene.SendAsync(scene.Marketplace.Capacity, core, new CoreContract.SetActiveUnitCount(5));
        Assert.Equal(5, await scene.AskAsync(core, new CoreContract.ActiveUnitCount()));
    }

    [AnvilFact]
    public async Task Only_approved_providers_commit_capacity_when_a_list_is_kept()
    {
        await using TestChain chain = await TestChain.StartAsync();
        Scene scene = await Scene.OfAsync(chain, Code.Ours, new Setting { IsWhitelistEnabled = true });
        Address core = scene.Marketplace.Core;
        await scene.OfferAsync(peers: [1]);
        CapacityContract.CreateCommitment create = new(Scene.Peer(1), 20, Address.Zero, 1);
        Assert.Equal("NotApproved", await scene.RefusalAsync(scene.Provider, scene.Marketplace.Capacity, create));
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Provider, core, new CoreContract.GrantAccess(scene.Provider)));
        await scene.SendAsync(scene.Owner, core, new CoreContract.GrantAccess(scene.Provider));
        await scene.SendAsync(scene.Provider, scene.Marketplace.Capacity, create);
        await scene.SendAsync(scene.Owner, core, new CoreContract.RevokeAccess(scene.Provider));
        Assert.False(await scene.AskAsync(core, new CoreContract.IsApproved(scene.Provider)));
    }

    [AnvilFact]
    public async Task The_faucet_pays_at_its_owners_word_alone()
    {
        Scene scene = await fixture.BeginAsync();
        Address faucet = await scene.Chain.DeployAsync(
            Code.Ours.Of("OwnableFaucet"), new OwnableFaucetContract.Constructor(scene.Marketplace.Token).Encode());
        await scene.Chain.TrySendAsync(scene.Owner, faucet, [], 100);
        await scene.SendAsync(scene.Owner, scene.Marketplace.Token, new TestERC20Contract.Transfer(faucet, 100));
        Address somebody = Address.FromBytes(Scene.Id(99).Span[12..]);
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, faucet, new OwnableFaucetContract.SendFLT(somebody, 1)));
        Assert.Equal("OwnableUnauthorizedAccount", await scene.RefusalAsync(scene.Stranger, faucet, new OwnableFaucetContract.SendUSD(somebody, 1)));
        await scene.SendAsync(scene.Owner, faucet, new OwnableFaucetContract.SendFLT(somebody, 60));
        await scene.SendAsync(scene.Owner, faucet, new OwnableFaucetContract.SendUSD(somebody, 70));
        Assert.Equal(60, await scene.Chain.Client.GetBalanceAsync(somebody));
        Assert.Equal(70, await scene.TokensAsync(somebody));
        Assert.Equal("CallFailed", await scene.RefusalAsync(scene.Owner, faucet, new OwnableFaucetContract.SendFLT(somebody, 60)));
    }
}

using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;

namespace Fluence.Contracts.Tests.Chain;

/// <summary>The contracts of a marketplace on a test chain.</summary>
internal sealed record Marketplace(
    TestChain Chain, Code Code, Setting Setting, Address Token, Address Core, Address Market, Address Capacity, Address Factory)
{
    public static readonly Bytes32 Difficulty = Bytes32.Parse("0x00000000ffffffffffffffffffffffffffffffffffffffffffffffffffffffff");

    /// <summary>An effector, or an application.</summary>
    public static readonly CIDV1 Cid = new(new Bytes4(0x01551220), Bytes32.FromNumber(7));

    /// <summary>Who deployed the contracts, and owns them.</summary>
    public Address Owner => Chain.Accounts[0];

    /// <summary>The gas that the deployment of each contract cost.</summary>
    public ImmutableDictionary<string, ulong> DeploymentGas { get; init; } = ImmutableDictionary<string, ulong>.Empty;

    public static async Task<Marketplace> DeployAsync(TestChain chain, Code code, Setting setting, byte[]? randomX = null)
    {
        ImmutableDictionary<string, ulong>.Builder gas = ImmutableDictionary.CreateBuilder<string, ulong>();
        async Task<Address> MakeAsync(string contract, byte[]? arguments = null)
        {
            Address address = await chain.DeployAsync(code.Of(contract), arguments);
            gas[contract] = chain.LastGas;
            return address;
        }

        Task<Address> ProxyAsync(Address implementation, IContractCall initialize) =>
            MakeAsync("ERC1967Proxy", new ERC1967ProxyContract.Constructor(implementation, initialize.Encode()).Encode());

        Address token = await MakeAsync("TestERC20", new TestERC20Contract.Constructor("USD Coin", "USDC", 6).Encode());
        Address coreImplementation = await MakeAsync("Core");
        Address deal = await MakeAsync("Deal");
        Address proxy = randomX is null ? await MakeAsync("RandomXProxyMock", new RandomXProxyMockContract.Constructor(Difficulty).Encode())
            : await chain.DeployAsync(randomX);
        Address core = await ProxyAsync(coreImplementation, Initialize(setting, deal, proxy));
        Address market = await ProxyAsync(
            await MakeAsync("Market", new MarketContract.Constructor(core).Encode()), new MarketContract.Initialize());
        Address capacity = await ProxyAsync(
            await MakeAsync("Capacity", new CapacityContract.Constructor(core).Encode()),
            new CapacityContract.Initialize(Bytes32.FromNumber(1)));
        Address factory = await ProxyAsync(
            await MakeAsync("DealFactory", new DealFactoryContract.Constructor(core).Encode()), new DealFactoryContract.Initialize());
        await chain.SendAsync(chain.Accounts[0], core, new CoreContract.InitializeModules(capacity, market, factory));
        await chain.TrySendAsync(chain.Accounts[0], capacity, [], setting.InitialRewardBalance);
        return new Marketplace(chain, code, setting, token, core, market, capacity, factory) { DeploymentGas = gas.ToImmutable() };
    }

    public static CoreContract.Initialize Initialize(Setting setting, Address deal, Address randomX) => new(
        setting.EpochDuration,
            setting.MinDepositedEpochs, setting.MinRematchingEpochs, 1, 1, deal, setting.IsWhitelistEnabled, setting.FltPrice,
        setting.UsdCollateral, setting.UsdTarget, setting.MinDuration, setting.MinReward, setting.MaxReward, setting.VestingDuration,
        setting.VestingCount, setting.SlashingRate, setting.MinProofs, setting.MaxProofs, setting.WithdrawEpochsAfterFailed,
        setting.MaxFailedRatio, Difficulty, setting.InitialPool, randomX);

    public Task<Receipt> CoreAsync(Address from, IContractCall call) => Chain.SendAsync(from, Core, call);

    public Task<Receipt> MarketAsync(Address from, IContractCall call) => Chain.SendAsync(from, Market, call);

    public Task<Receipt> CapacityAsync(Address from, IContractCall call, BigInteger value = default) =>
        Chain.SendAsync(from, Capacity, call, value);

    public async Task<int> EpochAsync() => (int)await Chain.CallAsync(Core, new CoreContract.CurrentEpoch());

    /// <summary>Waits for so many epochs.</summary>
    public Task EpochsAsync(int count = 1) => Chain.MineAsync((long)count * Setting.EpochDuration);
}

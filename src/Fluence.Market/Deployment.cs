using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Contracts;

namespace Fluence.Market;

/// <summary>Where the contracts of a marketplace are.</summary>
/// <param name="PaymentToken">The ERC-20 that deals are paid in, with 6 decimals.</param>
/// <param name="Multicall">Multicall3, with which clients ask many questions at once.</param>
/// <param name="Core">Parameters, epochs, and the addresses of the others.</param>
/// <param name="Market">Offers and matching.</param>
/// <param name="Capacity">Capacity commitments.</param>
/// <param name="DealFactory">Makes deals.</param>
public sealed record Deployment(
    Address PaymentToken, Address Multicall, Address Core, Address Market, Address Capacity, Address DealFactory)
{
    private static readonly BigInteger TestTokens = BigInteger.Pow(10, 24);

    /// <summary>
    /// The addresses that the original's clients know as <c>local</c>: those of contracts that the first account of the mnemonic
    /// <c>test … junk</c> makes first on a new chain, with ten holders of the test token, in the order of <see cref="DeployAsync"/>.
    /// </summary>
    public static Deployment Local { get; } = new(
        Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3"),
        Address.Parse("0xe7f1725E7734CE288F8367e1Bb143E90bb3F0512"),
        Address.Parse("0x0B306BF915C4d645ff596e518fAf3F9669b97016"),
        Address.Parse("0x3Aa5ebB10DC797CAC828524e59A333d0A371443c"),
        Address.Parse("0xc6e7DF5E7b4f2A278906862b61205850344D4e7d"),
        Address.Parse("0x59b670e9fA9D0A427751Af201D676719a970857b"));

    /// <summary>Makes all contracts, in the original's order.</summary>
    /// <param name="sender">The account that pays, and owns them afterwards.</param>
    /// <param name="parameters">With what they are set up.</param>
    /// <param name="code">The contracts; those of this repository where it is null.</param>
    /// <param name="progress">Told of each step that is done.</param>
    /// <param name="cancellation">Ends it in between; what is made stays.</param>
    public static async Task<Deployment> DeployAsync(
        TransactionSender sender, DeploymentParameters parameters, ContractCode? code = null, IProgress<string>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(parameters);
        Deployer deployer = new(sender, code ?? ContractCode.Own, progress, cancellation);
        Address token = parameters.PaymentToken ?? await deployer.MakeAsync(
            "TestERC20", new TestERC20Contract.Constructor("USD Token", "tUSD", 6).Encode());
        Address multicall = await deployer.MakeAsync("Multicall3");
        foreach (Address holder in parameters.TestTokenHolders)
        {
            await sender.SendAsync(token, new TestERC20Contract.Transfer(holder, TestTokens), cancellation: cancellation);
        }

        Address coreCode = await deployer.MakeAsync("Core");
        Address dealCode = await deployer.MakeAsync("Deal");
        Address randomX = parameters.IsRandomXMocked
            ? await deployer.MakeAsync("RandomXProxyMock", new RandomXProxyMockContract.Constructor(parameters.Difficulty).Encode())
            : await deployer.MakeAsync("RandomXProxy");
        Address core = await deployer.MakeProxyAsync("Core", coreCode, Initialize(parameters, dealCode, randomX));
        Address marketCode = await deployer.MakeAsync("Market", new MarketContract.Constructor(core).Encode());
        Address capacityCode = await deployer.MakeAsync("Capacity", new CapacityContract.Constructor(core).Encode());
        Address factoryCode = await deployer.MakeAsync("DealFactory", new DealFactoryContract.Constructor(core).Encode());
        Address market = await deployer.MakeProxyAsync("Market", marketCode, new MarketContract.Initialize());
        Address capacity = await deployer.MakeProxyAsync(
            "Capacity", capacityCode, new CapacityContract.Initialize(parameters.InitGlobalNonce));
        Address factory = await deployer.MakeProxyAsync("DealFactory", factoryCode, new DealFactoryContract.Initialize());
        await sender.TransferAsync(capacity, parameters.InitCapacityBalance, cancellation: cancellation);
        await sender.SendAsync(core, new CoreContract.InitializeModules(capacity, market, factory), cancellation: cancellation);
        return new Deployment(token, multicall, core, market, capacity, factory);
    }

    /// <summary>Finds the other contracts by that of the core.</summary>
    /// <param name="client">The chain.</param>
    /// <param name="core">The core.</param>
    /// <param name="paymentToken">The token, which the core does not know.</param>
    /// <param name="multicall">Multicall3.</param>
    /// <param name="cancellation">Ends it.</param>
    public static async Task<Deployment> FindAsync(
        EthereumClient client, Address core, Address paymentToken, Address multicall = default, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(client);
        ContractCall<Address>[] questions =
        [
            new(core, new CoreContract.Market()), new(core, new CoreContract.Capacity()), new(core, new CoreContract.DealFactory()),
        ];
        var answers = await client.CallManyAsync(questions, cancellation: cancellation);
        return new Deployment(paymentToken, multicall, core, answers[0], answers[1], answers[2]);
    }

    private static CoreContract.Initialize Initialize(DeploymentParameters of, Address dealCode, Address randomX) => new(
        of.EpochDuration, of.MinDepositedEpochs, of.MinRematchingEpochs, of.MinProtocolVersion, of.MaxProtocolVersion, dealCode,
        of.IsWhitelistEnabled, of.FltPrice, of.UsdCollateralPerUnit, of.UsdTargetRevenuePerEpoch, of.MinDuration, of.MinRewardPerEpoch,
        of.MaxRewardPerEpoch, of.VestingPeriodDuration, of.VestingPeriodCount, of.SlashingRate, of.MinProofsPerEpoch, of.MaxProofsPerEpoch,
        of.WithdrawEpochsAfterFailed, of.MaxFailedRatio, of.Difficulty, of.InitRewardPool, randomX);

    private sealed class Deployer(TransactionSender sender, ContractCode code, IProgress<string>? progress, CancellationToken cancellation)
    {
        public async Task<Address> MakeAsync(string contract, byte[]? arguments = null, string? name = null)
        {
            Receipt receipt = await sender.DeployAsync(code.Of(contract, arguments), cancellation: cancellation);
            progress?.Report(name ?? contract);
            return receipt.ContractAddress
                ?? throw new EthereumException($"the chain does not say where it made {contract} (transaction {receipt.TransactionHash})");
        }

        public Task<Address> MakeProxyAsync(string name, Address implementation, IContractCall initialization) => MakeAsync(
            "ERC1967Proxy", new ERC1967ProxyContract.Constructor(implementation, initialization.Encode()).Encode(), name + " proxy");
    }
}

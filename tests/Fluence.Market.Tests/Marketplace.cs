using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Market.Offers;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Market.Tests;

/// <summary>A chain with the contracts, as on the original's local network.</summary>
internal sealed class Marketplace : IAsyncDisposable
{
    internal static readonly TimeSpan Epoch = TimeSpan.FromSeconds((int)DeploymentParameters.Local.EpochDuration);

    internal static readonly Cid App =
        Cid.TryParse("bafkreihdwdcefgh4dqkjv67uzcmw7ojee6xedzdetojuzjevtenxquvyku", out Cid app) ? app : default;

    private Marketplace(Anvil anvil, Deployment deployment)
    {
        Anvil = anvil;
        Deployment = deployment;
    }

    internal Anvil Anvil { get; }

    internal Deployment Deployment { get; }

    internal EthereumClient Client => Anvil.Client;

    internal static async Task<Marketplace> StartAsync(ContractCode? code = null, params string[] arguments)
    {
        Anvil anvil = await Anvil.StartAsync(arguments);
        await using TransactionSender owner = anvil.Sender();
        DeploymentParameters parameters =
            DeploymentParameters.Local with { TestTokenHolders = [.. anvil.Accounts.Select(each => each.Address)] };
        return new Marketplace(anvil, await Deployment.DeployAsync(owner, parameters, code).Soon());
    }

    internal TransactionSender Sender(int account) => Anvil.Sender(account);

    internal DealClient Deals(TransactionSender sender) => new(sender, Deployment);

    internal OfferClient Offers(TransactionSender sender) => new(sender, Deployment);

    internal CommitmentClient Commitments(TransactionSender sender) => new(sender, Deployment);

    internal Task<BigInteger> TokensOfAsync(Address account) =>
        Client.CallAsync(Deployment.PaymentToken, new TestERC20Contract.BalanceOf(account));

    internal Task<BigInteger> EpochAsync() => Client.CallAsync(Deployment.Core, new CoreContract.CurrentEpoch());

    internal Task PassEpochsAsync(int epochs) => Anvil.IncreaseTimeAsync(Epoch * epochs);

    internal static PeerId NewPeer() => KeyPair.Generate().PeerId;

    internal static Bytes32 NewUnit() => Bytes32.FromBytes(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));

    /// <summary>A provider with peers of two units each, all of them committed.</summary>
    internal async Task<(Bytes32 Offer, List<OfferedPeer> Peers)> ProvideAsync(TransactionSender provider, int peers, BigInteger price)
    {
        List<OfferedPeer> offered =
            [.. Enumerable.Range(0, peers).Select(_ => new OfferedPeer(NewPeer(), provider.Account, [NewUnit(), NewUnit()]))];
        await Offers(provider).RegisterProviderAsync("provider").Soon();
        Bytes32 offer = await Offers(provider).CreateAsync(new OfferTerms(price, [.. offered])).Soon();
        List<Bytes32> commitments = [];
        foreach (OfferedPeer peer in offered)
        {
            commitments.Add(await Commitments(provider).CreateAsync(peer.Id, 20, 100_000).Soon());
        }

        await Commitments(provider).DepositCollateralAsync([.. commitments]).Soon();
        await PassEpochsAsync(1).Soon();
        return (offer, offered);
    }

    public ValueTask DisposeAsync() => Anvil.DisposeAsync();
}

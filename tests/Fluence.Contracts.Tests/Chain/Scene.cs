using System.Collections.Immutable;
using System.Numerics;
using Fluence.Contracts.Tests.Abi;
using Fluence.Contracts.Tests.Model;
using Fluence.Ethereum;

namespace Fluence.Contracts.Tests.Chain;

/// <summary>A marketplace for the tests of a class, each of which begins with it as it was deployed.</summary>
public sealed class SceneFixture : IAsyncLifetime
{
    private TestChain? _chain;
    private Marketplace? _marketplace;
    private string _snapshot = "";

    Task IAsyncLifetime.InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        if (_chain is not null)
        {
            await _chain.DisposeAsync();
        }
    }

    internal async Task<Scene> BeginAsync()
    {
        if (_marketplace is null)
        {
            _chain = await TestChain.StartAsync();
            _marketplace = await Marketplace.DeployAsync(_chain, Code.Ours, new Setting());
            await Scene.FundAsync(_marketplace);
            _snapshot = await _chain.SnapshotAsync();
        }
        else
        {
            _snapshot = await _chain!.RevertAsync(_snapshot);
        }

        return new Scene(_marketplace);
    }
}

/// <summary>Who does what in the tests, in few words. All calls that are not expected to be refused have to be accepted.</summary>
internal sealed class Scene(Marketplace marketplace)
{
    public const int UnitsOfPeer = 2;

    public static readonly BigInteger Dollar = 1_000_000;

    public Marketplace Marketplace { get; } = marketplace;

    public TestChain Chain => Marketplace.Chain;

    public Address Owner => Chain.Accounts[0];

    public Address Provider => Chain.Accounts[1];

    public Address Customer => Chain.Accounts[2];

    public Address PeerOwner => Chain.Accounts[3];

    public Address Delegator => Chain.Accounts[4];

    public Address Stranger => Chain.Accounts[5];

    public Address SecondProvider => Chain.Accounts[6];

    public BigInteger CollateralPerUnit => Marketplace.Setting.UsdCollateral * Setting.Ether / Marketplace.Setting.FltPrice;

    public static Bytes32 Peer(int peer) => Bytes32.FromNumber(0x100 + peer);

    public static Bytes32 Unit(int peer, int index = 0) => Bytes32.FromNumber(0x1000 + (peer * 0x10) + index);

    public static Bytes32 Id(int id) => Bytes32.FromNumber(id);

    public static async Task<Scene> OfAsync(TestChain chain, Code code, Setting? setting = null, byte[]? randomX = null)
    {
        Marketplace marketplace = await Marketplace.DeployAsync(chain, code, setting ?? new Setting(), randomX);
        await FundAsync(marketplace);
        return new Scene(marketplace);
    }

    public static async Task FundAsync(Marketplace marketplace)
    {
        foreach (Address account in marketplace.Chain.Accounts[1..])
        {
            await marketplace.Chain.SendAsync(marketplace.Owner, marketplace.Token, new TestERC20Contract.Transfer(account, 1_000_000 * Dollar));
        }
    }

    public Task<Receipt> SendAsync(Address from, Address to, IContractCall call, BigInteger value = default) => Chain.SendAsync(from, to, call, value);

    public Task<string> RefusalAsync(Address from, Address to, IContractCall call, BigInteger value = default) =>
        Chain.RefusalAsync(from, to, call, value);

    public Task<T> AskAsync<T>(Address to, IContractCall<T> call) => Chain.CallAsync(to, call);

    public Task EpochsAsync(int count = 1) => Marketplace.EpochsAsync(count);

    public Task<BigInteger> TokensAsync(Address account) => AskAsync(Marketplace.Token, new TestERC20Contract.BalanceOf(account));

    /// <summary>Registers an offer with peers of two units each, all of the peer owner's.</summary>
    public Task<Bytes32> OfferAsync(Address? provider = null, BigInteger? price = null, params ImmutableArray<int> peers) =>
        OfferAsync(Marketplace.Token, provider, price, peers);

    public async Task<Bytes32> OfferAsync(Address token, Address? provider, BigInteger? price, ImmutableArray<int> peers)
    {
        Address from = provider ?? Provider;
        await SendAsync(from, Marketplace.Market, new MarketContract.SetProviderInfo("provider", Marketplace.Cid));
        Receipt receipt = await SendAsync(from, Marketplace.Market, new MarketContract.RegisterMarketOffer(
            price ?? Dollar, token, [Marketplace.Cid],
            [.. peers.Select(peer => new RegisterComputePeer(Peer(peer), PeerOwner, [Unit(peer), Unit(peer, 1)]))], 1, 1));
        return Decoded<MarketContract.MarketOfferRegisteredEvent>(receipt, MarketContract.MarketOfferRegisteredEvent.TryDecode).OfferId;
    }

    /// <summary>Creates a commitment for a peer.</summary>
    public async Task<Bytes32> CreateCommitmentAsync(
        int peer, Address? provider = null, int duration = 20, Address? delegator = null, BigInteger? rate = null)
    {
        Receipt receipt = await SendAsync(provider ?? Provider, Marketplace.Capacity, new CapacityContract.CreateCommitment(
            Peer(peer), duration, delegator ?? Address.Zero, rate ?? Setting.Precision / 10));
        return Decoded<CapacityContract.CommitmentCreatedEvent>(receipt, CapacityContract.CommitmentCreatedEvent.TryDecode).CommitmentId;
    }

    public Task<Receipt> DepositCollateralAsync(Address? from = null, params ImmutableArray<Bytes32> commitments) => SendAsync(
        from ?? Delegator, Marketplace.Capacity, new CapacityContract.DepositCollateral(commitments),
        CollateralPerUnit * UnitsOfPeer * commitments.Length);

    /// <summary>Commits the capacity of peers, and waits until that is active.</summary>
    public async Task<ImmutableArray<Bytes32>> CommitAsync(Address? provider = null, int duration = 20, params ImmutableArray<int> peers)
    {
        List<Bytes32> commitments = [];
        foreach (int peer in peers)
        {
            commitments.Add(await CreateCommitmentAsync(peer, provider, duration));
        }

        await DepositCollateralAsync(null, [.. commitments]);
        await EpochsAsync();
        return [.. commitments];
    }

    public Task<Receipt> ProveAsync(Bytes32 unit, int nonce, Address? from = null) => SendAsync(
        from ?? PeerOwner, Marketplace.Capacity, new CapacityContract.SubmitProof(unit, Id(nonce), Marketplace.Difficulty));

    /// <summary>Gives enough proofs of a unit in this epoch.</summary>
    public async Task ProveEnoughAsync(Bytes32 unit, int nonce)
    {
        for (int i = 0; i < Marketplace.Setting.MinProofs; i++)
        {
            await ProveAsync(unit, nonce + i);
        }
    }

    public async Task<Address> DealAsync(
        int min = 1, int target = 3, int maxPerProvider = 3, BigInteger? price = null, BigInteger? deposit = null, AccessType access = AccessType.None,
        ImmutableArray<Address>? listed = null, Address? token = null, Address? owner = null)
    {
        BigInteger each = price ?? 2 * Dollar;
        BigInteger amount = deposit ?? each * target * 6;
        Address from = owner ?? Customer;
        await SendAsync(from, token ?? Marketplace.Token, new TestERC20Contract.Approve(Marketplace.Factory, amount));
        Receipt receipt = await SendAsync(from, Marketplace.Factory, new DealFactoryContract.DeployDeal(
            Marketplace.Cid, token ?? Marketplace.Token, amount, min, target, maxPerProvider, each, [Marketplace.Cid], (byte)access, listed ?? [], 1));
        return Decoded<DealFactoryContract.DealCreatedEvent>(receipt, DealFactoryContract.DealCreatedEvent.TryDecode).Deal;
    }

    public Task<Receipt> MatchAsync(Address deal, Bytes32 offer, params ImmutableArray<Bytes32> units) =>
        SendAsync(Customer, Marketplace.Market, new MarketContract.MatchDeal(deal, [offer], [units]));

    public Task<Receipt> SetWorkerAsync(Address deal, Bytes32 unit, Address? from = null) =>
        SendAsync(from ?? Provider, deal, new DealContract.SetWorker(unit, unit));

    public async Task<DealStatus> StatusAsync(Address deal) => (DealStatus)await AskAsync(deal, new DealContract.GetStatus());

    public async Task<CommitmentStatus> CommitmentStatusAsync(Bytes32 commitment) =>
        (CommitmentStatus)await AskAsync(Marketplace.Capacity, new CapacityContract.GetStatus(commitment));

    /// <summary>The deal that a unit works in.</summary>
    public async Task<Address> DealOfAsync(Bytes32 unit) => (await AskAsync(Marketplace.Market, new MarketContract.GetComputeUnit(unit))).Deal;

    public delegate bool TryDecode<T>(Log log, out T? value);

    /// <summary>The only event of its kind in a receipt.</summary>
    public static T Decoded<T>(Receipt receipt, TryDecode<T> decode) => Assert.Single(All(receipt, decode));

    public static IReadOnlyList<T> All<T>(Receipt receipt, TryDecode<T> decode)
    {
        List<T> found = [];
        foreach (Log log in receipt.Logs)
        {
            if (decode(log, out T? value))
            {
                found.Add(value!);
            }
        }

        return found;
    }
}

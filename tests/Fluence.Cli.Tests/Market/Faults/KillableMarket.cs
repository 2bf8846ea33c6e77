using System.Net;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Ipfs;
using Fluence.Ipfs.Rpc;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p;
using Fluence.Marine.Tests.Support;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Market.Offers;
using Fluence.Peer.Configuration;
using Fluence.Primitives.Content;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Cli.Tests.Market.Faults;

/// <summary>
/// A marketplace on a chain of its own with an IPFS, and a provider whose one peer is a process. Whatever that asks the chain or the IPFS
/// is a step of it, at which it can be killed.
/// </summary>
internal sealed class KillableMarket : IAsyncDisposable
{
    public const int Price = 2_000_000, Deposit = 20_000_000;

    private const int ProviderAccount = 1, CustomerAccount = 2, PeerAccount = 3;

    private readonly KeyPair _key = KeyPair.Generate();
    private readonly Bytes32 _unit = Bytes32.FromBytes(RandomNumberGenerator.GetBytes(32));
    private readonly Libp2pHost _network = new(KeyPair.Generate());
    private readonly Anvil _anvil;
    private readonly IpfsNode _files;
    private readonly KuboServer _ipfs;
    private readonly StepProxy _chainProxy, _ipfsProxy;
    private Bytes32 _offer;

    private KillableMarket(Anvil anvil, Deployment deployment, IpfsNode files, KuboServer ipfs, Libp2pHost network)
    {
        _anvil = anvil;
        _files = files;
        _ipfs = ipfs;
        _network = network;
        Deployment = deployment;
        Provider = anvil.Sender(ProviderAccount);
        Customer = anvil.Sender(CustomerAccount);
        Deals = new DealClient(Customer, deployment);
        _chainProxy = new StepProxy(anvil.Url, what => OnStep?.Invoke(what) ?? true);
        _ipfsProxy = new StepProxy(ipfs.Url, what => OnStep?.Invoke(what) ?? true);
    }

    public Deployment Deployment { get; }

    public TransactionSender Provider { get; }

    public TransactionSender Customer { get; }

    public DealClient Deals { get; }

    public PeerId PeerId => _key.PeerId;

    /// <summary>Told of each step of the peer; whether the peer is still there.</summary>
    public Func<string, bool>? OnStep { get; set; }

    /// <summary>A deal for an application with the service <c>one</c>.</summary>
    public Address Deal { get; private set; }

    public static async Task<KillableMarket> StartAsync()
    {
        Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender owner = anvil.Sender();
        Deployment deployment = await Deployment.DeployAsync(
            owner, DeploymentParameters.Local with { TestTokenHolders = [.. anvil.Accounts.Select(static each => each.Address)] }).Soon();
        Libp2pHost network = new(KeyPair.Generate());
        IpfsNode files = new(TestFolder.New(), new IpfsOptions());
        KuboServer ipfs = await KuboServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), files, network, "test", NullLogger.Instance, CancellationToken.None);
        KillableMarket market = new(anvil, deployment, files, ipfs, network);
        await market.OfferAsync();
        return market;
    }

    /// <summary>Makes the folder of a peer that was never started.</summary>
    public string MakeFolder()
    {
        string folder = TestFolder.New();
        KeyFile.Write(Path.Combine(folder, "persistent", "secret_key.ed25519"), _key);
        File.WriteAllText(Path.Combine(folder, "config.yaml"), $"""
            base_dir: {folder}
            listen_ip: 127.0.0.1
            tcp_port: none
            websocket_port: 0
            http_port: none
            chain_http_endpoint: {_chainProxy.Url}
            chain_ws_endpoint: {_anvil.WebSocketUrl}
            chain_network_id: 31337
            chain_wallet_key: {Convert.ToHexString(_anvil.Accounts[PeerAccount].PrivateKey.Span)}
            worker_ipfs_multiaddr: /ip4/127.0.0.1/tcp/{_ipfsProxy.Url.Port}
            decider_period_sec: 2
            worker_spell_period: 2
            units_share_cores: true
            log_level: error

            """);
        return folder;
    }

    public Task<string> SnapshotAsync() => _anvil.SnapshotAsync().Soon();

    public Task RevertAsync(string snapshot) => _anvil.RevertAsync(snapshot).Soon();

    public Task MatchAsync() => Deals.MatchAsync(Deal, [(_offer, [_unit])]).Soon();

    /// <summary>How often a worker was named to the chain in the deal.</summary>
    public async Task<int> CountRegistrationsAsync()
    {
        LogFilter filter = LogFilter.Of(Deal, DealContract.WorkerIdUpdatedEvent.Topic) with { From = BlockTag.Number(0) };
        return (await _anvil.Client.GetLogsAsync(filter).Soon()).Length;
    }

    /// <summary>The worker that the chain names; null while it names none.</summary>
    public async Task<PeerId?> FindWorkerAsync()
    {
        var units = await Deals.GetUnitsAsync(Deal).Soon();
        return units.IsEmpty || !units[0].HasWorker ? null : units[0].WorkerId.ToPeerId();
    }

    /// <summary>How many transactions of the peer are in blocks, and how many with those that wait.</summary>
    public async Task<(ulong Latest, ulong Pending)> CountSentAsync()
    {
        Address account = _anvil.Accounts[PeerAccount].Address;
        return (await _anvil.Client.GetTransactionCountAsync(account, BlockTag.Latest).Soon(),
            await _anvil.Client.GetTransactionCountAsync(account, BlockTag.Pending).Soon());
    }

    public Task<BigInteger> BalanceAsync(Address owner) =>
        _anvil.Client.CallAsync(Deployment.PaymentToken, new TestERC20Contract.BalanceOf(owner)).Soon();

    public async ValueTask DisposeAsync()
    {
        await Provider.DisposeAsync();
        await Customer.DisposeAsync();
        await _chainProxy.DisposeAsync();
        await _ipfsProxy.DisposeAsync();
        await _ipfs.DisposeAsync();
        await _network.DisposeAsync();
        await _anvil.DisposeAsync();
    }

    private async Task<Cid> AddAsync(byte[] content) =>
        (await _files.AddFileAsync(new MemoryStream(content), new AddOptions(), CancellationToken.None)).Cid;

    private async Task OfferAsync()
    {
        OfferClient offers = new(Provider, Deployment);
        await offers.RegisterProviderAsync("provider").Soon();
        Address owner = _anvil.Accounts[PeerAccount].Address;
        _offer = await offers.CreateAsync(new OfferTerms(1_000_000, [new OfferedPeer(_key.PeerId, owner, [_unit])])).Soon();
        CommitmentClient commitments = new(Provider, Deployment);
        await commitments.DepositCollateralAsync([await commitments.CreateAsync(_key.PeerId, 1000, 100_000).Soon()]).Soon();
        await _anvil.IncreaseTimeAsync(TimeSpan.FromSeconds((int)DeploymentParameters.Local.EpochDuration)).Soon();
        Cid wasm = await AddAsync(GuestFile.Read("types"));
        Cid app = await AddAsync(Encoding.UTF8.GetBytes(
            $$"""{"services":[{"name":"one","modules":[{"name":"types","wasm":"{{wasm}}"}],"total_memory_limit":0}],"spells":[]}"""));
        Deal = await Deals.CreateAsync(new DealTerms(app, Deposit, 1, 1, Price)).Soon();
    }
}

using System.Net;
using System.Security.Cryptography;
using Fluence.Client;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Ipfs.UnixFs;
using Fluence.Market;
using Fluence.Market.Commitments;
using Fluence.Market.Contracts;
using Fluence.Market.Deals;
using Fluence.Market.Offers;
using Fluence.Marine.Tests.Support;
using Fluence.Peer.Chain;
using Fluence.Peer.Configuration;
using Fluence.Peer.Tests.Spells;
using Fluence.Primitives.Content;
using Fluence.Primitives.Json;
using Fluence.Services.Deals;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Peer.Tests.Deals;

/// <summary>A marketplace on a chain of its own, and a peer that is offered there with two units and serves deals by itself.</summary>
internal sealed class ChainNetwork : IAsyncDisposable
{
    private const int ProviderAccount = 1, CustomerAccount = 2, PeerAccount = 3, OtherAccount = 4;

    private readonly KeyPair _key = KeyPair.Generate();
    private FaultyProxy? _proxy;
    private TimeProvider _time = TimeProvider.System;

    private ChainNetwork(Anvil anvil, Deployment deployment)
    {
        Anvil = anvil;
        Provider = anvil.Sender(ProviderAccount);
        Customer = anvil.Sender(CustomerAccount);
        Deals = new DealClient(Customer, deployment);
        Deployment = deployment;
    }

    public Anvil Anvil { get; }

    public Deployment Deployment { get; }

    public TransactionSender Provider { get; }

    public TransactionSender Customer { get; }

    public DealClient Deals { get; }

    public Bytes32 Offer { get; private set; }

    public List<Bytes32> Units { get; } = [.. Enumerable.Range(0, 2).Select(_ => Bytes32.FromBytes(RandomNumberGenerator.GetBytes(32)))];

    public PeerNode Node { get; private set; } = null!;

    /// <param name="policy">What the peer joins by itself; null for nothing.</param>
    /// <param name="endpoint">The endpoint that the peer uses in place of the chain's own, and often asks for what is new.</param>
    /// <param name="proves">Whether it proves its capacity, if it uses another endpoint.</param>
    /// <param name="time">The peer's clock; null for the real one.</param>
    public static async Task<ChainNetwork> StartAsync(
        ProviderPolicy? policy = null, Func<Anvil, FaultyProxy>? endpoint = null, bool proves = false, TimeProvider? time = null)
    {
        Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender owner = anvil.Sender();
        DeploymentParameters parameters =
            DeploymentParameters.Local with { TestTokenHolders = [.. anvil.Accounts.Select(each => each.Address)] };
        ChainNetwork network = new(anvil, await Deployment.DeployAsync(owner, parameters).Soon());
        network._time = time ?? network._time;
        await network.OfferAsync();
        PeerConfig config = new()
        {
            BaseDir = TestFolder.New(), ListenIp = IPAddress.Loopback, TcpPort = 0, WebSocketPort = 0, HttpPort = null,
            Chain = new ChainOptions
            {
                HttpEndpoint = anvil.Url, WebSocketEndpoint = anvil.WebSocketUrl, NetworkId = 31337,
                WalletKey = Convert.ToHexString(anvil.Accounts[PeerAccount].PrivateKey.Span),
            },
            Deals = new DealOptions { Policy = policy ?? new ProviderPolicy(), ProofPeriod = TimeSpan.FromSeconds(1) },
        };
        if (endpoint?.Invoke(anvil) is { } proxy)
        {
            network._proxy = proxy;
            config = config with
            {
                Chain = config.Chain with { HttpEndpoint = proxy.Url, WebSocketEndpoint = null },
                Deals = new DealOptions
                {
                    Policy = policy ?? new ProviderPolicy(), PollPeriod = TimeSpan.FromMilliseconds(100),
                    DeciderPeriod = TimeSpan.FromSeconds(2), ProofPeriod = proves ? TimeSpan.FromSeconds(1) : null,
                },
            };
        }

        await network.StartPeerAsync(config);
        return network;
    }

    /// <summary>Ends the peer, and does something before it is started anew with the same folder.</summary>
    public async Task RestartPeerAsync(Action between)
    {
        await Node.DisposeAsync();
        between();
        await StartPeerAsync(Node.Config);
    }

    /// <summary>Has the peer's IPFS keep a definition with services of one guest each.</summary>
    public async Task<Cid> AddAppAsync(params (string Name, string Guest)[] services)
    {
        List<string> parts = [];
        foreach ((string name, string guest) in services)
        {
            Cid wasm = await AddAsync(GuestFile.Read(guest));
            parts.Add($$"""{"name":"{{name}}","modules":[{"name":"{{guest}}","wasm":"{{wasm}}"}],"total_memory_limit":0}""");
        }

        return await AddAsync(System.Text.Encoding.UTF8.GetBytes($$"""{"services":[{{string.Join(',', parts)}}],"spells":[]}"""));
    }

    public Task<Address> CreateDealAsync(Cid app) => Deals.CreateAsync(new DealTerms(app, 20_000_000, 1, 1, 2_000_000)).Soon();

    public Task PassEpochAsync() => Anvil.IncreaseTimeAsync(TimeSpan.FromSeconds((int)DeploymentParameters.Local.EpochDuration)).Soon();

    /// <summary>The worker that the chain names; null while it names none.</summary>
    public async Task<PeerId?> FindWorkerAsync(Address deal)
    {
        var units = await Deals.GetUnitsAsync(deal).Soon();
        return units.IsEmpty || !units[0].HasWorker ? null : units[0].WorkerId.ToPeerId();
    }

    /// <summary>How often a worker was named to the chain in a deal.</summary>
    public async Task<int> CountRegistrationsAsync(Address deal)
    {
        LogFilter filter = LogFilter.Of(deal, DealContract.WorkerIdUpdatedEvent.Topic) with { From = BlockTag.Number(0) };
        return (await Anvil.Client.GetLogsAsync(filter).Soon()).Length;
    }

    /// <summary>How many transactions of the peer are in blocks.</summary>
    public Task<ulong> CountSentAsync() => Anvil.Client.GetTransactionCountAsync(Anvil.Accounts[PeerAccount].Address).Soon();

    /// <summary>How many of them did nothing but fail there, and pay for it; and whether some wait for one that is missing.</summary>
    public async Task<(int Failed, bool IsGap)> CountWastedAsync()
    {
        string account = Anvil.Accounts[PeerAccount].Address.ToLowerString();
        int failed = 0;
        for (ulong block = 0; block <= await Anvil.Client.BlockNumberAsync().Soon(); block++)
        {
            var receipts = await Anvil.Client.RequestAsync("eth_getBlockReceipts", [Hex.Quantity(block)]).Soon();
            failed += receipts.EnumerateArray().Count(receipt => receipt.GetProperty("from").GetString() == account
                && receipt.GetProperty("status").GetString() == "0x0");
        }

        var pool = await Anvil.Client.RequestAsync("txpool_status", []).Soon();
        return (failed, pool.GetProperty("queued").GetString() != "0x0");
    }

    /// <summary>Another provider with a unit that proves its capacity, and no peer that runs.</summary>
    public async Task<(Bytes32 Offer, Bytes32 Unit)> AddProviderAsync()
    {
        await using TransactionSender other = Anvil.Sender(OtherAccount);
        return await OfferAsync(other, KeyPair.Generate().PeerId, [Bytes32.FromBytes(RandomNumberGenerator.GetBytes(32))]);
    }

    /// <summary>The worker that the peer has for a deal; empty where it has none.</summary>
    public async Task<string> OwnWorkerAsync(Address deal) =>
        (await CallAsync(Node.PeerId, "worker.get_worker_id", $"\"{deal}\"")).Trim('[', ']', '"');

    /// <summary>The units of which proofs of capacity are on the chain, from a block on.</summary>
    public async Task<HashSet<Bytes32>> ProvedAsync(ulong from = 0)
    {
        LogFilter filter = LogFilter.Of(Deployment.Capacity, CapacityContract.ProofSubmittedEvent.Topic) with { From = BlockTag.Number(from) };
        return
        [
            .. (await Anvil.Client.GetLogsAsync(filter).Soon()).Select(log =>
                CapacityContract.ProofSubmittedEvent.TryDecode(log, out CapacityContract.ProofSubmittedEvent? proof) ? proof.UnitId : default),
        ];
    }

    /// <summary>Calls a function of one argument, or of none, on a worker as anybody may.</summary>
    public async Task<string> CallAsync(PeerId worker, string function, string? arguments = null)
    {
        await using FluenceClient client = await FluenceClient.ConnectAsync(
            Node.Addresses[0], KeyPair.Generate(), time: _time).Soon();
        int dot = function.IndexOf('.', StringComparison.Ordinal);
        string passed = arguments is null ? "" : "argument";
        JsonValue result = await SpellNetwork.RunAsync(
            client, $"""(seq (call relay ("op" "noop") []) (call on ("{function[..dot]}" "{function[(dot + 1)..]}") [{passed}] result))""",
            ("on", new JsonString(worker.ToString())), ("argument", JsonValue.Parse(arguments ?? "0")));
        return result.ToString()!;
    }

    /// <summary>Whether the worker of a deal works and has a service.</summary>
    public async Task<bool> HasServiceAsync(Address deal, PeerId worker, string name) =>
        await CallAsync(Node.PeerId, "worker.is_active", $"\"{deal}\"") == "true" && await CallAsync(worker, "srv.resolve_alias_opt", $"\"{name}\"") != "[]";

    public async ValueTask DisposeAsync()
    {
        await Node.DisposeAsync();
        await Provider.DisposeAsync();
        await Customer.DisposeAsync();
        if (_proxy is not null)
        {
            await _proxy.DisposeAsync();
        }

        await Anvil.DisposeAsync();
    }

    private async Task StartPeerAsync(PeerConfig config) => Node = await PeerNode.StartAsync(
        config, _key, NullLoggerFactory.Instance, _time, CancellationToken.None).Soon();

    private async Task<Cid> AddAsync(byte[] content) =>
        (await Node.Ipfs.AddFileAsync(new MemoryStream(content), new AddOptions(), CancellationToken.None)).Cid;

    private async Task OfferAsync() => Offer = (await OfferAsync(Provider, _key.PeerId, [.. Units])).Offer;

    private async Task<(Bytes32 Offer, Bytes32 Unit)> OfferAsync(TransactionSender provider, PeerId peer, Bytes32[] units)
    {
        OfferClient offers = new(provider, Deployment);
        await offers.RegisterProviderAsync("provider").Soon();
        Address owner = Anvil.Accounts[PeerAccount].Address;
        Bytes32 offer = await offers.CreateAsync(new OfferTerms(1_000_000, [new OfferedPeer(peer, owner, [.. units])])).Soon();
        CommitmentClient commitments = new(provider, Deployment);
        await commitments.DepositCollateralAsync([await commitments.CreateAsync(peer, 1000, 100_000).Soon()]).Soon();
        await PassEpochAsync();
        return (offer, units[0]);
    }
}

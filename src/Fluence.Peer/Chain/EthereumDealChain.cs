using System.Collections.Immutable;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Ethereum.JsonRpc;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Services.Deals;
using Fluence.Services.Units;

namespace Fluence.Peer.Chain;

/// <summary>The marketplace as one peer sees it, over an Ethereum endpoint. What is read together is of one block.</summary>
internal sealed partial class EthereumDealChain : IDealChain
{
    // in how many blocks a transaction is sent again, as it is, when a reorganisation has undone it
    private const int LookedAfter = 12;

    // nothing is read while units join and leave deals, and all of it is tried again
    private static readonly TimeSpan _longestTry = TimeSpan.FromSeconds(5);

    private readonly ChainOptions _options;
    private readonly PeerId _self;
    private readonly TimeProvider _time;
    private readonly EthereumClient _client;
    private readonly TransactionSender? _sender;
    private readonly BlockSignal _blocks;
    private readonly PublishedDeals _published;
    private Marketplace? _marketplace;

    /// <param name="options">Where the chain is.</param>
    /// <param name="self">The peer.</param>
    /// <param name="wallet">Its account; null where it only reads.</param>
    /// <param name="folder">Where it is kept what was sent.</param>
    /// <param name="time">The clock.</param>
    public EthereumDealChain(ChainOptions options, PeerId self, Wallet? wallet, string folder, TimeProvider time)
    {
        _options = options;
        _self = self;
        _time = time;
        _client = new EthereumClient(options.HttpEndpoint!, new RpcOptions { Time = time });
        _sender = wallet is null ? null : new TransactionSender(
            _client, wallet, time, new TransactionSenderOptions
            {
                JournalPath = Path.Combine(folder, "transactions.journal"), Confirmations = LookedAfter,
                IsStillWanted = IsStillWantedAsync, MaxOutage = _longestTry,
            });
        _blocks = new BlockSignal(
            options.WebSocketEndpoint is { } url ? new EthereumClient(url, new RpcOptions { Time = time }) : null);
        _published = new PublishedDeals(_client, options.SyncStartBlock);
    }

    public Task<DealSnapshot> ReadAsync(CancellationToken cancellation) => AskAsync(async market =>
    {
        ulong newest = await _client.BlockNumberAsync(cancellation);
        ulong number = newest - Math.Min(newest, (ulong)_options.Confirmations);
        BlockTag block = BlockTag.Number(number);
        Task<ImmutableArray<BigInteger>> numbers = _client.CallManyAsync<BigInteger>(
            [
                new(market.Core, new CoreContract.CurrentEpoch()), new(market.Core, new CoreContract.EpochDuration()),
                new(market.Core, new CoreContract.InitTimestamp()), new(market.Core, new CoreContract.MinProofsPerEpoch()),
                new(market.Core, new CoreContract.MaxProofsPerEpoch()),
            ], block, cancellation);
        Task<ImmutableArray<Bytes32>> words = _client.CallManyAsync<Bytes32>(
            [new(market.Capacity, new CapacityContract.GetGlobalNonce()), new(market.Core, new CoreContract.Difficulty())],
            block, cancellation);
        ImmutableArray<ComputeUnit> units = await ReadUnitsAsync(market, block, cancellation);
        ImmutableArray<DealState> deals = await ReadDealsAsync(units, block, cancellation);
        Commitment? commitment = units.IsEmpty ? null : await ReadCommitmentAsync(market, block, cancellation);
        ImmutableArray<BigInteger> core = await numbers;
        ImmutableArray<Bytes32> proofs = await words;
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds((long)(core[2] + ((core[0] - 1) * core[1])));
        return new DealSnapshot(
            number, _time.GetUtcNow(), new ChainEpoch((long)core[0], start, TimeSpan.FromSeconds((long)core[1])), deals, units, commitment,
            new ProofParameters(Digits(proofs[0]), Digits(proofs[1]), (int)core[3], (int)core[4]));
    }, cancellation);

    public Task<ImmutableArray<DealWorker>> ReadWorkersAsync(string deal, CancellationToken cancellation) => AskAsync(async _ =>
        Workers(await _client.CallAsync(Address.Parse(deal), new DealContract.GetComputeUnits(), null, cancellation)), cancellation);

    public Task<ImmutableArray<PublishedDeal>> ReadPublishedAsync(CancellationToken cancellation) => AskAsync(
        market => _published.ReadAsync(market.Market, _self.ToChain(), cancellation), cancellation);

    public Task WaitAsync(CancellationToken cancellation) => _blocks.WaitAsync(cancellation);

    public async ValueTask DisposeAsync()
    {
        await _blocks.DisposeAsync();
        if (_sender is not null)
        {
            await _sender.DisposeAsync();
        }

        await _client.DisposeAsync();
    }

    private static string Digits(Bytes32 word) => Convert.ToHexStringLower(word.Span);

    private static string IdOf(Address deal) => deal.ToLowerString();

    private static ImmutableArray<DealWorker> Workers(ImmutableArray<WorkersComputeUnit> units) =>
    [
        .. units.Select(unit => new DealWorker(
            Digits(unit.Id), unit.PeerId.ToPeerId(), unit.WorkerId == Bytes32.Zero ? null : unit.WorkerId.ToPeerId())),
    ];

    private async Task<ImmutableArray<ComputeUnit>> ReadUnitsAsync(Marketplace market, BlockTag block, CancellationToken cancellation)
    {
        try
        {
            var units = await _client.CallAsync(market.Market, new MarketContract.GetComputeUnits(_self.ToChain()), block, cancellation);
            return
            [
                .. units.Select(unit => new ComputeUnit(
                    Digits(unit.Id), unit.Deal == Address.Zero ? null : IdOf(unit.Deal), (long)unit.StartEpoch)),
            ];
        }
        catch (ContractRevertedException)
        {
            // nobody offers this peer yet
            return [];
        }
    }

    private async Task<ImmutableArray<DealState>> ReadDealsAsync(
        ImmutableArray<ComputeUnit> units, BlockTag block, CancellationToken cancellation)
    {
        List<DealState> deals = [];
        IGrouping<string, ComputeUnit>[] all =
        [
            .. units.Where(unit => unit.Deal is not null).GroupBy(unit => unit.Deal!).OrderBy(deal => deal.Key, StringComparer.Ordinal),
        ];
        if (await TryReadTogetherAsync(all, block, cancellation) is { } read)
        {
            return read;
        }

        // one of them does not answer; each by itself shows which
        foreach (IGrouping<string, ComputeUnit> own in all)
        {
            ImmutableArray<string> ids = [.. own.Select(unit => unit.Id)];
            try
            {
                Address deal = Address.Parse(own.Key);
                Task<byte> status = _client.CallAsync(deal, new DealContract.GetStatus(), block, cancellation);
                Task<CIDV1> app = _client.CallAsync(deal, new DealContract.AppCID(), block, cancellation);
                var workers = Workers(await _client.CallAsync(deal, new DealContract.GetComputeUnits(), block, cancellation));
                deals.Add(new DealState(own.Key, (DealStatus)await status, (await app).ToText(), ids, workers));
            }
            catch (ContractRevertedException refusal)
            {
                deals.Add(new DealState(own.Key, DealStatus.Active, "", ids, [], refusal.Message));
            }
        }

        return [.. deals];
    }

    private async Task<ImmutableArray<DealState>?> TryReadTogetherAsync(
        IGrouping<string, ComputeUnit>[] deals, BlockTag block, CancellationToken cancellation)
    {
        if (deals.Length == 0)
        {
            return [];
        }

        try
        {
            Address[] ids = [.. deals.Select(deal => Address.Parse(deal.Key))];
            var statuses = await _client.CallManyAsync<byte>(
                [.. ids.Select(deal => new ContractCall<byte>(deal, new DealContract.GetStatus()))], block, cancellation);
            var apps = await _client.CallManyAsync<CIDV1>(
                [.. ids.Select(deal => new ContractCall<CIDV1>(deal, new DealContract.AppCID()))], block, cancellation);
            var workers = await _client.CallManyAsync<ImmutableArray<WorkersComputeUnit>>(
                [.. ids.Select(deal => new ContractCall<ImmutableArray<WorkersComputeUnit>>(deal, new DealContract.GetComputeUnits()))],
                block, cancellation);
            return
            [
                .. deals.Select((deal, index) => new DealState(
                    deal.Key, (DealStatus)statuses[index], apps[index].ToText(), [.. deal.Select(unit => unit.Id)],
                    Workers(workers[index]))),
            ];
        }
        catch (ContractRevertedException)
        {
            return null;
        }
    }

    private async Task<Commitment?> ReadCommitmentAsync(Marketplace market, BlockTag block, CancellationToken cancellation)
    {
        var peer = await _client.CallAsync(market.Market, new MarketContract.GetComputePeer(_self.ToChain()), block, cancellation);
        return peer.CommitmentId == Bytes32.Zero ? null : new Commitment(
            Digits(peer.CommitmentId),
            (CommitmentStatus)await _client.CallAsync(
                market.Capacity, new CapacityContract.GetStatus(peer.CommitmentId), block, cancellation));
    }

    /// <summary>Asks the chain; what goes wrong there is told as <see cref="ChainException"/>.</summary>
    private async Task<T> AskAsync<T>(Func<Marketplace, Task<T>> ask, CancellationToken cancellation)
    {
        try
        {
            return await ask(_marketplace ??= await FindAsync(cancellation));
        }
        catch (ContractRevertedException refusal)
        {
            throw new ChainException(refusal.Message, isRefusal: true, refusal);
        }
        catch (Exception failure) when (failure is EthereumException or Ethereum.Abi.AbiException or FormatException or OverflowException)
        {
            throw new ChainException(failure.Message, inner: failure);
        }
    }

    private async Task<Marketplace> FindAsync(CancellationToken cancellation)
    {
        if (_options.NetworkId is { } expected && await _client.ChainIdAsync(cancellation) is var actual && actual != expected)
        {
            throw new ChainException($"{_options.HttpEndpoint} is of network {actual}, chain_network_id says {expected}");
        }

        return new Marketplace(
            _options.Core,
            _options.Market ?? await _client.CallAsync(_options.Core, new CoreContract.Market(), null, cancellation),
            _options.Capacity ?? await _client.CallAsync(_options.Core, new CoreContract.Capacity(), null, cancellation));
    }

    private sealed record Marketplace(Address Core, Address Market, Address Capacity);
}

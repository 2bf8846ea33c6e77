using Fluence.Ethereum;
using Fluence.Ethereum.Logs;
using Fluence.Market.Contracts;

namespace Fluence.Market.Indexing;

/// <summary>
/// Keeps an index of a marketplace: reads the events of its contracts, and undoes what came of blocks that left the chain. What is read
/// twice counts once; a process that ends in the middle goes on where it was.
/// </summary>
/// <param name="client">The chain.</param>
/// <param name="deployment">The marketplace.</param>
/// <param name="database">The index.</param>
/// <param name="options">How the chain is read.</param>
/// <param name="time">The clock of its delays.</param>
public sealed class Indexer(
    EthereumClient client, Deployment deployment, IndexDatabase database, LogReaderOptions? options = null, TimeProvider? time = null)
{
    private readonly LogReaderOptions _options = options ?? new LogReaderOptions();
    private readonly LogReader _reader = new(
        client, new LogFilter { Topics = [[.. Projection.Topics]] }, options ?? new LogReaderOptions(), time);

    private readonly Dictionary<Address, TokenFacts> _tokens = [];
    private readonly Dictionary<Bytes32, Address> _senders = [];
    private Projection? _projection;

    /// <summary>Told after each batch of blocks that is in the index.</summary>
    public event Action<IndexState>? Advanced;

    /// <summary>What is done when the endpoint fails.</summary>
    public EndpointRetries Retries => _reader.Retries;

    /// <summary>How far the index is; null while it is empty.</summary>
    public IndexState? State => StateOf(database);

    /// <summary>Reads until it is cancelled, or, where the options say so, up to the newest block.</summary>
    /// <exception cref="IndexException">The database fails.</exception>
    /// <exception cref="EthereumException">The endpoint has failed as often in a row as the options allow.</exception>
    public async Task RunAsync(CancellationToken cancellation = default)
    {
        await foreach (LogBatch batch in _reader.ReadAsync(database.KnownBlocks(), cancellation))
        {
            switch (batch)
            {
                case LogBatch.Rollback { To: { } last }:
                    Projection projection = await ProjectionAsync(cancellation);
                    database.Write(session => projection.Rollback(session, (long)last.Number));
                    break;
                case LogBatch.Rollback:
                    (await ProjectionAsync(cancellation)).Clear();
                    database.Reset();
                    break;
                case LogBatch.Forward forward:
                    await ApplyAsync(forward, cancellation);
                    break;
            }

            if (State is { } state)
            {
                Advanced?.Invoke(state);
            }
        }
    }

    /// <summary>How far an index is; null while it is empty.</summary>
    internal static IndexState? StateOf(IndexDatabase database) => database.Read(static session => session.Query(
        "SELECT number, hash, timestamp FROM blocks ORDER BY number DESC LIMIT 1",
        static row => new IndexState((ulong)row.GetInt64(0), row.GetString(1), (ulong)row.GetInt64(2)))).FirstOrDefault();

    /// <summary>Puts a batch into the index, all of it or nothing.</summary>
    internal static void Write(IndexDatabase database, Projection projection, LogBatch.Forward batch, int depth)
    {
        // what a failed batch left in memory is not what the database holds
        projection.Clear();
        database.Write(session =>
        {
            ILookup<ulong, Log> logs = batch.Logs.ToLookup(static log => log.BlockNumber);
            foreach (Block block in batch.IsRecent ? batch.Blocks.Values : batch.Blocks.Values.Where(each => logs.Contains(each.Number)))
            {
                ulong? undo = batch.IsRecent ? block.Number : null;

                // a deal speaks, of its first deposit, before the factory has told of the deal
                foreach (Log log in logs[block.Number].OrderByDescending(projection.IsOfFactory))
                {
                    projection.Apply(session, log, block, undo);
                }

                if (batch.IsRecent)
                {
                    projection.Flush(session, undo);
                }
            }

            projection.Flush(session, null);
            projection.Clear();
            foreach (Block block in batch.IsRecent ? batch.Blocks.Values : [batch.Blocks[batch.Last.Number]])
            {
                session.Run(
                    "INSERT OR REPLACE INTO blocks (number, hash, timestamp) VALUES (@0, @1, @2)",
                    (long)block.Number, block.Hash.ToString(), (long)block.Timestamp);
            }

            long oldest = (long)batch.Last.Number - (2L * depth);
            session.Run("DELETE FROM undo WHERE block < @0", oldest);
            session.Run("DELETE FROM blocks WHERE number < @0", oldest);
        });
    }

    private async Task ApplyAsync(LogBatch.Forward batch, CancellationToken cancellation)
    {
        foreach (Address token in batch.Logs.Select(TokenOf).OfType<Address>().Distinct())
        {
            if (!_tokens.ContainsKey(token))
            {
                _tokens[token] = await AgainAsync(() => TokenFacts.AskAsync(client, token, cancellation), cancellation);
            }
        }

        await FindSendersAsync(batch, cancellation);

        // before the contracts are made there is nothing to ask them
        bool isOwn = batch.Logs.Any(log => log.Address == deployment.Core || log.Address == deployment.Market
            || log.Address == deployment.Capacity || log.Address == deployment.DealFactory);
        Projection projection = isOwn || _projection is not null
            ? await ProjectionAsync(cancellation)
            : new Projection(deployment, new NetworkFacts(0, 0, 0, 0, 0), _tokens);
        Write(database, projection, batch, _options.ReorganisationDepth);
    }

    private async Task FindSendersAsync(LogBatch.Forward batch, CancellationToken cancellation)
    {
        _senders.Clear();
        foreach (Bytes32 transaction in batch.Logs.Where(log => log.Address == deployment.Capacity
            && !log.Topics.IsEmpty && log.Topics[0] == CapacityContract.CollateralDepositedEvent.Topic)
            .Select(static log => log.TransactionHash).Distinct())
        {
            // a block that is gone meanwhile is undone with the next batch
            if (await AgainAsync(() => client.GetReceiptAsync(transaction, cancellation), cancellation) is { } receipt)
            {
                _senders[transaction] = receipt.From;
            }
        }
    }

    private Address? TokenOf(Log log) =>
        log.Address == deployment.Market && MarketContract.MarketOfferRegisteredEvent.TryDecode(log, out var offer) ? offer.PaymentToken
        : log.Address == deployment.Market && MarketContract.PaymentTokenUpdatedEvent.TryDecode(log, out var changed) ? changed.PaymentToken
        : log.Address == deployment.DealFactory && DealFactoryContract.DealCreatedEvent.TryDecode(log, out var deal) ? deal.PaymentToken
        : null;

    private async Task<Projection> ProjectionAsync(CancellationToken cancellation) => _projection ??= new Projection(
        deployment, await AgainAsync(() => NetworkFacts.AskAsync(client, deployment.Core, cancellation), cancellation), _tokens, _senders);

    private async Task<T> AgainAsync<T>(Func<Task<T>> ask, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                T answer = await ask();
                Retries.Succeed();
                return answer;
            }
            catch (EthereumException failure)
                when (failure is RpcUnavailableException { InnerException: not FormatException } or RpcErrorException)
            {
                await Retries.WaitAsync(failure, cancellation);
            }
        }
    }
}

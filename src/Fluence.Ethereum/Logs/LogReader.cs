using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Ethereum.JsonRpc;

namespace Fluence.Ethereum.Logs;

/// <summary>
/// Reads the events of a chain from its beginning, or from where it stopped, and goes on as blocks are made. Ranges that the endpoint does
/// not answer are halved. When blocks leave the chain that is told first, and then the events of those in their place. An endpoint that
/// is out of reach, or answers nonsense, is asked again.
/// </summary>
/// <param name="client">The chain.</param>
/// <param name="filter">Contracts and topics.</param>
/// <param name="options">How it reads.</param>
/// <param name="time">The clock of its delays.</param>
public sealed class LogReader(EthereumClient client, LogFilter filter, LogReaderOptions? options = null, TimeProvider? time = null)
{
    // the chain may change between two answers
    private const int MaxAttempts = 5;

    private readonly LogReaderOptions _options = options ?? new LogReaderOptions();
    private readonly TimeProvider _time = time ?? TimeProvider.System;
    private readonly List<BlockRef> _known = [];
    private ulong _range = Math.Max(1, (options ?? new LogReaderOptions()).FirstRange);

    /// <summary>What is done when the endpoint fails.</summary>
    public EndpointRetries Retries { get; } = new(options ?? new LogReaderOptions(), time);

    /// <summary>Reads.</summary>
    /// <param name="known">Blocks that were read before, the last one and some before it, by height; nothing was where it is empty.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="EthereumException">The endpoint has failed as often in a row as the options allow.</exception>
    public async IAsyncEnumerable<LogBatch> ReadAsync(
        IEnumerable<BlockRef>? known = null, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        _known.Clear();
        _known.AddRange((known ?? []).OrderBy(static each => each.Number));
        while (true)
        {
            LogBatch? batch = null;
            EthereumException? failure = null;
            try
            {
                batch = await NextAsync(cancellation);
                Retries.Succeed();
            }
            catch (EthereumException wrong)
            {
                failure = wrong;
            }

            if (batch is not null)
            {
                yield return batch;
            }
            else if (failure is not null)
            {
                await Retries.WaitAsync(failure, cancellation);
            }
            else if (_options.Follow)
            {
                await Task.Delay(_options.PollInterval, _time, cancellation);
            }
            else
            {
                yield break;
            }
        }
    }

    private async Task<LogBatch?> NextAsync(CancellationToken cancellation)
    {
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            // the height first: what is compared next is then at least as new
            ulong height = await client.BlockNumberAsync(cancellation);
            if (await FindForkAsync(cancellation) is { } rollback)
            {
                return rollback;
            }

            ulong from = _known.Count > 0 ? _known[^1].Number + 1 : _options.FirstBlock;
            ulong hidden = (ulong)Math.Max(0, _options.Confirmations - 1);
            if (height < hidden || height - hidden < from)
            {
                return null;
            }

            if (await ReadRangeAsync(from, height - hidden, height, cancellation) is { } batch)
            {
                return batch;
            }
        }

        throw new RpcUnavailableException("the endpoint's answers contradict each other: blocks and events are not of one chain");
    }

    /// <summary>Compares the last block that was read with the chain; null where it is still of it.</summary>
    private async Task<LogBatch.Rollback?> FindForkAsync(CancellationToken cancellation)
    {
        int kept = _known.Count;
        while (kept > 0)
        {
            BlockRef candidate = _known[kept - 1];
            Block? present = await client.GetBlockAsync(BlockTag.Number(candidate.Number), cancellation);
            if (present?.Hash == candidate.Hash)
            {
                break;
            }

            kept--;
        }

        if (kept == _known.Count)
        {
            return null;
        }

        _known.RemoveRange(kept, _known.Count - kept);
        return new LogBatch.Rollback(kept > 0 ? _known[^1] : null);
    }

    /// <summary>Reads a range that the endpoint can answer; null where the chain changed meanwhile.</summary>
    private async Task<LogBatch.Forward?> ReadRangeAsync(ulong from, ulong limit, ulong height, CancellationToken cancellation)
    {
        ulong firstRecent = height - Math.Min(height, (ulong)_options.ReorganisationDepth);
        while (true)
        {
            // blocks that may leave the chain are read apart from those that may not
            ulong end = from < firstRecent ? Math.Min(limit, firstRecent - 1) : limit;
            ulong last = end - from < _range ? end : from + _range - 1;
            try
            {
                LogBatch.Forward? batch = await ReadRangeAsync(from, last, from >= firstRecent, cancellation);
                _range = last - from + 1 == _range ? Math.Min(_options.MaxRange, _range * 2) : _range;
                return batch;
            }
            catch (EthereumException failure) when (last > from)
            {
                // nodes do not agree on how they say that it is too much; some do not answer in time
                _range = Math.Max(1, (last - from + 1) / 2);
                if (failure is not (RpcErrorException or RpcAnswerTooLargeException))
                {
                    throw;
                }
            }
        }
    }

    private async Task<LogBatch.Forward?> ReadRangeAsync(ulong from, ulong last, bool isRecent, CancellationToken cancellation)
    {
        // the last block has to be the same before and after: events of a branch that was there only in between would be missing
        Block? before = await client.GetBlockAsync(BlockTag.Number(last), cancellation);
        ImmutableArray<Log> logs = await client.GetLogsAsync(
            filter with { From = BlockTag.Number(from), To = BlockTag.Number(last), BlockHash = null }, cancellation);
        logs = [.. logs.Where(static log => !log.IsRemoved).OrderBy(static log => log.BlockNumber).ThenBy(static log => log.LogIndex)];
        SortedSet<ulong> wanted = [.. logs.Select(static log => log.BlockNumber), last];
        if (isRecent)
        {
            wanted.UnionWith(Enumerable.Range(0, (int)(last - from)).Select(i => from + (ulong)i));
        }

        ImmutableSortedDictionary<ulong, Block>? blocks = await HeadersAsync(wanted, cancellation);
        if (blocks is null || blocks[last].Hash != before?.Hash || logs.Any(log => log.BlockNumber < from || log.BlockNumber > last
            || blocks[log.BlockNumber].Hash != log.BlockHash)
            || !IsLinked(blocks))
        {
            return null;
        }

        Remember(blocks, last, isRecent);
        return new LogBatch.Forward(from, new BlockRef(last, blocks[last].Hash), blocks, logs, isRecent);
    }

    private async Task<ImmutableSortedDictionary<ulong, Block>?> HeadersAsync(IEnumerable<ulong> numbers, CancellationToken cancellation)
    {
        ImmutableSortedDictionary<ulong, Block>.Builder blocks = ImmutableSortedDictionary.CreateBuilder<ulong, Block>();
        foreach (ulong[] chunk in numbers.Chunk(100))
        {
            const string method = "eth_getBlockByNumber";
            IReadOnlyList<RpcAnswer> answers = await client.RequestManyAsync(
                [.. chunk.Select(static number => new RpcRequest(method, Hex.Quantity(number), false))], cancellation);
            foreach ((ulong number, RpcAnswer answer) in chunk.Zip(answers))
            {
                if (Read(answer.OrThrow(method)) is not { } block || block.Number != number)
                {
                    return null;
                }

                blocks.Add(number, block);
            }
        }

        return blocks.ToImmutable();
    }

    private static Block? Read(System.Text.Json.JsonElement answer)
    {
        try
        {
            return RpcReader.Block(answer);
        }
        catch (FormatException wrong)
        {
            throw new RpcUnavailableException($"the endpoint answered eth_getBlockByNumber wrongly: {wrong.Message}", wrong);
        }
    }

    /// <summary>Whether the headers, and the last block that was read, are of one chain.</summary>
    private bool IsLinked(ImmutableSortedDictionary<ulong, Block> blocks)
    {
        BlockRef? before = _known.Count > 0 ? _known[^1] : null;
        foreach (Block block in blocks.Values)
        {
            if (before is { } parent && parent.Number + 1 == block.Number && parent.Hash != block.ParentHash)
            {
                return false;
            }

            before = new BlockRef(block.Number, block.Hash);
        }

        return true;
    }

    private void Remember(ImmutableSortedDictionary<ulong, Block> blocks, ulong last, bool isRecent)
    {
        _known.AddRange(isRecent
            ? blocks.Values.Select(static block => new BlockRef(block.Number, block.Hash))
            : [new BlockRef(last, blocks[last].Hash)]);
        int surplus = _known.Count - (2 * _options.ReorganisationDepth) - 2;
        if (surplus > 0)
        {
            _known.RemoveRange(0, surplus);
        }
    }
}

using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum.JsonRpc;

namespace Fluence.Ethereum;

/// <content>Being told of what happens, over a WebSocket.</content>
public sealed partial class EthereumClient
{
    /// <summary>
    /// The newest block, and every one that follows. Where the connection is lost it is opened again, and what follows starts with the
    /// block that is the newest then: blocks in between are not told of.
    /// </summary>
    /// <exception cref="NotSupportedException">The client is not over a WebSocket.</exception>
    public IAsyncEnumerable<Block> SubscribeBlocksAsync(CancellationToken cancellation = default) =>
        AgainAsync(BlocksOnceAsync, cancellation);

    /// <summary>
    /// Events as they happen. Where the connection is lost it is opened again, and what happened meanwhile is asked for, so that every
    /// event is told of once; events of blocks that left the chain are told of again as removed.
    /// </summary>
    /// <param name="filter">Contracts and topics.</param>
    /// <param name="from">The first block; events from the newest one on where it is null.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="NotSupportedException">The client is not over a WebSocket.</exception>
    public IAsyncEnumerable<Log> SubscribeLogsAsync(LogFilter filter, ulong? from = null, CancellationToken cancellation = default)
    {
        ToldLogs told = new(_options.BackfillOverlap, from);
        return AgainAsync(stop => LogsOnceAsync(filter, told, stop), cancellation);
    }

    private ISubscribingTransport Subscribing => _transport as ISubscribingTransport
        ?? throw new NotSupportedException("this endpoint cannot tell of what happens: give its WebSocket URL (ws:// or wss://)");

    private async IAsyncEnumerable<T> AgainAsync<T>(
        Func<CancellationToken, IAsyncEnumerable<T>> once, [EnumeratorCancellation] CancellationToken cancellation)
    {
        _ = Subscribing;
        for (int failures = 0; ; failures++)
        {
            IAsyncEnumerator<T> items = once(cancellation).GetAsyncEnumerator(cancellation);
            try
            {
                while (await TryMoveAsync(items))
                {
                    failures = 0;
                    yield return items.Current;
                }
            }
            finally
            {
                await items.DisposeAsync();
            }

            await DelayAsync(failures, cancellation);
        }
    }

    private static async Task<bool> TryMoveAsync<T>(IAsyncEnumerator<T> items)
    {
        try
        {
            return await items.MoveNextAsync();
        }
        catch (EthereumException)
        {
            return false;
        }
    }

    private async IAsyncEnumerable<Block> BlocksOnceAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        IAsyncEnumerable<JsonElement> heads = await Subscribing.SubscribeAsync(["newHeads"], cancellation);
        Block? newest = await GetBlockAsync(BlockTag.Latest, cancellation);
        if (newest is not null)
        {
            yield return newest;
        }

        await foreach (JsonElement head in heads)
        {
            if (Read(head, RpcReader.Block) is { } block && block.Hash != newest?.Hash)
            {
                newest = block;
                yield return block;
            }
        }
    }

    private async IAsyncEnumerable<Log> LogsOnceAsync(
        LogFilter filter, ToldLogs told, [EnumeratorCancellation] CancellationToken cancellation)
    {
        if (told.AskFrom is null)
        {
            told.StartAt(await BlockNumberAsync(cancellation) + 1);
        }

        JsonNode?[] parameters = ["logs", filter.ToSubscription()];
        IAsyncEnumerable<JsonElement> notifications = await Subscribing.SubscribeAsync(parameters, cancellation);
        if (told.AskFrom is { } start && start <= await BlockNumberAsync(cancellation))
        {
            LogFilter missed = filter with { From = BlockTag.Number(start), To = BlockTag.Latest, BlockHash = null };
            foreach (Log log in told.Compare(start, await GetLogsAsync(missed, cancellation)))
            {
                yield return log;
            }
        }

        await foreach (JsonElement notification in notifications)
        {
            Log log = Read(notification, RpcReader.Log);
            if (told.IsNew(log))
            {
                yield return log;
            }
        }
    }

    private static T Read<T>(JsonElement value, Func<JsonElement, T> read)
    {
        try
        {
            return read(value);
        }
        catch (FormatException wrong)
        {
            throw new RpcUnavailableException($"the endpoint told of something wrongly: {wrong.Message}", wrong);
        }
    }

    private Task DelayAsync(int failures, CancellationToken cancellation)
    {
        TimeSpan delay = TimeSpan.FromTicks(Math.Min(
            _options.MaxReconnectDelay.Ticks, _options.ReconnectDelay.Ticks << Math.Min(failures, 20)));
        return Task.Delay(delay, _options.Time, cancellation);
    }
}

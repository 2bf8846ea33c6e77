using System.Collections.Concurrent;
using System.IO.Pipelines;
using Fluence.Crypto;
using Fluence.Ipfs.Blocks;
using Fluence.Libp2p;
using Fluence.Libp2p.Identify;
using Fluence.Primitives.Content;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Ipfs.Bitswap;

/// <summary>
/// Exchanges blocks with connected peers by Bitswap: serves those of the store to anyone, and gets those that are missing. Messages go out
/// on streams of this side's, and come in on those of the other.
/// </summary>
public sealed partial class BitswapNode : IBlockSource, IAsyncDisposable
{
    /// <summary>The protocol.</summary>
    public const string Protocol = "/ipfs/bitswap/1.2.0";

    /// <summary>The protocol without presences.</summary>
    public const string OldProtocol = "/ipfs/bitswap/1.1.0";

    private static readonly TimeSpan MessageTimeout = TimeSpan.FromSeconds(30), CloseTimeout = TimeSpan.FromSeconds(5);

    private readonly Libp2pHost _host;
    private readonly BlockStore _store;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly ConcurrentDictionary<PeerId, PeerLink> _links = new();
    private readonly ConcurrentDictionary<Task, bool> _work = new();
    private readonly WantBudget _budget = new(Limits.BitswapAllWants);
    private readonly SemaphoreSlim _senders = new(Limits.BitswapSenders), _readers = new(Limits.BitswapReaders);
    private readonly CancellationTokenSource _stop = new();
    private readonly BitswapClient _client;
    private readonly IpfsMetrics? _metrics;

    /// <summary>Serves Bitswap on a host.</summary>
    public BitswapNode(
        Libp2pHost host, BlockStore store, IpfsOptions options, ILogger? logger = null, TimeProvider? time = null,
        IpfsMetrics? metrics = null)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(store);
        _host = host;
        _store = store;
        _logger = logger ?? NullLogger.Instance;
        _time = time ?? TimeProvider.System;
        _client = new BitswapClient(Peers, Ask, options, _time);
        _metrics = metrics;
        metrics?.Observe(store, () => _client.Count);
        host.Handle(Protocol, ReceiveAsync);
        host.Handle(OldProtocol, ReceiveAsync);
        host.PeerIdentified += OnIdentified;
        host.PeerDisconnected += OnDisconnected;
        store.Added += OnAdded;
    }

    /// <summary>How many blocks are wanted now.</summary>
    public int Wanted => _client.Count;

    /// <summary>Gets a block of a connected peer; its bytes were checked against its id.</summary>
    /// <exception cref="BlockNotFoundException">No connected peer has it, or none sent it in time.</exception>
    public ValueTask<Block> GetAsync(Cid cid, CancellationToken cancellation) => _client.GetAsync(cid, cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _host.PeerIdentified -= OnIdentified;
        _host.PeerDisconnected -= OnDisconnected;
        _store.Added -= OnAdded;
        await _stop.CancelAsync();
        while (!_work.IsEmpty)
        {
            await Task.WhenAll(_work.Keys);
        }

        _stop.Dispose();
    }

    private static bool MaySpeak(IdentifyInfo? peer) =>
        peer is null || peer.Protocols.Contains(Protocol) || peer.Protocols.Contains(OldProtocol);

    private static bool IsPeerFault(Exception exception) =>
        exception is IOException or TimeoutException or OperationCanceledException;

    private PeerId[] Peers() => [.. _host.Connections
        .Where(connection => connection.IsOpen && MaySpeak(connection.Identity))
        .Select(connection => connection.RemotePeer)
        .Distinct()];

    private PeerLink Link(PeerId peer) =>
        _links.GetOrAdd(peer, static (id, node) => new PeerLink(id, node._store, node._budget), this);

    private void Ask(PeerId peer, Want want)
    {
        PeerLink link = Link(peer);
        if (link.Ask(want))
        {
            Run(() => SendAsync(link));
        }
    }

    private void OnIdentified(PeerId peer, IdentifyInfo info)
    {
        if (MaySpeak(info))
        {
            Run(() =>
            {
                _client.OnConnected(peer);
                return Task.CompletedTask;
            });
        }
    }

    private void OnDisconnected(PeerId peer) => Run(() =>
    {
        Lose(peer);
        return Task.CompletedTask;
    });

    private void OnAdded(Block block)
    {
        foreach (PeerLink link in _links.Values)
        {
            if (link.OnAdded(block))
            {
                Run(() => SendAsync(link));
            }
        }
    }

    private void Lose(PeerId peer)
    {
        if (_links.TryRemove(peer, out PeerLink? link))
        {
            link.Clear();
        }

        _client.OnLost(peer);
    }

    /// <summary>Reads the messages of one stream of a peer until it ends.</summary>
    private async Task ReceiveAsync(Libp2pStream stream, CancellationToken cancellation)
    {
        PeerLink link = Link(stream.RemotePeer);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        await link.Readers.WaitAsync(stop.Token);
        try
        {
            while (await ReadAsync(stream, stop.Token) is { } bytes)
            {
                OnMessage(link, BitswapCodec.Decode(bytes));
            }
        }
        catch (IpfsFormatException malformed)
        {
            throw new ProtocolViolationException("bitswap_message", malformed.Message, malformed);
        }
        finally
        {
            link.Readers.Release();
        }
    }

    /// <summary>Reads one message; null at the end. Only while one comes its peer takes of what all peers share.</summary>
    private async Task<byte[]?> ReadAsync(Libp2pStream stream, CancellationToken cancellation)
    {
        using CancellationTokenSource timer = new(MessageTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        ReadResult begin = await stream.Input.ReadAsync(either.Token);
        stream.Input.AdvanceTo(begin.Buffer.Start);
        await _readers.WaitAsync(either.Token);
        try
        {
            return await LengthPrefixed.ReadAsync(stream.Input, Limits.BitswapMessage, either.Token);
        }
        finally
        {
            _readers.Release();
        }
    }

    private void OnMessage(PeerLink link, BitswapMessage message)
    {
        foreach (Block block in message.Blocks)
        {
            bool isWanted = _client.OnBlock(link.Peer, block);
            _metrics?.Exchange(isWanted ? "received" : "unwanted", block);
            if (!isWanted)
            {
                LogUnwanted(link.Peer, block.Cid);
            }
        }

        foreach (BlockPresence presence in message.Presences)
        {
            _client.OnPresence(link.Peer, presence);
        }

        if (link.OnWants(message))
        {
            Run(() => SendAsync(link));
        }
    }

    /// <summary>Sends what there is for a peer until there is no more.</summary>
    private async Task SendAsync(PeerLink link)
    {
        Libp2pStream? stream = null;
        try
        {
            bool isDone = false;
            while (!isDone)
            {
                // what is short does not wait for blocks that are sent to others
                bool withBlocks = link.HasBlocksOnly ? await WaitAsync(_senders) : await _senders.WaitAsync(TimeSpan.Zero);
                try
                {
                    BitswapMessage? message = link.Next(withBlocks);
                    isDone = message is null;
                    if (message is not null)
                    {
                        stream ??= await OpenAsync(link.Peer);
                        await WriteAsync(stream, message);
                    }
                }
                finally
                {
                    if (withBlocks)
                    {
                        _senders.Release();
                    }
                }
            }

            if (stream is not null)
            {
                await CloseAsync(stream);
            }
        }
        catch (Exception fault) when (IsPeerFault(fault))
        {
            LogLost(link.Peer, fault.Message);
            stream?.Reset();
            if (stream is not null)
            {
                await stream.DisposeAsync();
            }

            Lose(link.Peer);
        }
    }

    private async Task<bool> WaitAsync(SemaphoreSlim slots)
    {
        await slots.WaitAsync(_stop.Token);
        return true;
    }

    private async Task WriteAsync(Libp2pStream stream, BitswapMessage message)
    {
        if (stream.Protocol == OldProtocol)
        {
            message = message with { Presences = [] };
        }

        if (message.IsEmpty)
        {
            return;
        }

        using CancellationTokenSource timer = new(MessageTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stop.Token);
        await stream.WriteAsync(LengthPrefixed.Frame(BitswapCodec.Encode(message)), either.Token);
        foreach (Block block in message.Blocks)
        {
            _metrics?.Exchange("sent", block);
        }
    }

    private async Task<Libp2pStream> OpenAsync(PeerId peer)
    {
        try
        {
            return await _host.OpenStreamAsync(peer, Protocol, _stop.Token);
        }
        catch (UnsupportedProtocolException)
        {
            return await _host.OpenStreamAsync(peer, OldProtocol, _stop.Token);
        }
    }

    /// <summary>Lets the peer read to the end: js-libp2p drops what it has not read when a stream is reset.</summary>
    private async Task CloseAsync(Libp2pStream stream)
    {
        using CancellationTokenSource timer = new(CloseTimeout, _time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, _stop.Token);
        try
        {
            await stream.CloseAsync(either.Token);
        }
        catch (Exception fault) when (IsPeerFault(fault))
        {
            // it was read or not: who wanted it asks again
        }

        await stream.DisposeAsync();
    }

    private void Run(Func<Task> work)
    {
        if (_stop.IsCancellationRequested)
        {
            return;
        }

        Task<Task> start = new(work);
        Task whole = start.Unwrap();
        _work[whole] = true;
        whole.ContinueWith(
            (done, all) => ((ConcurrentDictionary<Task, bool>)all!).TryRemove(done, out _),
            _work, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        start.Start(TaskScheduler.Default);
    }

    [LoggerMessage(EventId = 2700, Level = LogLevel.Debug, Message = "{Peer} sent the block {Cid} that is not wanted")]
    private partial void LogUnwanted(PeerId peer, Cid cid);

    [LoggerMessage(EventId = 2701, Level = LogLevel.Debug, Message = "Bitswap with {Peer} ended: {Problem}")]
    private partial void LogLost(PeerId peer, string problem);
}

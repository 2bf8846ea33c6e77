using System.Diagnostics;
using System.Security.Cryptography;
using System.Threading.Channels;
using Fluence.Crypto;
using Fluence.Libp2p.Hosting;
using Fluence.Libp2p.Identify;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// A host's part in Kademlia: it answers others, keeps a routing table of the peers that tell by identify that they speak the protocol,
/// finds peers by lookups, and refreshes the table from time to time.
/// </summary>
public sealed class KademliaNode : IAsyncDisposable
{
    /// <summary>The searches that may wait at once.</summary>
    private const int MaxSearches = 1024;

    private readonly Libp2pHost _host;
    private readonly KademliaOptions _options;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly IKademliaTransport _transport;
    private readonly RoutingTable _table;
    private readonly FailedSearches _failed;
    private readonly WorkTracker _work;
    private readonly SemaphoreSlim _lookups;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, Task<KademliaPeer?>> _searches = [];
    private readonly Channel<bool> _triggers = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private bool _hasBootstrapped;
    private int _isDisposed;

    /// <summary>Adds Kademlia to a host; requests of others are served from now on. Dispose it before the host.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">The protocol and the bounds.</param>
    /// <param name="logger">Where to log; null for nowhere.</param>
    /// <param name="timeProvider">The clock; null for the system's.</param>
    public KademliaNode(Libp2pHost host, KademliaOptions options, ILogger? logger = null, TimeProvider? timeProvider = null)
        : this(host, options, logger, timeProvider, null)
    {
    }

    internal KademliaNode(
        Libp2pHost host, KademliaOptions options, ILogger? logger, TimeProvider? timeProvider, IKademliaTransport? transport)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(options);
        _host = host;
        _options = options;
        _logger = logger ?? NullLogger.Instance;
        _time = timeProvider ?? TimeProvider.System;
        _transport = transport ?? new HostTransport(host, options, _time);
        _table = new RoutingTable(host.PeerId, options.BucketSize);
        _failed = new FailedSearches(options, _time);
        _work = new WorkTracker(_logger);
        _lookups = new SemaphoreSlim(options.MaxLookups);
        Metrics = new KademliaMetrics(host.Metrics.Meter, () => _table.Count);
        KademliaServer server = new(_table, options, Metrics, _time);
        host.Handle(options.Protocol, server.ServeAsync);
        host.PeerIdentified += OnIdentified;
    }

    /// <summary>What is counted.</summary>
    public KademliaMetrics Metrics { get; }

    /// <summary>The peers of the routing table.</summary>
    public IReadOnlyList<PeerId> Peers => _table.Peers;

    /// <summary>Whether the table has been filled once: other peers have answered a lookup of this one's own id.</summary>
    public bool HasBootstrapped => Volatile.Read(ref _hasBootstrapped);

    /// <summary>Begins to fill and refresh the routing table in the background, as soon as a peer is known.</summary>
    public void Start() => _work.Run(RefreshForeverAsync);

    /// <summary>Asks for a refresh soon.</summary>
    public void RequestRefresh() => _triggers.Writer.TryWrite(true);

    /// <summary>The peer with its addresses as far as the routing table knows it; null when it does not.</summary>
    public KademliaPeer? Find(PeerId peer) => _table.Find(peer);

    /// <summary>The peers of the routing table that are nearest to a key, the nearest first; no other peer is asked.</summary>
    public IReadOnlyList<KademliaPeer> Closest(ReadOnlySpan<byte> key, int count) => _table.Closest(KademliaKey.Of(key), count);

    /// <summary>Searches the network for the peers nearest to a key; those that have answered, the nearest first.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or this is disposed.</exception>
    public async Task<IReadOnlyList<KademliaPeer>> FindClosestAsync(
        ReadOnlyMemory<byte> key, CancellationToken cancellationToken = default) =>
        (await LookUpAsync(key, null, cancellationToken)).Closest;

    /// <summary>
    /// Searches the network for a peer and connects with it; callers that search for the same peer meanwhile share the search.
    /// </summary>
    /// <returns>
    /// The peer, which is connected; null when it was not found, or was searched in vain too often in the last while.
    /// </returns>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public Task<KademliaPeer?> FindPeerAsync(PeerId peer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(peer);
        if (peer == _host.PeerId || _stopping.IsCancellationRequested)
        {
            return Task.FromResult<KademliaPeer?>(null);
        }

        if (_transport.IsConnected(peer))
        {
            return Task.FromResult<KademliaPeer?>(_table.Find(peer) ?? new KademliaPeer(peer, []));
        }

        TaskCompletionSource<KademliaPeer?> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_searches.TryGetValue(peer, out Task<KademliaPeer?>? running))
            {
                return running.WaitAsync(cancellationToken);
            }

            if (_failed.IsPaused(peer) || _searches.Count >= MaxSearches)
            {
                return Task.FromResult<KademliaPeer?>(null);
            }

            _searches.Add(peer, found.Task);
        }

        _work.Run(() => SearchAsync(peer, found));
        return found.Task.WaitAsync(cancellationToken);
    }

    /// <summary>
    /// Fills the routing table: looks this peer's own id up, then keys in the buckets that have room. False when nobody answered.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up, or this is disposed.</exception>
    public async Task<bool> RefreshAsync(CancellationToken cancellationToken = default)
    {
        // a peer that was dropped while it was busy is still connected, and does not tell again who it is
        foreach (Libp2pConnection connection in _host.Connections)
        {
            if (connection.Identity is { } info && _table.Find(connection.RemotePeer) is null)
            {
                Admit(connection.RemotePeer, info);
            }
        }

        if (_table.Count == 0 || (await LookUpAsync(_host.PeerId.Bytes, null, cancellationToken)).Closest.Count == 0)
        {
            return false;
        }

        Volatile.Write(ref _hasBootstrapped, true);
        foreach (int bucket in _table.BucketsToRefresh(_options.RefreshedBuckets))
        {
            await LookUpAsync(RandomKey(bucket), null, cancellationToken);
        }

        foreach (KademliaPeer silent in _table.LongestSilent().Where(peer => !_transport.IsConnected(peer.Id)))
        {
            await PingAsync(silent, cancellationToken);
        }

        return true;
    }

    /// <summary>Stops lookups and waits until nothing runs any more.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isDisposed, 1) != 0)
        {
            return;
        }

        _host.PeerIdentified -= OnIdentified;
        await _stopping.CancelAsync();
        await _work.CloseAsync();
        _lookups.Dispose();
    }

    private void OnIdentified(PeerId id, IdentifyInfo info)
    {
        if (Admit(id, info) && !HasBootstrapped)
        {
            RequestRefresh();
        }
    }

    /// <summary>Takes a peer into the table if it belongs there, else out of it.</summary>
    private bool Admit(PeerId id, IdentifyInfo info)
    {
        KademliaPeer peer = KademliaPeer.Of(id, info.ListenAddresses, _options);
        _failed.Forget(id);
        if (!info.Protocols.Contains(_options.Protocol) || peer.Addresses.IsEmpty)
        {
            _table.Remove(id);
            return false;
        }

        if (_table.Add(peer) is { } silent)
        {
            _work.Run(() => CheckAsync(silent));
        }

        return true;
    }

    private async Task CheckAsync(KademliaPeer silent)
    {
        bool isAlive = false;
        try
        {
            isAlive = await PingAsync(silent, _stopping.Token);
        }
        catch (OperationCanceledException)
        {
            // this is being disposed
        }
        finally
        {
            _table.Checked(silent.Id, isAlive);
        }
    }

    private async Task<bool> PingAsync(KademliaPeer peer, CancellationToken cancellationToken)
    {
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        bool answered = false;
        try
        {
            await _transport.AskAsync(peer, KademliaMessage.Ping, either.Token);
            answered = true;
        }
        catch (Exception failure) when (failure is IOException or TimeoutException or OperationCanceledException or ObjectDisposedException)
        {
            either.Token.ThrowIfCancellationRequested();
        }

        OnAsked(peer.Id, answered);
        return answered;
    }

    private async Task SearchAsync(PeerId peer, TaskCompletionSource<KademliaPeer?> found)
    {
        KademliaPeer? result = null;
        try
        {
            result = (await LookUpAsync(peer.Bytes, peer, CancellationToken.None)).Found;
            if (result is null)
            {
                _failed.Fail(peer);
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or ObjectDisposedException)
        {
            // this is being disposed
        }
        finally
        {
            lock (_lock)
            {
                _searches.Remove(peer);
            }

            found.SetResult(result);
        }
    }

    private async Task<LookupResult> LookUpAsync(ReadOnlyMemory<byte> key, PeerId? wanted, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _isDisposed) != 0, this);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _stopping.Token);
        await _lookups.WaitAsync(either.Token);
        try
        {
            long start = _time.GetTimestamp();
            Lookup lookup = new(_transport, _options, _time, _host.PeerId, key, wanted, OnAsked);
            LookupResult result = await lookup.RunAsync(_table.Closest(KademliaKey.Of(key.Span), _options.BucketSize), either.Token);
            TimeSpan elapsed = _time.GetElapsedTime(start);
            string outcome = result.Found is not null ? "found"
                : wanted is not null ? "not_found"
                : result.Closest.Count > 0 ? "answered" : "unanswered";
            Metrics.EndLookup(outcome, elapsed);
            Log.LookedUp(_logger, outcome, result.Requests, elapsed.TotalMilliseconds);
            return result;
        }
        finally
        {
            _lookups.Release();
        }
    }

    private void OnAsked(PeerId peer, bool answered)
    {
        Metrics.Ask(answered);
        if (answered)
        {
            _table.Touch(peer);
        }
        else if (_table.Fail(peer))
        {
            Log.PeerDropped(_logger, peer);
        }
    }

    private async Task RefreshForeverAsync()
    {
        TimeSpan wait = _options.RetryInterval;
        while (true)
        {
            // peers that were started together must not keep asking in step
            using (Deadline timer = new(wait * (0.75 + (Random.Shared.NextDouble() / 2)), _time, _stopping.Token))
            {
                try
                {
                    await _triggers.Reader.ReadAsync(timer.Token);
                }
                catch (OperationCanceledException) when (timer.HasPassed)
                {
                    // it is time
                }
                catch (OperationCanceledException)
                {
                    return;
                }
            }

            try
            {
                bool isDone = await RefreshAsync(_stopping.Token);

                // not ever later: peers that start together are slow to answer, and well only once one has
                wait = HasBootstrapped ? _options.RefreshInterval : _options.RetryInterval;
                Log.Refreshed(_logger, isDone, _table.Count);
            }
            catch (Exception) when (_stopping.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // a table that is never filled again would leave the peer alone
            catch (Exception failure)
#pragma warning restore CA1031
            {
                Log.WorkFailed(_logger, failure);
            }
        }
    }

    /// <summary>A key that falls into a bucket. Found by trying, which for the far buckets that are refreshed is soon done.</summary>
    private byte[] RandomKey(int bucket)
    {
        Debug.Assert(bucket < 24, "a near bucket would take too many tries");
        byte[] key = new byte[32];
        do
        {
            RandomNumberGenerator.Fill(key);
        }
        while (KademliaKey.Of(key).DistanceTo(_table.Self).LeadingZeros != bucket);
        return key;
    }
}

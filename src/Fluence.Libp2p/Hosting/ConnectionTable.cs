using Fluence.Crypto;
using Microsoft.Extensions.Logging;

namespace Fluence.Libp2p.Hosting;

/// <summary>
/// The established connections by peer. Two peers may be connected several times, for instance after both dialled at once; both then
/// prefer the connection that the peer with the smaller id dialled, and the other one ends as idle.
/// </summary>
internal sealed class ConnectionTable(PeerId self, Libp2pOptions options, ILogger logger)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<PeerId, List<Libp2pConnection>> _byPeer = [];
    private int _count;

    /// <summary>Raised within the table's lock, so that a peer's events come in order.</summary>
    public event Action<PeerId>? PeerConnected;

    /// <summary>Raised within the table's lock, so that a peer's events come in order.</summary>
    public event Action<PeerId>? PeerDisconnected;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _count;
            }
        }
    }

    /// <summary>Adds a connection.</summary>
    /// <returns>Null, or the reason why there is no room for it.</returns>
    public string? TryAdd(Libp2pConnection connection)
    {
        lock (_lock)
        {
            if (connection.RemotePeer == self)
            {
                return "self";
            }

            if (_count >= options.MaxConnections)
            {
                return "connections";
            }

            if (!_byPeer.TryGetValue(connection.RemotePeer, out List<Libp2pConnection>? connections))
            {
                _byPeer.Add(connection.RemotePeer, connections = []);
            }

            if (connections.Count >= options.MaxConnectionsPerPeer)
            {
                return "connections_per_peer";
            }

            connections.Add(connection);
            _count++;
            if (connections.Count == 1)
            {
                Raise(PeerConnected, connection.RemotePeer);
            }

            return null;
        }
    }

    public void Remove(Libp2pConnection connection)
    {
        lock (_lock)
        {
            if (!_byPeer.TryGetValue(connection.RemotePeer, out List<Libp2pConnection>? connections) || !connections.Remove(connection))
            {
                return;
            }

            _count--;
            if (connections.Count == 0)
            {
                _byPeer.Remove(connection.RemotePeer);
                Raise(PeerDisconnected, connection.RemotePeer);
            }
        }
    }

    /// <summary>The connection to open streams on: of those that are open the preferred ones, and of these the newest.</summary>
    public Libp2pConnection? Find(PeerId peer)
    {
        lock (_lock)
        {
            bool ownIsPreferred = self < peer;
            return _byPeer.GetValueOrDefault(peer)?
                .Where(connection => connection.IsOpen)
                .LastOrDefault(connection => connection.IsOutbound == ownIsPreferred)
                ?? _byPeer.GetValueOrDefault(peer)?.LastOrDefault(connection => connection.IsOpen);
        }
    }

    public IReadOnlyList<Libp2pConnection> Of(PeerId peer)
    {
        lock (_lock)
        {
            return [.. _byPeer.GetValueOrDefault(peer) ?? []];
        }
    }

    public IReadOnlyList<Libp2pConnection> All()
    {
        lock (_lock)
        {
            return [.. _byPeer.Values.SelectMany(connections => connections)];
        }
    }

    private void Raise(Action<PeerId>? handlers, PeerId peer)
    {
        try
        {
            handlers?.Invoke(peer);
        }
        catch (Exception exception)
        {
            // the subscriber's mistake must not leave a connection half-registered
            Log.WorkFailed(logger, exception);
        }
    }
}

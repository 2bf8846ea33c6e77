using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Fluence.Libp2p;

/// <summary>
/// What a host counts, for <c>System.Diagnostics.Metrics</c> (meter <see cref="MeterName"/>) and for reading back:
/// <c>libp2p_refusals{reason}</c>, <c>libp2p_handshake_failures{reason}</c>, <c>libp2p_dial_failures{reason}</c>,
/// <c>libp2p_connections_opened{direction}</c>, <c>libp2p_connections_closed{reason}</c>, <c>libp2p_events{event}</c>.
/// </summary>
public sealed class Libp2pMetrics : IDisposable
{
    /// <summary>The name of the meter.</summary>
    public const string MeterName = "Fluence.Libp2p";

    private readonly ConcurrentDictionary<(string Name, string Tag), long> _totals = new();
    private readonly Counter<long> _refusals;
    private readonly Counter<long> _handshakeFailures;
    private readonly Counter<long> _dialFailures;
    private readonly Counter<long> _connectionsOpened;
    private readonly Counter<long> _connectionsClosed;
    private readonly Counter<long> _events;

    internal Libp2pMetrics()
    {
        _refusals = Meter.CreateCounter<long>("libp2p_refusals");
        _handshakeFailures = Meter.CreateCounter<long>("libp2p_handshake_failures");
        _dialFailures = Meter.CreateCounter<long>("libp2p_dial_failures");
        _connectionsOpened = Meter.CreateCounter<long>("libp2p_connections_opened");
        _connectionsClosed = Meter.CreateCounter<long>("libp2p_connections_closed");
        _events = Meter.CreateCounter<long>("libp2p_events");
    }

    /// <summary>The meter of this host's instruments.</summary>
    public Meter Meter { get; } = new(MeterName);

    /// <summary>The refusals for a reason so far: a limit was reached or a peer was turned away.</summary>
    public long Refusals(string reason) => Total(_refusals, reason);

    /// <summary>The failed handshakes for a reason so far, in both directions.</summary>
    public long HandshakeFailures(string reason) => Total(_handshakeFailures, reason);

    /// <summary>The failed dials for a reason so far.</summary>
    public long DialFailures(string reason) => Total(_dialFailures, reason);

    /// <summary>The connections opened so far in a direction, <c>inbound</c> or <c>outbound</c>.</summary>
    public long ConnectionsOpened(string direction) => Total(_connectionsOpened, direction);

    /// <summary>The connections closed so far for a reason.</summary>
    public long ConnectionsClosed(string reason) => Total(_connectionsClosed, reason);

    /// <summary>How often something else worth knowing has happened.</summary>
    public long Events(string name) => Total(_events, name);

    /// <inheritdoc/>
    public void Dispose() => Meter.Dispose();

    internal void Refuse(string reason) => Add(_refusals, "reason", reason);

    internal void FailHandshake(string reason) => Add(_handshakeFailures, "reason", reason);

    internal void FailDial(string reason) => Add(_dialFailures, "reason", reason);

    internal void OpenConnection(string direction) => Add(_connectionsOpened, "direction", direction);

    internal void CloseConnection(string reason) => Add(_connectionsClosed, "reason", reason);

    internal void Count(string name) => Add(_events, "event", name);

    private long Total(Counter<long> counter, string tag) => _totals.GetValueOrDefault((counter.Name, tag));

    private void Add(Counter<long> counter, string tagName, string tag)
    {
        _totals.AddOrUpdate((counter.Name, tag), 1, static (_, total) => total + 1);
        counter.Add(1, new KeyValuePair<string, object?>(tagName, tag));
    }
}

using System.Diagnostics.Metrics;

namespace Fluence.Libp2p.Kademlia;

/// <summary>
/// What a peer counts of Kademlia, on the meter of its host: <c>kademlia_lookups{outcome}</c>, <c>kademlia_lookup_time_sec</c>,
/// <c>kademlia_requests{outcome}</c> to others, <c>kademlia_served{type}</c> of others, and the gauge <c>kademlia_table_peers</c>.
/// </summary>
public sealed class KademliaMetrics
{
    private readonly Counter<long> _lookups;
    private readonly Histogram<double> _lookupTime;
    private readonly Counter<long> _requests;
    private readonly Counter<long> _served;
    private long _requestCount;
    private long _lookupCount;

    internal KademliaMetrics(Meter meter, Func<long> peers)
    {
        _lookups = meter.CreateCounter<long>("kademlia_lookups", description: "Lookups, by outcome");
        _lookupTime = meter.CreateHistogram<double>("kademlia_lookup_time_sec", "s", "Time of a lookup");
        _requests = meter.CreateCounter<long>("kademlia_requests", description: "Requests to other peers, by outcome");
        _served = meter.CreateCounter<long>("kademlia_served", description: "Requests of other peers, by type");
        meter.CreateObservableGauge("kademlia_table_peers", peers, description: "Peers in the routing table");
    }

    /// <summary>The requests sent to other peers so far.</summary>
    public long Requests => Interlocked.Read(ref _requestCount);

    /// <summary>The lookups that ended so far.</summary>
    public long Lookups => Interlocked.Read(ref _lookupCount);

    internal void EndLookup(string outcome, TimeSpan time)
    {
        Interlocked.Increment(ref _lookupCount);
        _lookups.Add(1, new KeyValuePair<string, object?>("outcome", outcome));
        _lookupTime.Record(time.TotalSeconds);
    }

    internal void Ask(bool answered)
    {
        Interlocked.Increment(ref _requestCount);
        _requests.Add(1, new KeyValuePair<string, object?>("outcome", answered ? "answered" : "failed"));
    }

    internal void Serve(string type) => _served.Add(1, new KeyValuePair<string, object?>("type", type));
}

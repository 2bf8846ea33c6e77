namespace Fluence.Libp2p.Kademlia;

/// <summary>What a peer's part in Kademlia is, and how much others may use of it.</summary>
public sealed record KademliaOptions
{
    /// <summary>The protocol, <c>/fluence/kad/‹network›/1.0.0</c>: only peers of the same network meet.</summary>
    public required string Protocol { get; init; }

    /// <summary>Whether loopback, private and other addresses that are not global are told and dialled; asked each time.</summary>
    public Func<bool> AllowLocalAddresses { get; init; } = () => false;

    /// <summary>Kademlia's k: the peers of a bucket, of an answer, and of a lookup's result.</summary>
    public int BucketSize { get; init; } = 20;

    /// <summary>Kademlia's alpha: the requests of one lookup that run at once, not counting peers that are slow.</summary>
    public int Parallelism { get; init; } = 3;

    /// <summary>The addresses that are kept of one peer.</summary>
    public int AddressesPerPeer { get; init; } = 8;

    /// <summary>The peers that one lookup asks at most.</summary>
    public int RequestsPerLookup { get; init; } = 100;

    /// <summary>The lookups that run at once; further ones wait.</summary>
    public int MaxLookups { get; init; } = 32;

    /// <summary>The streams of other peers that are served at once; further ones are reset.</summary>
    public int MaxInboundStreams { get; init; } = 256;

    /// <summary>The requests that one stream may bring.</summary>
    public int MaxRequestsPerStream { get; init; } = 1024;

    /// <summary>The time for one lookup; what was found by then is its result.</summary>
    public TimeSpan LookupTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>The time to connect to a peer and to get its answer.</summary>
    public TimeSpan RequestTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>After this time without an answer another peer is asked beside a slow one.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The time that a stream of another peer may be silent.</summary>
    public TimeSpan StreamTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The failed searches for a peer after which it is not searched for a while.</summary>
    public int SearchFailures { get; init; } = 3;

    /// <summary>That while.</summary>
    public TimeSpan SearchPause { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The time between refreshes of the routing table, give or take a quarter.</summary>
    public TimeSpan RefreshInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The time until the first refresh is tried again, give or take a quarter.</summary>
    public TimeSpan RetryInterval { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The buckets that one refresh looks into, the farthest first.</summary>
    public int RefreshedBuckets { get; init; } = 8;
}

using System.Collections.Immutable;
using System.Numerics;

namespace Fluence.Services.Deals;

/// <summary>How a peer serves deals. Every one has a configuration key.</summary>
public sealed record DealOptions
{
    /// <summary>How often the decider runs even if nothing has changed. Key <c>decider_period_sec</c>.</summary>
    public TimeSpan DeciderPeriod { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>
    /// The RPC of an IPFS program of which workers fetch their files; empty for the peer's own. Key <c>worker_ipfs_multiaddr</c>.
    /// </summary>
    public string WorkerIpfs { get; init; } = "";

    /// <summary>How often the chain is read where it does not tell of new blocks. Key <c>chain_poll_period</c>.</summary>
    public TimeSpan PollPeriod { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>After which time a transaction that is in no block is sent again. Key <c>transaction_timeout</c>.</summary>
    public TimeSpan TransactionTimeout { get; init; } = TimeSpan.FromSeconds(600);

    /// <summary>How long units stay in a deal without funds. Key <c>drained_deal_grace</c>.</summary>
    public TimeSpan DrainedGrace { get; init; } = TimeSpan.Zero;

    /// <summary>How often proofs of capacity are submitted; null for never. Keys <c>proof_poll_period</c>, <c>mock_proofs</c>.</summary>
    public TimeSpan? ProofPeriod { get; init; }

    /// <summary>Which published deals the peer joins by itself.</summary>
    public ProviderPolicy Policy { get; init; } = new();
}

/// <summary>Which published deals a peer joins by itself.</summary>
public sealed record ProviderPolicy
{
    /// <summary>Whether it joins any. Key <c>join_published_deals</c>.</summary>
    public bool Joins { get; init; }

    /// <summary>The least pay for an epoch, in the token's smallest units. Key <c>min_price_per_worker_epoch</c>.</summary>
    public BigInteger MinPrice { get; init; } = BigInteger.Zero;

    /// <summary>The CIDs of effectors that deals may use; null for any that the peer's offer has. Key <c>accepted_effectors</c>.</summary>
    public ImmutableHashSet<string>? Effectors { get; init; }

    /// <summary>Most units that are in deals at once, matched ones too. Key <c>max_units_in_deals</c>.</summary>
    public int MaxUnits { get; init; } = int.MaxValue;

    /// <summary>Owners of deals, by address, and applications, by CID, for which it does not work. Key <c>denied_deals</c>.</summary>
    public ImmutableHashSet<string> Denied { get; init; } = [];

    /// <summary>How often joining the same publication of a deal is tried. Key <c>join_attempts</c>.</summary>
    public int Attempts { get; init; } = 3;
}

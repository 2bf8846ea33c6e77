using Fluence.Ethereum;
using Fluence.Market;

namespace Fluence.Peer.Chain;

/// <summary>The chain by which a peer serves deals. Every one has a configuration key.</summary>
public sealed record ChainOptions
{
    /// <summary>The RPC endpoint; null for a peer that serves no deals. Key <c>chain_http_endpoint</c>.</summary>
    public Uri? HttpEndpoint { get; init; }

    /// <summary>The endpoint that tells of new blocks; without one the chain is polled. Key <c>chain_ws_endpoint</c>.</summary>
    public Uri? WebSocketEndpoint { get; init; }

    /// <summary>The network's id, which the endpoint must have; null for any. Key <c>chain_network_id</c>.</summary>
    public long? NetworkId { get; init; }

    /// <summary>The contract Core, which knows the others. Key <c>chain_core_contract_address</c>.</summary>
    public Address Core { get; init; } = Deployment.Local.Core;

    /// <summary>The contract Market; null for that of Core. Key <c>chain_market_contract_address</c>.</summary>
    public Address? Market { get; init; }

    /// <summary>The contract Capacity; null for that of Core. Key <c>chain_cc_contract_address</c>.</summary>
    public Address? Capacity { get; init; }

    /// <summary>
    /// The key of the peer's account in hexadecimal, or a file with it; empty for a peer that only reads. Key <c>chain_wallet_key</c>.
    /// </summary>
    public string WalletKey { get; init; } = "";

    /// <summary>How many blocks deep what the peer acts on must be; 0 for the newest block. Key <c>chain_confirmations</c>.</summary>
    public int Confirmations { get; init; }

    /// <summary>From which block on published deals are looked for. Key <c>deal_sync_start_block</c>.</summary>
    public long SyncStartBlock { get; init; }
}

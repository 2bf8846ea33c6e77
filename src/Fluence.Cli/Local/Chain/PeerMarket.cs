using System.Collections.Immutable;
using Fluence.Cli.Chain;
using Fluence.Cli.Provider;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Peer.Configuration;

namespace Fluence.Cli.Local.Chain;

/// <summary>What local peers know of the market that they are in.</summary>
/// <param name="Chain">The chain.</param>
/// <param name="Providers">The providers, in the order of their peers.</param>
/// <param name="Epoch">The length of an epoch.</param>
internal sealed record PeerMarket(LocalChain Chain, ImmutableArray<LocalProvider> Providers, TimeSpan Epoch)
{
    /// <summary>The peers' keys, by their numbers.</summary>
    public ImmutableArray<ProviderPeer> Peers { get; } =
        [.. Providers.SelectMany(static provider => provider.Context.Peers(null))];

    /// <summary>A peer's configuration with the market in it: it serves deals, and joins those that are published.</summary>
    public PeerConfig Apply(PeerConfig config, int number)
    {
        ProviderPeer peer = Peers[number];
        LocalProvider provider = Providers.First(each => each.Context.Yaml.ComputePeers.ContainsKey(peer.Name)
            && each.Context.Peer(peer.Name).Key.PeerId.Equals(peer.Key.PeerId));
        string price = provider.Context.Yaml.Offers.Values.First(offer => offer.ComputePeers.Contains(peer.Name)).MinPricePerWorkerEpoch;
        return config with
        {
            Chain = config.Chain with
            {
                HttpEndpoint = Chain.Url,
                WebSocketEndpoint = Chain.WebSocketUrl,
                NetworkId = LocalChain.Id,
                Core = Deployment.Local.Core,
                WalletKey = Hex.Of(peer.Wallet.PrivateKey.Span),
            },
            Deals = config.Deals with
            {
                PollPeriod = TimeSpan.FromSeconds(1),
                DeciderPeriod = TimeSpan.FromSeconds(5),
                ProofPeriod = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(Epoch.TotalSeconds / 3))),
                Policy = config.Deals.Policy with { Joins = true, MinPrice = TokenAmount.Usdc.Parse(price, "the offer's price") },
            },
        };
    }
}

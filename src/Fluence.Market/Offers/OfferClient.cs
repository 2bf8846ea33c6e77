using System.Collections.Immutable;
using System.Numerics;
using Fluence.Crypto;
using Fluence.Ethereum;
using Fluence.Market.Contracts;
using Fluence.Primitives.Content;

namespace Fluence.Market.Offers;

/// <summary>What a provider does with its offers.</summary>
/// <param name="sender">The account.</param>
/// <param name="deployment">The marketplace.</param>
public sealed class OfferClient(TransactionSender sender, Deployment deployment)
{
    private static readonly CIDV1 NoMetadata = new(default, default);

    /// <summary>Names the provider, which has to be before it makes offers.</summary>
    public Task<Receipt> RegisterProviderAsync(string name, Cid? metadata = null, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.SetProviderInfo(name, metadata?.ToChain() ?? NoMetadata), cancellation);

    /// <summary>The name of a provider; empty where there is none of that account.</summary>
    public async Task<string> GetProviderNameAsync(Address provider, CancellationToken cancellation = default) =>
        (await sender.Client.CallAsync(deployment.Market, new MarketContract.GetProviderInfo(provider), cancellation: cancellation)).Name;

    /// <summary>Makes an offer.</summary>
    /// <returns>Its id.</returns>
    public async Task<Bytes32> CreateAsync(OfferTerms terms, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(terms);
        Receipt receipt = await SendAsync(
            new MarketContract.RegisterMarketOffer(
                terms.MinPricePerWorkerEpoch, terms.PaymentToken ?? deployment.PaymentToken, ToChain(terms.Effectors),
                [.. terms.Peers.Select(ToChain)], terms.MinProtocolVersion, terms.MaxProtocolVersion),
            cancellation);
        return receipt.Logs.Select(static log => MarketContract.MarketOfferRegisteredEvent.TryDecode(
                log, out MarketContract.MarketOfferRegisteredEvent? made) ? made.OfferId : (Bytes32?)null)
            .FirstOrDefault(static offer => offer is not null)
            ?? throw new EthereumException($"the transaction {receipt.TransactionHash} has made no offer");
    }

    /// <summary>Ends an offer that has no peers.</summary>
    public Task<Receipt> RemoveAsync(Bytes32 offer, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.RemoveOffer(offer), cancellation);

    /// <summary>Changes the least price of future deals.</summary>
    public Task<Receipt> ChangePriceAsync(Bytes32 offer, BigInteger minPricePerWorkerEpoch, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.ChangeMinPricePerWorkerEpoch(offer, minPricePerWorkerEpoch), cancellation);

    /// <summary>Changes the token of future deals.</summary>
    public Task<Receipt> ChangePaymentTokenAsync(Bytes32 offer, Address token, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.ChangePaymentToken(offer, token), cancellation);

    /// <summary>Adds to what workers can use.</summary>
    public Task<Receipt> AddEffectorsAsync(Bytes32 offer, ImmutableArray<Cid> effectors, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.AddEffector(offer, ToChain(effectors)), cancellation);

    /// <summary>Takes away from what workers can use.</summary>
    public Task<Receipt> RemoveEffectorsAsync(Bytes32 offer, ImmutableArray<Cid> effectors, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.RemoveEffector(offer, ToChain(effectors)), cancellation);

    /// <summary>Adds peers to an offer.</summary>
    public Task<Receipt> AddPeersAsync(Bytes32 offer, ImmutableArray<OfferedPeer> peers, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.AddComputePeers(offer, [.. peers.Select(ToChain)]), cancellation);

    /// <summary>Takes a peer that has no units out of its offer.</summary>
    public Task<Receipt> RemovePeerAsync(PeerId peer, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.RemoveComputePeer(peer.ToChain()), cancellation);

    /// <summary>Adds compute units to a peer that has no commitment.</summary>
    public Task<Receipt> AddUnitsAsync(PeerId peer, ImmutableArray<Bytes32> units, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.AddComputeUnits(peer.ToChain(), units), cancellation);

    /// <summary>Takes a compute unit away from a peer that has no commitment.</summary>
    public Task<Receipt> RemoveUnitAsync(Bytes32 unit, CancellationToken cancellation = default) =>
        SendAsync(new MarketContract.RemoveComputeUnit(unit), cancellation);

    /// <summary>The ids of a peer's compute units.</summary>
    public Task<ImmutableArray<Bytes32>> GetUnitsAsync(PeerId peer, CancellationToken cancellation = default) =>
        sender.Client.CallAsync(deployment.Market, new MarketContract.GetComputeUnitIds(peer.ToChain()), cancellation: cancellation);

    private static RegisterComputePeer ToChain(OfferedPeer peer) => new(peer.Id.ToChain(), peer.Owner, peer.Units);

    private static ImmutableArray<CIDV1> ToChain(ImmutableArray<Cid> cids) => [.. cids.Select(static each => each.ToChain())];

    private Task<Receipt> SendAsync(IContractCall call, CancellationToken cancellation) =>
        sender.SendAsync(deployment.Market, call, cancellation: cancellation);
}

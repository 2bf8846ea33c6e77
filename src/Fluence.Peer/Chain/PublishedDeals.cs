using System.Collections.Immutable;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.Market.Contracts;
using Fluence.Services.Deals;

namespace Fluence.Peer.Chain;

/// <summary>The deals that are published, found by their events; what of them changes is read anew each time.</summary>
internal sealed class PublishedDeals(EthereumClient client, long startBlock)
{
    // endpoints bound the blocks of a query, and blocks at the end may be replaced by others
    private const ulong MostBlocks = 10_000, Overlap = 32;

    // more are taken up as others are gone
    private const int MostDeals = 256;

    private readonly Dictionary<Address, Terms?> _deals = [];
    private ulong _next = (ulong)startBlock;

    /// <summary>Reads them for a peer.</summary>
    public async Task<ImmutableArray<PublishedDeal>> ReadAsync(Address market, Bytes32 peer, CancellationToken cancellation)
    {
        await FindAsync(market, cancellation);
        if (_deals.Count == 0)
        {
            return [];
        }

        var self = await client.CallAsync(market, new MarketContract.GetComputePeer(peer), null, cancellation);
        var offer = await client.CallAsync(market, new MarketContract.GetOffer(self.OfferId), null, cancellation);
        List<PublishedDeal> open = [];
        foreach (Address deal in _deals.Keys.Take(MostDeals).ToList())
        {
            var publication = await client.CallAsync(market, new MarketContract.GetPublication(deal), null, cancellation);
            if (publication.OpenedAt == 0)
            {
                _deals.Remove(deal);
                continue;
            }

            Terms terms = _deals[deal] ??= await ReadTermsAsync(deal, cancellation);
            open.Add(await ReadAsync(market, deal, terms, (long)publication.OpenedAt, offer, cancellation));
        }

        return [.. open];
    }

    private async Task FindAsync(Address market, CancellationToken cancellation)
    {
        ulong last = await client.BlockNumberAsync(cancellation);
        while (_next <= last)
        {
            ulong end = Math.Min(last, _next + MostBlocks - 1);
            LogFilter filter = new()
            {
                Addresses = [market], Topics = [[MarketContract.DealPublishedEvent.Topic]], From = BlockTag.Number(_next), To = BlockTag.Number(end),
            };
            foreach (Log log in await client.GetLogsAsync(filter, cancellation))
            {
                if (MarketContract.DealPublishedEvent.TryDecode(log, out MarketContract.DealPublishedEvent? published))
                {
                    _deals.TryAdd(published.Deal, null);
                }
            }

            _next = end + 1;
        }

        _next -= Math.Min(_next, Overlap);
    }

    private async Task<Terms> ReadTermsAsync(Address deal, CancellationToken cancellation)
    {
        Address owner = await client.CallAsync(deal, new DealContract.Owner(), null, cancellation);
        Address token = await client.CallAsync(deal, new DealContract.PaymentToken(), null, cancellation);
        var effectors = await client.CallAsync(deal, new DealContract.Effectors(), null, cancellation);
        return new Terms(owner, token, [.. effectors.Select(effector => effector.ToText())]);
    }

    private async Task<PublishedDeal> ReadAsync(
        Address market, Address deal, Terms terms, long openedAt, Offer offer, CancellationToken cancellation)
    {
        Task<byte> status = client.CallAsync(deal, new DealContract.GetStatus(), null, cancellation);
        Task<byte> access = client.CallAsync(deal, new DealContract.ProvidersAccessType(), null, cancellation);
        Task<CIDV1> app = client.CallAsync(deal, new DealContract.AppCID(), null, cancellation);
        Task<bool> isAllowed = client.CallAsync(deal, new DealContract.IsProviderAllowed(offer.Provider), null, cancellation);
        ImmutableArray<BigInteger> numbers = await client.CallManyAsync<BigInteger>(
            [
                new(market, new MarketContract.JoinPrice(deal)), new(deal, new DealContract.TargetWorkers()),
                new(deal, new DealContract.GetComputeUnitCount()),
            ], null, cancellation);
        DealStatus state = (DealStatus)await status;
        string? refusal = state is not (DealStatus.Active or DealStatus.NotEnoughWorkers) ? $"it is {state}"
            : !await isAllowed ? "its owner does not allow this provider"
            : terms.Token != offer.PaymentToken ? "it pays in another token than the offer asks for"
            : numbers[0] < offer.MinPricePerWorkerEpoch ? $"it pays {numbers[0]}, the offer asks for {offer.MinPricePerWorkerEpoch}"
            : null;
        return new PublishedDeal(
            deal.ToLowerString(), terms.Owner.ToString().ToLowerInvariant(), (await app).ToText(), terms.Effectors, numbers[0],
            openedAt, (int)(numbers[1] - numbers[2]), refusal, NeedsCommitment: await access != Whitelist);
    }

    /// <summary>The access type of deals whose owner names the providers, who then need no commitment.</summary>
    private const byte Whitelist = 1;

    /// <summary>What of a deal does not change.</summary>
    private sealed record Terms(Address Owner, Address Token, ImmutableArray<string> Effectors);
}

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
        return await ReadAsync(market, await OpenAsync(market, cancellation), offer, cancellation);
    }

    /// <summary>The deals that are still published, and since when; others are forgotten.</summary>
    private async Task<ImmutableArray<(Address Deal, long OpenedAt)>> OpenAsync(Address market, CancellationToken cancellation)
    {
        ImmutableArray<Address> known = [.. _deals.Keys.Take(MostDeals)];
        var publications = await AskAsync<MarketContract.GetPublicationResult>(
            known, deal => new(market, new MarketContract.GetPublication(deal)), cancellation);
        List<(Address, long)> open = [];
        foreach ((Address deal, var publication) in known.Zip(publications))
        {
            if (publication.OpenedAt == 0)
            {
                _deals.Remove(deal);
                continue;
            }

            _deals[deal] ??= await ReadTermsAsync(deal, cancellation);
            open.Add((deal, (long)publication.OpenedAt));
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
                Addresses = [market], Topics = [[MarketContract.DealPublishedEvent.Topic]],
                From = BlockTag.Number(_next), To = BlockTag.Number(end),
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

    private async Task<ImmutableArray<PublishedDeal>> ReadAsync(
        Address market, ImmutableArray<(Address Deal, long OpenedAt)> open, Offer offer, CancellationToken cancellation)
    {
        ImmutableArray<Address> deals = [.. open.Select(each => each.Deal)];
        var statuses = await AskAsync<byte>(deals, deal => new(deal, new DealContract.GetStatus()), cancellation);
        var access = await AskAsync<byte>(deals, deal => new(deal, new DealContract.ProvidersAccessType()), cancellation);
        var apps = await AskAsync<CIDV1>(deals, deal => new(deal, new DealContract.AppCID()), cancellation);
        var allowed = await AskAsync<bool>(deals, deal => new(deal, new DealContract.IsProviderAllowed(offer.Provider)), cancellation);
        var prices = await AskAsync<BigInteger>(deals, deal => new(market, new MarketContract.JoinPrice(deal)), cancellation);
        var targets = await AskAsync<BigInteger>(deals, deal => new(deal, new DealContract.TargetWorkers()), cancellation);
        var counts = await AskAsync<BigInteger>(deals, deal => new(deal, new DealContract.GetComputeUnitCount()), cancellation);
        return
        [
            .. open.Select((each, index) =>
            {
                Terms terms = _deals[each.Deal]!;
                DealStatus state = (DealStatus)statuses[index];
                string? refusal = state is not (DealStatus.Active or DealStatus.NotEnoughWorkers) ? $"it is {state}"
                    : !allowed[index] ? "its owner does not allow this provider"
                    : terms.Token != offer.PaymentToken ? "it pays in another token than the offer asks for"
                    : prices[index] < offer.MinPricePerWorkerEpoch
                        ? $"it pays {prices[index]}, the offer asks for {offer.MinPricePerWorkerEpoch}"
                    : null;
                return new PublishedDeal(
                    each.Deal.ToLowerString(), terms.Owner.ToLowerString(), apps[index].ToText(), terms.Effectors, prices[index],
                    each.OpenedAt, (int)(targets[index] - counts[index]), refusal, NeedsCommitment: access[index] != Whitelist);
            }),
        ];
    }

    /// <summary>Asks the same of many deals in one request.</summary>
    private async Task<ImmutableArray<T>> AskAsync<T>(
        ImmutableArray<Address> deals, Func<Address, ContractCall<T>> ask, CancellationToken cancellation) =>
        deals.IsEmpty ? [] : await client.CallManyAsync<T>([.. deals.Select(ask)], null, cancellation);

    /// <summary>The access type of deals whose owner names the providers, who then need no commitment.</summary>
    private const byte Whitelist = 1;

    /// <summary>What of a deal does not change.</summary>
    private sealed record Terms(Address Owner, Address Token, ImmutableArray<string> Effectors);
}

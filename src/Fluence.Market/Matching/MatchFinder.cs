using System.Collections.Immutable;
using System.Numerics;
using Fluence.Ethereum;
using Fluence.Market.Indexing;

namespace Fluence.Market.Matching;

/// <summary>
/// Finds compute units for deals in an index, by the rules of the contract: price, token, all effectors, protocol version, access list, an
/// active commitment unless the provider is on a whitelist, one unit of each peer, and so many of each provider. The cheapest offers come
/// first.
/// </summary>
/// <param name="database">The index.</param>
public sealed class MatchFinder(IndexDatabase database)
{
    /// <summary>Finds units for a deal.</summary>
    /// <param name="deal">The deal.</param>
    /// <returns>The units; null where the index does not hold the deal.</returns>
    public MatchResult? Find(Address deal) => database.Read(session => Find(session, deal.ToLowerString()));

    private static MatchResult? Find(IndexDatabase.Session session, string id)
    {
        Entity? deal = One(session, IndexSchema.Deal, id);
        Entity? network = One(session, IndexSchema.Network, "1");
        IndexState? state = session.Query(
            "SELECT number, hash, timestamp FROM blocks ORDER BY number DESC LIMIT 1",
            static row => new IndexState((ulong)row.GetInt64(0), row.GetString(1), (ulong)row.GetInt64(2))).FirstOrDefault();
        if (deal is null || network is null || state is null)
        {
            return null;
        }

        long duration = Math.Max(1, network.Int("coreEpochDuration"));
        string epoch = Entity.Sortable(1 + (((long)state.Timestamp - network.Int("initTimestamp")) / duration));
        var present = session.Query(
            "SELECT provider, count(*) FROM \"ComputeUnit\" WHERE deal = @0 GROUP BY provider",
            static row => (Provider: row.GetString(0), Count: row.GetInt32(1)), id);
        int joined = present.Sum(static each => each.Count);
        int wanted = (int)Math.Max(0, deal.Int("targetWorkers") - joined);
        int needed = (int)Math.Max(0, deal.Int("minWorkers") - joined);
        OfferConditions conditions = new(session, deal);
        Dictionary<string, int> perProvider =
            present.ToDictionary(static each => each.Provider, static each => each.Count, StringComparer.Ordinal);
        ImmutableArray<MatchedOffer>.Builder offers = ImmutableArray.CreateBuilder<MatchedOffer>();
        int left = wanted;
        foreach ((string offer, string provider, string price) in conditions.Offers())
        {
            int room = (int)Math.Min(left, deal.Int("maxWorkersPerProvider") - perProvider.GetValueOrDefault(provider));
            if (room <= 0)
            {
                continue;
            }

            List<string> units = Units(session, id, offer, epoch, conditions.NeedsCommitment, room);
            if (units.Count == 0)
            {
                continue;
            }

            perProvider[provider] = perProvider.GetValueOrDefault(provider) + units.Count;
            left -= units.Count;
            offers.Add(new MatchedOffer(
                Bytes32.Parse(offer), Address.Parse(provider), Entity.FromSortable(price) ?? BigInteger.Zero,
                    [.. units.Select(Bytes32.Parse)]));
            if (left == 0)
            {
                break;
            }
        }

        return new MatchResult(offers.ToImmutable(), wanted, needed, wanted - left < Math.Max(1, needed) ? conditions.Steps() : []);
    }

    private static Entity? One(IndexDatabase.Session session, EntityType type, string id) =>
        session.Query($"SELECT * FROM \"{type.Name}\" WHERE id = @0", row => EntityStore.ReadRow(type, row), id).FirstOrDefault();

    private static List<string> Units(IndexDatabase.Session session, string deal, string offer, string epoch, bool needsCommitment,
        int room)
    {
        const string committed = """
             AND EXISTS (SELECT 1 FROM "CapacityCommitment" c WHERE c.id = p."currentCapacityCommitment" AND c.deleted = 0
               AND c."startEpoch" <= @2 AND c."endEpoch" > @2 AND c."nextCCFailedEpoch" > @2
               AND c.status NOT IN ('WaitDelegation', 'Removed', 'Failed'))
            """;
        return session.Query(
            $"""
            SELECT (SELECT u.id FROM "ComputeUnit" u WHERE u.peer = p.id AND u.deal IS NULL AND u.deleted = 0 LIMIT 1) unit
            FROM "Peer" p WHERE p.offer = @0 AND p.deleted = 0 AND p."computeUnitsInDeal" < p."computeUnitsTotal"
              AND NOT EXISTS (SELECT 1 FROM "DealToPeer" j WHERE j.id = @1 || p.id){(needsCommitment ? committed : " AND @2 = @2")}
            ORDER BY p.id LIMIT @3
            """,
            static row => row.IsDBNull(0) ? "" : row.GetString(0), offer, deal, epoch, (long)room).FindAll(static unit => unit.Length > 0);
    }
}

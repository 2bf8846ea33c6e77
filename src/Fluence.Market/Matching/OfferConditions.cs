using System.Globalization;
using Fluence.Market.Deals;
using Fluence.Market.Indexing;

namespace Fluence.Market.Matching;

/// <summary>What offers have to meet for a deal, one condition after the other.</summary>
internal readonly ref struct OfferConditions
{
    private readonly IndexDatabase.Session _session;
    private readonly List<(string Name, string Sql)> _conditions = [];
    private readonly List<object?> _parameters = [];

    public OfferConditions(IndexDatabase.Session session, Entity deal)
    {
        _session = session;
        AccessType access = (AccessType)deal.Int("providersAccessType");
        NeedsCommitment = access != AccessType.Whitelist;
        Add("with free compute units", "o.\"computeUnitsAvailable\" > 0");
        Add("of this payment token", $"o.\"paymentToken\" = {Value(deal.Text("paymentToken"))}");
        Add("at this price or less", $"o.\"pricePerEpoch\" <= {Value(deal.Values[deal.Type.ColumnOf("pricePerWorkerEpoch")])}");
        string version = Value(deal.Int("protocolVersion"));
        Add("of this protocol version", $"o.\"minProtocolVersion\" <= {version} AND o.\"maxProtocolVersion\" >= {version}");
        string id = Value(deal.Id);
        Add("with all effectors", $"""
            NOT EXISTS (SELECT 1 FROM "DealToEffector" d WHERE d.deal = {id}
              AND NOT EXISTS (SELECT 1 FROM "OfferToEffector" e WHERE e.id = o.id || d.effector))
            """);
        if (access != AccessType.None)
        {
            string listed = $"EXISTS (SELECT 1 FROM \"DealToProvidersAccess\" l WHERE l.id = {id} || o.provider)";
            Add("of providers that the deal lets in", access == AccessType.Whitelist ? listed : "NOT " + listed);
        }
    }

    /// <summary>Whether peers need an active commitment.</summary>
    public bool NeedsCommitment { get; }

    /// <summary>The offers that meet all, the cheapest and then the oldest first.</summary>
    public List<(string Id, string Provider, string Price)> Offers() => _session.Query(
        $"SELECT o.id, o.provider, o.\"pricePerEpoch\" FROM \"Offer\" o WHERE {All(_conditions.Count)} "
            + "ORDER BY o.\"pricePerEpoch\", o.\"createdAt\", o.id",
        static row => (row.GetString(0), row.GetString(1), row.GetString(2)), [.. _parameters]);

    /// <summary>How many offers each condition leaves.</summary>
    public System.Collections.Immutable.ImmutableArray<MatchStep> Steps()
    {
        List<MatchStep> steps = [new MatchStep("in all", Count(0))];
        for (int i = 1; i <= _conditions.Count; i++)
        {
            steps.Add(new MatchStep(_conditions[i - 1].Name, Count(i)));
        }

        return [.. steps];
    }

    private int Count(int conditions) => _session.Query(
        $"SELECT count(*) FROM \"Offer\" o WHERE {All(conditions)}", static row => row.GetInt32(0), [.. _parameters])[0];

    private string All(int count) => count == 0 ? "1"
        : string.Join(" AND ", _conditions.Take(count).Select(static each => $"({each.Sql})"));

    private void Add(string name, string sql) => _conditions.Add((name, sql));

    private string Value(object? value)
    {
        _parameters.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"@{_parameters.Count - 1}");
    }
}

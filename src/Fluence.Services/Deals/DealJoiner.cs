using System.Collections.Immutable;
using System.Numerics;
using Fluence.Services.Units;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Deals;

/// <summary>Joins published deals that the peer's policy allows, each with one unit, as soon as they pay enough.</summary>
internal sealed partial class DealJoiner(IDealChain chain, DealOptions options, DealMetrics metrics, ILogger logger, TimeProvider time)
{
    private readonly Attempts _attempts = new(TimeSpan.FromSeconds(15), TimeSpan.FromMinutes(10), time);
    private readonly Dictionary<string, (string Unit, string Hash, DateTimeOffset At)> _joining = new(StringComparer.Ordinal);

    private string? _problem;

    private ProviderPolicy Policy => options.Policy;

    /// <summary>Looks at what is published and joins what it may.</summary>
    public async Task RunAsync(DealSnapshot snapshot, CancellationToken cancellation)
    {
        if (!Policy.Joins || snapshot.Units.All(unit => unit.Deal is not null))
        {
            return;
        }

        ImmutableArray<PublishedDeal> published;
        try
        {
            published = await chain.ReadPublishedAsync(cancellation);
        }
        catch (ChainException away)
        {
            if (_problem != away.Message)
            {
                LogNotRead(away.Message);
            }

            _problem = away.Message;
            return;
        }

        _problem = null;
        // who was too late for a full deal may try anew when a place in it is free again
        _attempts.Keep(published.Where(static deal => deal.FreeSlots > 0).Select(Publication));
        foreach (string deal in _joining.Keys.ToList())
        {
            if (await IsDoneAsync(deal, snapshot, cancellation))
            {
                _joining.Remove(deal);
            }
        }

        foreach (PublishedDeal deal in published.OrderByDescending(deal => deal.Price))
        {
            if (FindProblem(deal, snapshot) is null && Free(deal, snapshot) is { } unit)
            {
                await JoinAsync(deal, unit.Id, cancellation);
            }
        }
    }

    /// <summary>Why the peer does not join a deal now; null where it does if it has a unit for it.</summary>
    public string? FindProblem(PublishedDeal deal, DealSnapshot snapshot)
    {
        int taken = snapshot.Units.Count(unit => unit.Deal is not null) + _joining.Count;
        return Policy.Denied.Contains(deal.Owner) ? "its owner is denied"
            : Policy.Denied.Contains(deal.AppCid) ? "its application is denied"
            : Policy.Effectors is { } accepted && deal.Effectors.FirstOrDefault(each => !accepted.Contains(each)) is { } other
                ? $"it uses effector {other}"
            : deal.Refusal is not null ? deal.Refusal
            : deal.Price < Policy.MinPrice ? $"it pays {deal.Price}, least is {Policy.MinPrice}"
            : deal.FreeSlots <= 0 ? "it takes no more units"
            : snapshot.Find(deal.Id) is not null ? "this peer is in it already"
            : _joining.ContainsKey(deal.Id) ? "this peer is joining it"
            : taken >= Policy.MaxUnits ? $"{taken} units are in deals, most are {Policy.MaxUnits}"
            : _attempts.Count(Publication(deal)) >= Policy.Attempts ? $"joining it has failed {Policy.Attempts} times"
            : !_attempts.MayTry(Publication(deal)) ? "joining it has failed, it will be tried again"
            : null;
    }

    private async Task JoinAsync(PublishedDeal deal, string unit, CancellationToken cancellation)
    {
        // counted before it is tried, and forgotten when the deal is published anew: no transaction is lost again and again
        _attempts.Tried(Publication(deal));
        try
        {
            string hash = await chain.JoinAsync(deal.Id, unit, cancellation);
            _joining[deal.Id] = (unit, hash, time.GetUtcNow());
            metrics.OnSent("join");
            LogJoining(deal.Id, unit, deal.Price, hash);
        }
        catch (ChainException failure)
        {
            metrics.OnRefused("join");
            LogNotJoined(deal.Id, unit, failure.Message, _attempts.Count(Publication(deal)), Policy.Attempts);
        }
    }

    private ComputeUnit? Free(PublishedDeal deal, DealSnapshot snapshot) => snapshot.Units.FirstOrDefault(unit =>
        unit.Deal is null && _joining.Values.All(other => other.Unit != unit.Id)
        && (!deal.NeedsCommitment
            || (snapshot.Commitment is { Status: CommitmentStatus.Active } && unit.StartEpoch <= snapshot.Epoch.Number)));

    /// <summary>Whether nothing is to come any more of joining a deal: the peer is in it, or others were faster.</summary>
    private async Task<bool> IsDoneAsync(string deal, DealSnapshot snapshot, CancellationToken cancellation)
    {
        (_, string hash, DateTimeOffset at) = _joining[deal];
        if (snapshot.Find(deal) is not null || time.GetUtcNow() - at > options.TransactionTimeout)
        {
            return true;
        }

        try
        {
            return await chain.ReadTransactionAsync(hash, cancellation) is { IsDone: true, IsSuccess: false };
        }
        catch (ChainException)
        {
            // it is asked for again
            return false;
        }
    }

    private static string Publication(PublishedDeal deal) => $"{deal.Id}/{deal.OpenedAt}";

    [LoggerMessage(EventId = 5330, Level = LogLevel.Information,
        Message = "joining deal {Deal} with unit {Unit} for {Price} each epoch by transaction {Hash}")]
    private partial void LogJoining(string deal, string unit, BigInteger price, string hash);

    [LoggerMessage(EventId = 5331, Level = LogLevel.Warning,
        Message = "deal {Deal} cannot be joined with unit {Unit}: {Reason}; tried {Count} of {Most} times")]
    private partial void LogNotJoined(string deal, string unit, string reason, int count, int most);

    [LoggerMessage(EventId = 5332, Level = LogLevel.Warning, Message = "published deals cannot be read: {Reason}")]
    private partial void LogNotRead(string reason);
}

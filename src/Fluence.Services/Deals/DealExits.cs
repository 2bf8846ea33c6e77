using Microsoft.Extensions.Logging;

namespace Fluence.Services.Deals;

/// <summary>Takes this peer's units out of deals that are over, so that they prove their capacity again or can join others.</summary>
internal sealed partial class DealExits(IDealChain chain, DealOptions options, DealMetrics metrics, ILogger logger, TimeProvider time)
{
    private readonly Attempts _attempts = new(TimeSpan.FromSeconds(30), TimeSpan.FromHours(1), time);
    private readonly Dictionary<string, DateTimeOffset> _drained = new(StringComparer.Ordinal);

    /// <summary>Returns units; what fails is tried again later.</summary>
    public async Task RunAsync(DealSnapshot snapshot, CancellationToken cancellation)
    {
        List<DealState> over = [.. snapshot.Deals.Where(deal => deal.Problem is null && deal.Status.IsOver())];
        foreach (string former in _drained.Keys.Where(known => !over.Exists(deal => deal.Id == known)).ToList())
        {
            _drained.Remove(former);
        }

        _attempts.Keep(over.SelectMany(deal => deal.Units));
        foreach (DealState deal in over)
        {
            _drained.TryAdd(deal.Id, time.GetUtcNow());
            if (deal.Status == DealStatus.InsufficientFunds && time.GetUtcNow() - _drained[deal.Id] < options.DrainedGrace)
            {
                continue;
            }

            foreach (string unit in deal.Units.Where(_attempts.MayTry))
            {
                await ReturnAsync(deal, unit, cancellation);
            }
        }
    }

    private async Task ReturnAsync(DealState deal, string unit, CancellationToken cancellation)
    {
        _attempts.Tried(unit);
        try
        {
            string hash = await chain.ReturnUnitAsync(unit, cancellation);
            metrics.OnSent("return");
            LogReturned(unit, deal.Id, deal.Status, hash);
        }
        catch (ChainException failure)
        {
            metrics.OnRefused("return");
            LogNotReturned(unit, deal.Id, failure.Message, _attempts.Count(unit));
        }
    }

    [LoggerMessage(EventId = 5320, Level = LogLevel.Information,
        Message = "unit {Unit} leaves deal {Deal}, which is {Status}, by transaction {Hash}")]
    private partial void LogReturned(string unit, string deal, DealStatus status, string hash);

    [LoggerMessage(EventId = 5321, Level = LogLevel.Warning,
        Message = "unit {Unit} cannot leave deal {Deal} yet: {Reason}; tried {Count} times, it will be tried again")]
    private partial void LogNotReturned(string unit, string deal, string reason, int count);
}

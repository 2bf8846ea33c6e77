using Microsoft.Extensions.Logging;

namespace Fluence.Services.Deals;

/// <summary>
/// Reads what the chain says of this peer, again and again, and keeps the last of it: what is asked is answered at once, and also while the
/// chain is away. For any number of threads.
/// </summary>
internal sealed partial class DealWatcher(IDealChain chain, DealOptions options, DealMetrics metrics, ILogger logger, TimeProvider time)
    : IAsyncDisposable
{
    private static readonly TimeSpan _firstRetry = TimeSpan.FromSeconds(1), _longestRetry = TimeSpan.FromSeconds(60);

    // so long an endpoint may answer of a block before the last one until that counts as another chain
    private static readonly TimeSpan _longestBehind = TimeSpan.FromMinutes(2);

    private readonly CancellationTokenSource _stopping = new();
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private DateTimeOffset? _behindSince;
    private volatile DealSnapshot? _last;
    private volatile string? _problem = "the chain has not been read yet";
    private Task _loop = Task.CompletedTask;

    /// <summary>What the chain has said last; null where it has said nothing yet.</summary>
    public DealSnapshot? Last => _last;

    /// <summary>Why the chain cannot be read now; null where it can.</summary>
    public string? Problem => _problem;

    /// <summary>How old <see cref="Last"/> is.</summary>
    public TimeSpan? Age => _last is { } last ? time.GetUtcNow() - last.ReadAt : null;

    /// <summary>Called after each reading, one after the other: what there is, and whether the peer has something to do.</summary>
    public event Func<DealSnapshot, bool, CancellationToken, Task>? Read;

    /// <summary>Begins to read.</summary>
    public void Start() => _loop = RunAsync(_stopping.Token);

    /// <summary>Reads now; false where the chain cannot be read.</summary>
    public async Task<bool> RefreshAsync(CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            DealSnapshot read = await chain.ReadAsync(cancellation);
            CheckOrder(read);
            read = Keep(read);

            // what could not be done while the chain was away is done now
            bool isNew = _problem is not null || read.DiffersFrom(_last);
            if (_problem is not null)
            {
                LogReadable(read.Block, read.Epoch.Number, read.Deals.Length, read.Units.Length);
            }

            _last = read;
            _problem = null;
            metrics.OnRead(read);
            await (Read?.Invoke(read, isNew, cancellation) ?? Task.CompletedTask);
            return true;
        }
        catch (ChainException away)
        {
            if (_problem != away.Message)
            {
                LogAway(away.Message, Age?.TotalSeconds ?? 0);
            }

            _problem = away.Message;
            metrics.OnReadFailed();
            return false;
        }
#pragma warning disable CA1031 // a peer that stops to watch would go on serving deals that are over
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
#pragma warning restore CA1031
        {
            LogFailed(failure);
            metrics.OnReadFailed();
            return false;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
        _turn.Dispose();
    }

    /// <summary>What an endpoint says that has fallen behind is not believed: it may not know of deals and workers yet.</summary>
    private void CheckOrder(DealSnapshot read)
    {
        if (_last is not { } last || read.Block >= last.Block)
        {
            _behindSince = null;
            return;
        }

        _behindSince ??= time.GetUtcNow();
        if (time.GetUtcNow() - _behindSince < _longestBehind)
        {
            throw new ChainException($"the endpoint is behind: it has told of block {last.Block} before, and now knows only earlier ones");
        }

        LogShorter(last.Block, read.Block);
        _behindSince = null;
    }

    /// <summary>A deal is gone when it was missing twice: one wrong answer of an endpoint does not remove a worker.</summary>
    private DealSnapshot Keep(DealSnapshot read)
    {
        List<DealState> doubtful = [];
        foreach (DealState known in _last?.Deals ?? [])
        {
            if (read.Find(known.Id) is null && _missing.Add(known.Id))
            {
                doubtful.Add(known);
                LogMissing(known.Id, read.Block);
            }
        }

        _missing.ExceptWith(read.Deals.Select(deal => deal.Id));
        _missing.IntersectWith(doubtful.Select(deal => deal.Id));
        return read with { Deals = [.. read.Deals, .. doubtful] };
    }

    private async Task RunAsync(CancellationToken stopping)
    {
        TimeSpan retry = _firstRetry;
        try
        {
            while (true)
            {
                if (await RefreshAsync(stopping))
                {
                    retry = _firstRetry;
                    await WaitAsync(options.PollPeriod, stopping);
                }
                else
                {
                    await Task.Delay(retry, time, stopping);
                    retry = retry * 2 < _longestRetry ? retry * 2 : _longestRetry;
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // the peer stops
        }
    }

    private async Task WaitAsync(TimeSpan most, CancellationToken stopping)
    {
        using CancellationTokenSource period = new(most, time);
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(stopping, period.Token);
        try
        {
            await chain.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!stopping.IsCancellationRequested)
        {
            // the period is over
        }
        catch (ChainException)
        {
            // nobody tells of new blocks now
            await Task.Delay(most, time, stopping);
        }
    }

    [LoggerMessage(EventId = 5300, Level = LogLevel.Information,
        Message = "the chain is readable: block {Block}, epoch {Epoch}, {Deals} deals of this peer, {Units} units")]
    private partial void LogReadable(ulong block, long epoch, int deals, int units);

    [LoggerMessage(EventId = 5301, Level = LogLevel.Warning,
        Message = "the chain cannot be read: {Reason}; deals are served as it was {Age} seconds ago")]
    private partial void LogAway(string reason, double age);

    [LoggerMessage(EventId = 5303, Level = LogLevel.Error, Message = "what the chain says could not be acted on; it will be tried again")]
    private partial void LogFailed(Exception failure);

    [LoggerMessage(EventId = 5304, Level = LogLevel.Warning,
        Message = "the chain was at block {Former} and is at block {Block}: it is another one now, and what it says counts")]
    private partial void LogShorter(ulong former, ulong block);

    [LoggerMessage(EventId = 5302, Level = LogLevel.Information,
        Message = "deal {Deal} is missing in block {Block}; it is gone if it is missing again")]
    private partial void LogMissing(string deal, ulong block);
}

using Fluence.Crypto;
using Fluence.Services.Storage;
using Microsoft.Extensions.Logging;

namespace Fluence.Services.Deals;

/// <summary>
/// Tells the chain which worker a unit has. A transaction that may still come to something is not sent again, also not by a peer that was
/// started anew since. That one is to be sent is written down before, with an empty hash: whatever happens then, it has the same key.
/// </summary>
internal sealed partial class Registrations(
    IDealChain chain, DealWatcher watcher, StateDatabase state, DealOptions options, DealMetrics metrics, ILogger logger,
    TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Registers a worker.</summary>
    /// <returns>The hash of the transaction: of the one that is on its way already, or of a new one.</returns>
    /// <exception cref="ChainException">The chain is away or refuses.</exception>
    public async ValueTask<string> RegisterAsync(string deal, string unit, PeerId worker, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation);
        try
        {
            (string Hash, DateTimeOffset At)? known = Find(deal, unit, worker);
            if (known is { Hash.Length: > 0 } sent)
            {
                if (await MayComeAsync(deal, unit, worker, sent, cancellation))
                {
                    return sent.Hash;
                }

                known = null;
            }

            DateTimeOffset begun = known?.At ?? time.GetUtcNow();
            if (known is null)
            {
                Keep(deal, unit, worker, "", begun);
            }

            string key = $"register {deal} {unit} {worker} {begun.ToUnixTimeSeconds()}";
            string hash = await chain.RegisterWorkerAsync(deal, unit, worker, key, cancellation);
            Keep(deal, unit, worker, hash, begun);
            metrics.OnSent("register");
            LogSent(worker, deal, unit, hash);
            return hash;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Forgets what was sent for deals in which this peer has no units any more.</summary>
    public void Keep(DealSnapshot snapshot)
    {
        foreach (string deal in state.Read("SELECT DISTINCT deal FROM registrations", row => row.GetString(0)))
        {
            if (snapshot.Find(deal) is null)
            {
                state.Write(new Statement("DELETE FROM registrations WHERE deal = ?1", deal));
            }
        }
    }

    public void Dispose() => _turn.Dispose();

    private void Keep(string deal, string unit, PeerId worker, string hash, DateTimeOffset begun) => state.Write(new Statement(
        "INSERT OR REPLACE INTO registrations (deal, unit, worker, hash, sent) VALUES (?1, ?2, ?3, ?4, ?5)",
        deal, unit, worker.ToString(), hash, begun.ToUnixTimeSeconds()));

    private (string Hash, DateTimeOffset At)? Find(string deal, string unit, PeerId worker)
    {
        List<(string, DateTimeOffset)> rows = state.Read(
            "SELECT hash, sent FROM registrations WHERE deal = ?1 AND unit = ?2 AND worker = ?3",
            row => (row.GetString(0), DateTimeOffset.FromUnixTimeSeconds(row.GetInt64(1))), deal, unit, worker.ToString());
        return rows.Count > 0 ? rows[0] : null;
    }

    private async ValueTask<bool> MayComeAsync(
        string deal, string unit, PeerId worker, (string Hash, DateTimeOffset At) sent, CancellationToken cancellation)
    {
        if (time.GetUtcNow() - sent.At > options.TransactionTimeout)
        {
            return false;
        }

        ChainTransaction transaction = await chain.ReadTransactionAsync(sent.Hash, cancellation);
        return !transaction.IsDone || (transaction.IsSuccess && !IsUndone(deal, unit, worker, transaction));
    }

    /// <summary>Whether the chain knows the transaction but not the worker: the unit has left the deal and joined it again since.</summary>
    private bool IsUndone(string deal, string unit, PeerId worker, ChainTransaction transaction) =>
        watcher.Last is { } last && last.Block >= transaction.Block && last.Find(deal) is { Problem: null } known
        && known.Workers.All(each => each.Unit != unit || each.Worker != worker);

    [LoggerMessage(EventId = 5310, Level = LogLevel.Information,
        Message = "worker {Worker} of deal {Deal}, unit {Unit}, is registered by transaction {Hash}")]
    private partial void LogSent(PeerId worker, string deal, string unit, string hash);
}

using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Services.Calls;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Fluence.Services.Workers;

/// <summary>The workers of a peer with their keys, one for each deal. What it has acknowledged is on the disk.</summary>
internal sealed class WorkerRegistry(StateDatabase state, PeerScopes scopes, int limit)
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<PeerId, WorkerInfo> _workers = new();

    /// <summary>All workers by their ids.</summary>
    public IEnumerable<WorkerInfo> All => _workers.Values.OrderBy(worker => worker.Id.ToString(), StringComparer.Ordinal);

    /// <summary>The normal form of a deal's id: without <c>0x</c>, in lower case.</summary>
    public static string Normalize(string deal)
    {
        string rest = deal;
        while (rest.StartsWith("0x", StringComparison.Ordinal))
        {
            rest = rest[2..];
        }

        return string.Create(rest.Length, rest, static (target, text) =>
        {
            for (int index = 0; index < text.Length; index++)
            {
                target[index] = char.IsAsciiLetterUpper(text[index]) ? (char)(text[index] | 0x20) : text[index];
            }
        });
    }

    /// <summary>Makes the workers local that there were before.</summary>
    /// <returns>Their keys.</returns>
    /// <exception cref="StateException">A row cannot be understood.</exception>
    public IReadOnlyList<KeyPair> Restore()
    {
        List<KeyPair> keys = [];
        foreach ((WorkerInfo worker, KeyPair key) in state.Read(
            "SELECT id, deal_id, creator, seed, active, compute_units FROM workers", ReadRow))
        {
            _workers[worker.Id] = worker;
            scopes.Add(key, worker.Creator);
            keys.Add(key);
        }

        return keys;
    }

    /// <summary>Makes a worker with a new key; it is active.</summary>
    public bool TryCreate(
        string deal,
        PeerId creator,
        IReadOnlyList<string> computeUnits,
        [NotNullWhen(true)] out KeyPair? key,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        key = null;
        lock (_lock)
        {
            fault = TryFind(deal, out _, out _) ? WorkerFaults.Exists(Normalize(deal))
                : _workers.Count >= limit ? ServiceFaults.TooMany("workers", limit) : null;
            if (fault is not null)
            {
                return false;
            }

            key = KeyPair.Generate();
            WorkerInfo worker = new(key.PeerId, Normalize(deal), creator, true, computeUnits);
            state.Write(new Statement(
                "INSERT INTO workers (id, deal_id, creator, seed, active, compute_units) VALUES (?1, ?2, ?3, ?4, 1, ?5)",
                worker.Id.ToString(), worker.Deal, creator.ToString(), key.Seed.ToArray(), string.Join(' ', computeUnits)));
            _workers[worker.Id] = worker;
            scopes.Add(key, creator);
            return true;
        }
    }

    /// <summary>Finds the worker of a deal.</summary>
    public bool TryFind(string deal, [NotNullWhen(true)] out WorkerInfo? worker, [NotNullWhen(false)] out ServiceFault? fault)
    {
        string normal = Normalize(deal);
        worker = _workers.Values.FirstOrDefault(known => known.Deal == normal);
        fault = worker is null ? WorkerFaults.NoWorkerOf(normal) : null;
        return worker is not null;
    }

    /// <summary>Finds a worker.</summary>
    public bool TryFind(PeerId id, [NotNullWhen(true)] out WorkerInfo? worker) => _workers.TryGetValue(id, out worker);

    /// <summary>Whether a scope takes part in scripts of anyone: the peer itself always, workers while they are active.</summary>
    public bool IsActive(PeerScope scope) =>
        scope.Worker is null || (_workers.TryGetValue(scope.Worker, out WorkerInfo? worker) && worker.IsActive);

    /// <summary>Activates or deactivates a worker.</summary>
    public void SetActive(PeerId id, bool isActive)
    {
        lock (_lock)
        {
            if (_workers.TryGetValue(id, out WorkerInfo? worker))
            {
                state.Write(new Statement("UPDATE workers SET active = ?2 WHERE id = ?1", id.ToString(), isActive));
                _workers[id] = worker with { IsActive = isActive };
            }
        }
    }

    /// <summary>Forgets a worker and its key; false where another caller has done so.</summary>
    public bool Remove(PeerId id)
    {
        lock (_lock)
        {
            if (!_workers.ContainsKey(id))
            {
                return false;
            }

            state.Write(new Statement("DELETE FROM workers WHERE id = ?1", id.ToString()));
            _workers.TryRemove(id, out _);
            scopes.Remove(id);
            return true;
        }
    }

    private static (WorkerInfo Worker, KeyPair Key) ReadRow(SqliteDataReader row)
    {
        string id = row.GetString(0);
        if (!PeerId.TryParse(row.GetString(2), out PeerId? creator) || !KeyPair.TryFromSeed((byte[])row.GetValue(3), out KeyPair? key)
            || key.PeerId.ToString() != id)
        {
            throw new StateException($"the row of worker {id} in the peer's state cannot be understood");
        }

        string[] units = row.GetString(5).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (new WorkerInfo(key.PeerId, row.GetString(1), creator, row.GetInt64(4) != 0, units), key);
    }
}

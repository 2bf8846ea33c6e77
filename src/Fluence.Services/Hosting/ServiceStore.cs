using Fluence.Crypto;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Fluence.Services.Hosting;

/// <summary>What is kept of services: all that makes them again after a restart, but for their files.</summary>
internal sealed class ServiceStore(StateDatabase state)
{
    /// <summary>All services as they were last.</summary>
    /// <exception cref="StateException">A row cannot be understood.</exception>
    public List<ServiceInfo> ReadAll()
    {
        ILookup<string, string> aliases = state
            .Read("SELECT service, alias FROM aliases ORDER BY number", row => (Service: row.GetString(0), Alias: row.GetString(1)))
            .ToLookup(row => row.Service, row => row.Alias);
        return state.Read("SELECT id, kind, blueprint, owner, worker FROM services", row => ReadRow(row, aliases));
    }

    public void Add(ServiceInfo service) => state.Write(new Statement(
        "INSERT INTO services (id, kind, blueprint, owner, worker) VALUES (?1, ?2, ?3, ?4, ?5)",
        service.Id, service.Kind.ToString(), service.Blueprint, service.Owner.ToString(), WorkerText(service.Scope)));

    /// <summary>Removes a service and its aliases.</summary>
    public void Remove(ServiceInfo service) => state.Write(new Statement("DELETE FROM services WHERE id = ?1", service.Id));

    /// <summary>Gives an alias to a service, and takes it from another.</summary>
    public void SetAlias(PeerScope scope, string alias, string service) => state.Write(new Statement(
        "INSERT OR REPLACE INTO aliases (worker, alias, service, number) "
        + "VALUES (?1, ?2, ?3, (SELECT COALESCE(MAX(number), 0) + 1 FROM aliases))",
        WorkerText(scope), alias, service));

    private static string WorkerText(PeerScope scope) => scope.Worker?.ToString() ?? "";

    private static ServiceInfo ReadRow(SqliteDataReader row, ILookup<string, string> aliases)
    {
        string id = row.GetString(0), worker = row.GetString(4);
        if (!Enum.TryParse(row.GetString(1), out ServiceKind kind) || !PeerId.TryParse(row.GetString(3), out PeerId? owner))
        {
            throw new StateException($"the row of service {id} in the peer's state cannot be understood");
        }

        PeerId? workerId = null;
        if (worker.Length > 0 && !PeerId.TryParse(worker, out workerId))
        {
            throw new StateException($"the worker of service {id} in the peer's state is no peer id");
        }

        return new ServiceInfo(id, kind, row.GetString(2), owner, new PeerScope(workerId), [.. aliases[id]]);
    }
}

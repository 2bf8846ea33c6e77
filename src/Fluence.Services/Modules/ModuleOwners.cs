using System.Diagnostics.CodeAnalysis;
using Fluence.Crypto;
using Fluence.Services.Blueprints;
using Fluence.Services.Calls;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Storage;

namespace Fluence.Services.Modules;

/// <summary>
/// For which workers modules were added. A module that was added for workers alone goes with the last of them; one that the peer's owners
/// have added stays.
/// </summary>
internal sealed class ModuleOwners(
    StateDatabase state, PeerScopes scopes, ModuleStore modules, BlueprintStore blueprints, ServiceRegistry services)
{
    // stands for the peer's owners
    private const string Nobody = "";

    private readonly Lock _lock = new();

    /// <summary>Adds a module for a caller.</summary>
    public bool TryAdd(
        string name,
        ReadOnlyMemory<byte> wasm,
        PeerId caller,
        [NotNullWhen(true)] out string? cid,
        [NotNullWhen(false)] out ServiceFault? fault)
    {
        lock (_lock)
        {
            if (!modules.TryAdd(name, wasm, out cid, out fault))
            {
                return false;
            }

            string owner = !scopes.IsHost(caller) && scopes.TryFind(caller, out _) ? caller.ToString() : Nobody;
            state.Write(new Statement("INSERT OR IGNORE INTO module_owners (cid, worker) VALUES (?1, ?2)", cid, owner));
            return true;
        }
    }

    /// <summary>Removes what only workers needed that there are no more.</summary>
    public void Clean()
    {
        lock (_lock)
        {
            foreach (string worker in state.Read("SELECT DISTINCT worker FROM module_owners", row => row.GetString(0)))
            {
                if (worker != Nobody && !(PeerId.TryParse(worker, out PeerId? id) && scopes.TryFind(id, out _)))
                {
                    Remove(worker);
                }
            }
        }
    }

    private void Remove(string worker)
    {
        List<string> left = state.Read(
            "SELECT cid FROM module_owners AS one WHERE worker = ?1 "
            + "AND NOT EXISTS (SELECT * FROM module_owners WHERE cid = one.cid AND worker <> ?1)",
            row => row.GetString(0), worker);
        HashSet<string> used = [.. services.All.SelectMany(Modules)];
        foreach (string cid in left.Where(cid => !used.Contains(cid)))
        {
            blueprints.RemoveOf(cid);
            modules.Remove(cid);
        }

        state.Write(new Statement("DELETE FROM module_owners WHERE worker = ?1", worker));
    }

    private IEnumerable<string> Modules(HostedService service) =>
        blueprints.TryFind(service.Info.Blueprint, out Blueprint? blueprint, out _) ? blueprint.Dependencies : [];
}

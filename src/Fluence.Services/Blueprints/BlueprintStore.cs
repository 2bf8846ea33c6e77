using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Fluence.Services.Calls;
using Fluence.Services.Storage;

namespace Fluence.Services.Blueprints;

/// <summary>The peer's blueprints.</summary>
internal sealed class BlueprintStore(StateDatabase state)
{
    /// <summary>A bound that only a mistake or an attack reaches.</summary>
    private const int MaxBlueprints = 100_000, MaxDependencies = 256;

    private readonly ConcurrentDictionary<string, Blueprint> _blueprints = new(
        state.Read(
            "SELECT name, dependencies, memory_limit FROM blueprints LEFT JOIN blueprint_limits USING (id)", row => new Blueprint(
                row.GetString(0), [.. row.GetString(1).Split(' ', StringSplitOptions.RemoveEmptyEntries)],
                row.IsDBNull(2) ? 0 : (ulong)row.GetInt64(2)))
            .Select(blueprint => KeyValuePair.Create(blueprint.Id, blueprint)),
        StringComparer.Ordinal);

    public IReadOnlyList<Blueprint> All => [.. _blueprints.Values.OrderBy(blueprint => blueprint.Id, StringComparer.Ordinal)];

    public bool TryFind(string id, [NotNullWhen(true)] out Blueprint? blueprint, [NotNullWhen(false)] out ServiceFault? fault)
    {
        fault = _blueprints.TryGetValue(id, out blueprint) ? null : ServiceFaults.NoBlueprint(id);
        return fault is null;
    }

    /// <summary>Adds a blueprint; its modules need not be there yet. Null where it was added.</summary>
    public ServiceFault? Add(Blueprint blueprint)
    {
        if (blueprint.Dependencies.IsEmpty)
        {
            return ServiceFaults.NoDependencies(blueprint.Name);
        }

        if (blueprint.Dependencies.Length > MaxDependencies)
        {
            return ServiceFaults.TooMany("modules in a blueprint", MaxDependencies);
        }

        if (_blueprints.Count >= MaxBlueprints && !_blueprints.ContainsKey(blueprint.Id))
        {
            return ServiceFaults.TooMany("blueprints", MaxBlueprints);
        }

        Statement added = new(
            "INSERT OR REPLACE INTO blueprints (id, name, dependencies) VALUES (?1, ?2, ?3)",
            blueprint.Id, blueprint.Name, string.Join(' ', blueprint.Dependencies));
        if (blueprint.MemoryLimit == 0)
        {
            state.Write(added);
        }
        else
        {
            state.Write(added, new Statement(
                "INSERT OR REPLACE INTO blueprint_limits (id, memory_limit) VALUES (?1, ?2)", blueprint.Id, (long)blueprint.MemoryLimit));
        }

        _blueprints[blueprint.Id] = blueprint;
        return null;
    }

    /// <summary>Removes the blueprints that need a module.</summary>
    public void RemoveOf(string module)
    {
        foreach (Blueprint blueprint in _blueprints.Values.Where(blueprint => blueprint.Dependencies.Contains(module)))
        {
            state.Write(
                new Statement("DELETE FROM blueprints WHERE id = ?1", blueprint.Id),
                new Statement("DELETE FROM blueprint_limits WHERE id = ?1", blueprint.Id));
            _blueprints.TryRemove(blueprint.Id, out _);
        }
    }
}

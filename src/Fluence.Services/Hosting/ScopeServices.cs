using System.Diagnostics.CodeAnalysis;

namespace Fluence.Services.Hosting;

/// <summary>The services of one scope by id and alias. For any number of threads.</summary>
internal sealed class ScopeServices
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HostedService> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _aliases = new(StringComparer.Ordinal);

    public IReadOnlyList<HostedService> All
    {
        get
        {
            lock (_lock)
            {
                return [.. _byId.Values];
            }
        }
    }

    /// <summary>Finds a service by id, then by alias.</summary>
    public bool TryFind(string idOrAlias, [NotNullWhen(true)] out HostedService? service)
    {
        lock (_lock)
        {
            return _byId.TryGetValue(idOrAlias, out service)
                || (_aliases.TryGetValue(idOrAlias, out string? id) && _byId.TryGetValue(id, out service));
        }
    }

    public bool HasId(string id)
    {
        lock (_lock)
        {
            return _byId.ContainsKey(id);
        }
    }

    public bool TryResolve(string alias, [NotNullWhen(true)] out string? id)
    {
        lock (_lock)
        {
            return _aliases.TryGetValue(alias, out id);
        }
    }

    /// <summary>Adds a service with the aliases that it has already.</summary>
    public void Add(HostedService service)
    {
        lock (_lock)
        {
            _byId.Add(service.Info.Id, service);
            foreach (string alias in service.Info.Aliases)
            {
                _aliases[alias] = service.Info.Id;
            }
        }
    }

    /// <summary>Removes a service; false where another caller has done so.</summary>
    public bool Remove(HostedService service)
    {
        lock (_lock)
        {
            if (!_byId.Remove(service.Info.Id))
            {
                return false;
            }

            foreach (string alias in service.Info.Aliases)
            {
                _aliases.Remove(alias);
            }

            return true;
        }
    }

    /// <summary>Gives a service an alias once <paramref name="store"/> has kept it.</summary>
    /// <param name="alias">The alias.</param>
    /// <param name="id">The service.</param>
    /// <param name="store">Keeps it.</param>
    /// <param name="takesOver">Whether it is taken from another service that has it.</param>
    public AliasOutcome SetAlias(string alias, string id, Action store, bool takesOver)
    {
        lock (_lock)
        {
            if (!_byId.TryGetValue(id, out HostedService? service))
            {
                return AliasOutcome.NoService;
            }

            if (!takesOver && _aliases.TryGetValue(alias, out string? holder) && holder != id && _byId.ContainsKey(holder))
            {
                return AliasOutcome.Taken;
            }

            store();
            if (_aliases.TryGetValue(alias, out string? former) && _byId.TryGetValue(former, out HostedService? other))
            {
                other.Info = other.Info with { Aliases = other.Info.Aliases.Remove(alias) };
            }

            service.Info = service.Info with { Aliases = service.Info.Aliases.Add(alias) };
            _aliases[alias] = id;
            return AliasOutcome.Set;
        }
    }
}

/// <summary>What became of giving a service an alias.</summary>
internal enum AliasOutcome
{
    /// <summary>It has it.</summary>
    Set,

    /// <summary>The service is there no more.</summary>
    NoService,

    /// <summary>Another service keeps it.</summary>
    Taken,
}

namespace Fluence.Aqua.Semantics;

/// <summary>Services, and the names under which they have got an id at a place.</summary>
internal sealed class ServiceScopes
{
    private readonly HashSet<string> _services = new(StringComparer.Ordinal);
    private readonly HashSet<string> _withDefaultId = new(StringComparer.Ordinal);
    private readonly Stack<Dictionary<string, string>> _scopes = new();

    internal bool Has(string service) => _services.Contains(service);

    internal void Define(string service, bool hasDefaultId)
    {
        _services.Add(service);
        if (hasDefaultId)
        {
            _withDefaultId.Add(service);
        }
    }

    /// <summary>Gives a service another name in the present scope.</summary>
    internal void Rename(string service, string name) => _scopes.Peek()[service] = name;

    /// <summary>The name under which a service can be called here; null where it has no id.</summary>
    internal string? NameOf(string service)
    {
        foreach (Dictionary<string, string> scope in _scopes)
        {
            if (scope.TryGetValue(service, out string? name))
            {
                return name;
            }
        }

        return _withDefaultId.Contains(service) ? service : null;
    }

    internal void Open() => _scopes.Push(new Dictionary<string, string>(StringComparer.Ordinal));

    internal void Close() => _scopes.Pop();
}

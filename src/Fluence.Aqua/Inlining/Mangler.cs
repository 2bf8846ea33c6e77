namespace Fluence.Aqua.Inlining;

/// <summary>Names that no other variable of a script has.</summary>
internal sealed class Mangler
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>A name of its own: the same, or with a number behind it.</summary>
    internal string Take(string name)
    {
        if (_next.TryAdd(name, 0))
        {
            return name;
        }

        int number = _next[name];
        string fresh;
        while (!_next.TryAdd(fresh = $"{name}-{number}", 0))
        {
            number++;
        }

        _next[name] = number + 1;
        return fresh;
    }

    /// <summary>Names of their own; only those that change are among the result.</summary>
    internal void Take(IEnumerable<string> names, Dictionary<string, string> renames)
    {
        foreach (string name in names)
        {
            string fresh = Take(name);
            if (fresh != name)
            {
                renames[name] = fresh;
            }
        }
    }

    /// <summary>Keeps a name from being taken.</summary>
    internal void Forbid(string name) => _next.TryAdd(name, 0);
}

namespace Fluence.Aqua.Semantics;

/// <summary>Names that the source does not have, each with a number of its own.</summary>
internal sealed class FreshNames
{
    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    internal string Take(string name)
    {
        int number = _next.GetValueOrDefault(name);
        while (_next.ContainsKey($"{name}-{number}"))
        {
            number++;
        }

        string fresh = $"{name}-{number}";
        _next[name] = number + 1;
        _next[fresh] = 0;
        return fresh;
    }
}

namespace Fluence.Cli.Avm;

/// <summary>Short names for peer ids in what people read: given ones, or <c>p1</c>, <c>p2</c> … in the order of their appearance.</summary>
/// <param name="given">Names by peer id that are known beforehand.</param>
internal sealed class PeerNames(IReadOnlyDictionary<string, string>? given = null)
{
    private readonly Dictionary<string, string> _names = given is null ? [] : new(given);

    /// <summary>All names so far, by peer id, in the order in which they were given.</summary>
    public IReadOnlyDictionary<string, string> All => _names;

    /// <summary>The name of a peer.</summary>
    public string Of(string peerId)
    {
        if (!_names.TryGetValue(peerId, out string? name))
        {
            name = $"p{_names.Count + 1}";
            _names.Add(peerId, name);
        }

        return name;
    }

    /// <summary>A text in which the names stand for the ids.</summary>
    public string Shorten(string text)
    {
        foreach ((string id, string name) in _names)
        {
            text = text.Replace(id, "@" + name, StringComparison.Ordinal);
        }

        return text;
    }
}

namespace Fluence.Aqua.Inlining;

/// <summary>
/// What the names of a body mean where it is inlined. It is applied when a name is read, so that a body is never copied, however often
/// it is inlined.
/// </summary>
internal sealed class Renaming
{
    private static readonly Dictionary<string, string> Nothing = [];

    private readonly Dictionary<string, string> _names;
    private readonly HashSet<string>? _canons;
    private readonly HashSet<string>? _own;
    private readonly Renaming? _inner;

    private Renaming(Dictionary<string, string> names, HashSet<string>? canons, HashSet<string>? own, Renaming? inner)
    {
        _names = names;
        _canons = canons;
        _own = own;
        _inner = inner;
    }

    /// <summary>No name changes.</summary>
    internal static Renaming None { get; } = new(Nothing, null, null, null);

    /// <summary>The name here.</summary>
    internal string Of(string name)
    {
        if (_own is not null && _own.Contains(name))
        {
            return name;
        }

        string inner = _inner is null ? name : _inner.Of(name);
        return _names.GetValueOrDefault(inner, inner);
    }

    /// <summary>Whether a name, as it is here, is that of a stream made canonical for a parameter that is an array or an option.</summary>
    internal bool IsCanon(string renamed) => (_canons is not null && _canons.Contains(renamed)) || (_inner is not null && _inner.IsCanon(renamed));

    /// <summary>Names that change after they have changed by this one.</summary>
    internal Renaming Then(Dictionary<string, string> names, HashSet<string>? canons) => new(names, canons, null, this);

    /// <summary>The same, where some names are those of parameters.</summary>
    internal Renaming Except(IEnumerable<string> own) => new(Nothing, null, own.ToHashSet(StringComparer.Ordinal), this);
}

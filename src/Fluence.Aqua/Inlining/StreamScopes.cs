using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>The streams that were made since a place, to be restricted there.</summary>
internal sealed class StreamScopes
{
    private readonly List<(string Name, CollectionType Type)> _open = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    internal int Mark => _open.Count;

    internal void Add(string name, CollectionType type)
    {
        if (_names.Add(name))
        {
            _open.Add((name, type));
        }
    }

    /// <summary>The instruction with the streams made since a mark existing only in it.</summary>
    internal Op Close(int mark, Op op)
    {
        for (int i = mark; i < _open.Count; i++)
        {
            op = Ops.Restrict(_open[i].Name, _open[i].Type, op);
            _names.Remove(_open[i].Name);
        }

        _open.RemoveRange(mark, _open.Count - mark);
        return op;
    }
}

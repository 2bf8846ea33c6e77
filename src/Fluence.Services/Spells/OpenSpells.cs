namespace Fluence.Services.Spells;

/// <summary>The spells whose files are open: at most so many, and those that were used last.</summary>
internal sealed class OpenSpells(int limit)
{
    private readonly Lock _lock = new();
    private readonly LinkedList<SpellDatabase> _order = new();
    private readonly Dictionary<SpellDatabase, LinkedListNode<SpellDatabase>> _nodes = [];

    /// <summary>How many are open.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _nodes.Count;
            }
        }
    }

    /// <summary>Tells that a file was used, and so is open.</summary>
    public void Used(SpellDatabase database)
    {
        SpellDatabase? oldest = null;
        lock (_lock)
        {
            if (_nodes.TryGetValue(database, out LinkedListNode<SpellDatabase>? node))
            {
                _order.Remove(node);
                _order.AddFirst(node);
            }
            else
            {
                _nodes.Add(database, _order.AddFirst(database));
            }

            if (_nodes.Count > limit)
            {
                oldest = _order.Last!.Value;
                _order.RemoveLast();
                _nodes.Remove(oldest);
            }
        }

        oldest?.CloseIfIdle();
    }

    /// <summary>Tells that a file was closed for good.</summary>
    public void Forget(SpellDatabase database)
    {
        lock (_lock)
        {
            if (_nodes.Remove(database, out LinkedListNode<SpellDatabase>? node))
            {
                _order.Remove(node);
            }
        }
    }
}

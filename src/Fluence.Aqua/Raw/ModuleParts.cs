using System.Collections;
using System.Runtime.CompilerServices;

namespace Fluence.Aqua.Raw;

/// <summary>
/// Definitions in order, each with the module that it sees. A list never changes; one made by adding to another shares what both hold, so
/// that a file keeps as many lists as it has definitions without keeping each of them several times.
/// </summary>
[CollectionBuilder(typeof(ModuleParts), nameof(Create))]
internal sealed class ModuleParts : IReadOnlyList<(RawModule Scope, RawPart Part)>
{
    private readonly Store _store;

    private ModuleParts(Store store, int count)
    {
        _store = store;
        Count = count;
    }

    internal static ModuleParts Empty { get; } = new(new Store(), 0);

    public int Count { get; }

    public (RawModule Scope, RawPart Part) this[int index] =>
        index < Count ? _store.Items[index] : throw new ArgumentOutOfRangeException(nameof(index));

    public static ModuleParts Create(ReadOnlySpan<(RawModule Scope, RawPart Part)> parts)
    {
        Store store = new();
        foreach ((RawModule, RawPart) part in parts)
        {
            store.Add(part);
        }

        return parts.IsEmpty ? Empty : new ModuleParts(store, parts.Length);
    }

    internal ModuleParts Add(RawModule scope, RawPart part) => AddRange([(scope, part)]);

    internal ModuleParts AddRange(IReadOnlyList<(RawModule Scope, RawPart Part)> parts)
    {
        if (parts.Count == 0 || Count == 0)
        {
            return parts.Count == 0 ? this : parts as ModuleParts ?? [.. parts];
        }

        // where another was made of this list before, the two go on differently
        ModuleParts own = _store.Items.Count == Count ? this : [.. this];
        Store store = own._store;
        foreach ((RawModule, RawPart) part in parts)
        {
            store.Add(part);
        }

        return new ModuleParts(store, store.Items.Count);
    }

    /// <summary>The definitions of a name, the last one first.</summary>
    internal IEnumerable<(RawModule Scope, RawPart Part)> Named(string name)
    {
        for (int index = _store.Last.GetValueOrDefault(name, -1); index >= 0; index = _store.Before[index])
        {
            if (index < Count)
            {
                yield return _store.Items[index];
            }
        }
    }

    public IEnumerator<(RawModule Scope, RawPart Part)> GetEnumerator()
    {
        for (int index = 0; index < Count; index++)
        {
            yield return _store.Items[index];
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    // only ever grows
    private sealed class Store
    {
        internal List<(RawModule Scope, RawPart Part)> Items { get; } = [];

        /// <summary>Where each name is defined last.</summary>
        internal Dictionary<string, int> Last { get; } = new(StringComparer.Ordinal);

        /// <summary>Where the name of each was defined before; -1 where it was not.</summary>
        internal List<int> Before { get; } = [];

        internal void Add((RawModule Scope, RawPart Part) part)
        {
            Before.Add(Last.GetValueOrDefault(part.Part.Name, -1));
            Last[part.Part.Name] = Items.Count;
            Items.Add(part);
        }
    }
}

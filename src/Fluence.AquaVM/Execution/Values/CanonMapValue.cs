using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>A canonical stream map: pairs that no longer change, found by key. A key may have several values.</summary>
internal sealed class CanonMapValue
{
    private readonly Dictionary<MapKey, List<Aggregate>> _byKey = [];
    private VmValue? _value;
    private ImmutableArray<SecurityTetraplet> _tetraplets;

    /// <exception cref="UncatchableException">An element is no pair of a key and a value.</exception>
    public CanonMapValue(IReadOnlyList<Aggregate> pairs, SecurityTetraplet tetraplet, DataCid cid)
    {
        Pairs = pairs;
        Tetraplet = tetraplet;
        Cid = cid;
        foreach (Aggregate pair in pairs)
        {
            MapKey key = KeyValuePairs.Key(pair) ?? throw Uncatchable.UnsupportedPairOrKey();
            JsonValue value = KeyValuePairs.Value(pair) ?? throw Uncatchable.PairWithoutValue();
            if (!_byKey.TryGetValue(key, out List<Aggregate>? values))
            {
                _byKey.Add(key, values = []);
            }

            values.Add(Aggregate.Normalized(VmValue.FromJson(value), pair.Tetraplet, pair.Provenance, pair.TracePosition));
        }
    }

    /// <summary>The pairs in the order of insertion.</summary>
    public IReadOnlyList<Aggregate> Pairs { get; }

    /// <summary>Of the map as a whole: the peer that has fixed it.</summary>
    public SecurityTetraplet Tetraplet { get; }

    public DataCid Cid { get; }

    public Provenance Provenance => Provenance.Canon(Cid);

    /// <summary>A JSON object with an array of all its values for every key.</summary>
    public VmValue Value => _value ??= VmValue.FromJson(new JsonObject(
        _byKey.Select(entry => KeyValuePair.Create(entry.Key.Name, CanonStreamValue.ArrayOf(entry.Value).Json))));

    /// <summary>The tetraplets of the pairs.</summary>
    public ImmutableArray<SecurityTetraplet> PairTetraplets =>
        _tetraplets.IsDefault ? _tetraplets = CanonStreamValue.TetrapletsOf(Pairs) : _tetraplets;

    /// <summary>The values of a key; null if there is none.</summary>
    public IReadOnlyList<Aggregate>? Find(MapKey key) => _byKey.GetValueOrDefault(key);

    /// <summary>The last pair of every key, in the order of these pairs.</summary>
    public List<Aggregate> LastPairs()
    {
        var met = new HashSet<MapKey>();
        var last = new List<Aggregate>();
        for (int i = Pairs.Count - 1; i >= 0; i--)
        {
            if (KeyValuePairs.Key(Pairs[i]) is { } key && met.Add(key))
            {
                last.Add(Pairs[i]);
            }
        }

        last.Reverse();
        return last;
    }
}

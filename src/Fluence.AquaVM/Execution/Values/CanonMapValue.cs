using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Fluence.AquaVM.Data;
using Fluence.AquaVM.Execution.Errors;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>A canonical stream map: pairs that no longer change, found by key. A key may have several values.</summary>
internal sealed class CanonMapValue
{
    private Dictionary<MapKey, List<Aggregate>>? _byKey;
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
            if (KeyValuePairs.Key(pair) is null)
            {
                throw Uncatchable.UnsupportedPairOrKey();
            }

            if (KeyValuePairs.Value(pair) is null)
            {
                throw Uncatchable.PairWithoutValue();
            }
        }
    }

    /// <summary>The pairs in the order of insertion.</summary>
    public IReadOnlyList<Aggregate> Pairs { get; }

    /// <summary>Of the map as a whole: the peer that has fixed it.</summary>
    public SecurityTetraplet Tetraplet { get; }

    public DataCid Cid { get; }

    public Provenance Provenance => Provenance.Canon(Cid);

    /// <summary>A JSON object with an array of all its values for every key.</summary>
    public VmValue Value(CompositionMeter meter) => _value ??= VmValue.FromJson(new JsonObject(
        ByKey.Select(entry => KeyValuePair.Create(entry.Key.Name, CanonStreamValue.ArrayOf(entry.Value, meter).Json))));

    /// <summary>The tetraplets of the pairs.</summary>
    public ImmutableArray<SecurityTetraplet> PairTetraplets =>
        _tetraplets.IsDefault ? _tetraplets = CanonStreamValue.TetrapletsOf(Pairs) : _tetraplets;

    private Dictionary<MapKey, List<Aggregate>> ByKey => _byKey ??= GroupByKey();

    /// <summary>The values of a key; null if there is none.</summary>
    public IReadOnlyList<Aggregate>? Find(MapKey key) => ByKey.GetValueOrDefault(key);

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

    private Dictionary<MapKey, List<Aggregate>> GroupByKey()
    {
        var byKey = new Dictionary<MapKey, List<Aggregate>>();
        foreach (Aggregate pair in Pairs)
        {
            ref List<Aggregate>? values = ref CollectionsMarshal.GetValueRefOrAddDefault(byKey, KeyValuePairs.Key(pair)!.Value, out _);
            values ??= [];
            values.Add(pair.With(KeyValuePairs.Value(pair)!));
        }

        return byKey;
    }
}

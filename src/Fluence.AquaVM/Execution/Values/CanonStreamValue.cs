using System.Collections.Immutable;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>A canonical stream: elements that no longer change.</summary>
internal sealed class CanonStreamValue(IReadOnlyList<Aggregate> elements, SecurityTetraplet tetraplet, DataCid cid)
{
    private VmValue? _value;
    private ImmutableArray<SecurityTetraplet> _tetraplets;

    public IReadOnlyList<Aggregate> Elements { get; } = elements;

    /// <summary>Of the stream as a whole: the peer that has fixed it.</summary>
    public SecurityTetraplet Tetraplet { get; } = tetraplet;

    public DataCid Cid { get; } = cid;

    public Provenance Provenance => Provenance.Canon(Cid);

    /// <summary>The elements as a JSON array.</summary>
    public VmValue Value(CompositionMeter meter) => _value ??= ArrayOf(Elements, meter);

    /// <summary>The tetraplets of the elements.</summary>
    public ImmutableArray<SecurityTetraplet> ElementTetraplets =>
        _tetraplets.IsDefault ? _tetraplets = TetrapletsOf(Elements) : _tetraplets;

    /// <summary>Values as a JSON array.</summary>
    public static VmValue ArrayOf(IReadOnlyList<Aggregate> elements, CompositionMeter meter)
    {
        var items = ImmutableArray.CreateBuilder<JsonValue>(elements.Count);
        foreach (Aggregate element in elements)
        {
            items.Add(element.Value.Json);
        }

        var array = new JsonArray(items.MoveToImmutable());
        meter.Count(array);
        return VmValue.FromJson(array);
    }

    public static ImmutableArray<SecurityTetraplet> TetrapletsOf(IReadOnlyList<Aggregate> elements)
    {
        var tetraplets = ImmutableArray.CreateBuilder<SecurityTetraplet>(elements.Count);
        foreach (Aggregate element in elements)
        {
            tetraplets.Add(element.Tetraplet);
        }

        return tetraplets.MoveToImmutable();
    }
}

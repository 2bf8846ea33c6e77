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
    public VmValue Value => _value ??= ArrayOf(Elements);

    /// <summary>The tetraplets of the elements.</summary>
    public ImmutableArray<SecurityTetraplet> ElementTetraplets =>
        _tetraplets.IsDefault ? _tetraplets = TetrapletsOf(Elements) : _tetraplets;

    public static VmValue ArrayOf(IReadOnlyList<Aggregate> elements)
    {
        var items = ImmutableArray.CreateBuilder<JsonValue>(elements.Count);
        foreach (Aggregate element in elements)
        {
            items.Add(element.Value.Json);
        }

        return VmValue.FromJson(new JsonArray(items.MoveToImmutable()));
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

using System.Collections.Immutable;

namespace Fluence.Aqua.Types;

/// <summary>
/// The least type that takes values of both of two types (their union), and the greatest that both take (their intersection).
/// </summary>
internal static class TypeCombination
{
    /// <summary>A type that takes the values of both.</summary>
    internal static AquaType Unite(AquaType left, AquaType right) => (left, right) switch
    {
        (ProductType l, ProductType r) => UniteProducts(l, r),
        (NamedType { Kind: NamedKind.Data } l, NamedType { Kind: NamedKind.Data } r) => UniteData(l, r),
        (ArrowType l, ArrowType r) => new ArrowType(UniteProducts(l.Domain, r.Domain), IntersectProducts(l.Codomain, r.Codomain)),
        (CollectionType l, CollectionType r) when UnitedForm(l.Form, r.Form) is { } form =>
            new CollectionType(form, Unite(l.Element, r.Element)),
        (ScalarType l, ScalarType r) => UniteScalars(l, r),
        _ => TypeOrder.Compare(left, right) switch
        {
            1 or 0 => left,
            -1 => right,
            _ => ExtremeType.Top,
        },
    };

    /// <summary>A type whose values both take.</summary>
    internal static AquaType Intersect(AquaType left, AquaType right)
    {
        if (TypeOrder.Compare(left, right) == 0)
        {
            return left;
        }

        return (left, right) switch
        {
            (ProductType l, ProductType r) => IntersectProducts(l, r),
            (NamedType { Kind: NamedKind.Data } l, NamedType { Kind: NamedKind.Data } r) => IntersectData(l, r),
            (ArrowType l, ArrowType r) => new ArrowType(UniteProducts(l.Domain, r.Domain), IntersectProducts(l.Codomain, r.Codomain)),
            (CollectionType l, CollectionType r) when IntersectedForm(l.Form, r.Form) is { } form =>
                new CollectionType(form, Intersect(l.Element, r.Element)),
            (ScalarType l, ScalarType r) => IntersectScalars(l, r),
            _ => TypeOrder.Compare(left, right) switch
            {
                1 => right,
                -1 => left,
                _ => ExtremeType.Bottom,
            },
        };
    }

    /// <summary>The type of the elements of a collection that holds values of these types; ⊤ where they have nothing in common.</summary>
    internal static AquaType ElementOf(IEnumerable<AquaType> types)
    {
        AquaType? element = null;
        foreach (AquaType type in types)
        {
            AquaType data = type is CollectionType { Form: CollectionForm.Stream } stream ? CollectionType.Array(stream.Element) : type;
            element = element is null ? data : Intersect(element, data);
        }

        return element is null ? ExtremeType.Bottom : ReferenceEquals(element, ExtremeType.Bottom) ? ExtremeType.Top : element;
    }

    private static CollectionForm? UnitedForm(CollectionForm left, CollectionForm right) => (left, right) switch
    {
        (CollectionForm.Array, CollectionForm.Option) or (CollectionForm.Option, CollectionForm.Array) => CollectionForm.Array,
        (CollectionForm.Canon or CollectionForm.CanonMap, _) => null,
        _ => left == right ? left : null,
    };

    private static CollectionForm? IntersectedForm(CollectionForm left, CollectionForm right) => (left, right) switch
    {
        (CollectionForm.Option, _) or (_, CollectionForm.Option) => CollectionForm.Option,
        (CollectionForm.Array, _) or (_, CollectionForm.Array) => CollectionForm.Array,
        (CollectionForm.Stream, CollectionForm.Stream) => CollectionForm.Stream,
        (CollectionForm.StreamMap, CollectionForm.StreamMap) => CollectionForm.StreamMap,
        _ => null,
    };

    private static ProductType UniteProducts(ProductType left, ProductType right)
    {
        ImmutableArray<(string?, AquaType)>.Builder items = ImmutableArray.CreateBuilder<(string?, AquaType)>();
        for (int i = 0; i < Math.Max(left.Length, right.Length); i++)
        {
            items.Add((null, i >= left.Length ? right.Items[i].Type : i >= right.Length ? left.Items[i].Type
                : Intersect(left.Items[i].Type, right.Items[i].Type)));
        }

        return new ProductType(items.ToImmutable());
    }

    private static ProductType IntersectProducts(ProductType left, ProductType right) =>
        ProductType.Of(left.Items.Zip(right.Items, (l, r) => Intersect(l.Type, r.Type)));

    private static NamedType UniteData(NamedType left, NamedType right)
    {
        ImmutableSortedDictionary<string, AquaType> fields = left.Fields;
        foreach ((string name, AquaType type) in right.Fields)
        {
            fields = fields.SetItem(name, left.Fields.TryGetValue(name, out AquaType? other) ? Unite(other, type) : type);
        }

        return new NamedType(NamedKind.Data, $"{left.Name}_U_{right.Name}", fields);
    }

    private static AquaType IntersectData(NamedType left, NamedType right)
    {
        Dictionary<string, AquaType> fields = [];
        foreach ((string name, AquaType type) in left.Fields)
        {
            if (right.Fields.TryGetValue(name, out AquaType? other))
            {
                fields[name] = Intersect(type, other);
            }
        }

        return fields.Count == 0 ? ExtremeType.Top : NamedType.Of(NamedKind.Data, $"{left.Name}_x_{right.Name}", fields);
    }

    private static AquaType UniteScalars(ScalarType left, ScalarType right) => TypeOrder.Compare(left, right) switch
    {
        1 or 0 => left,
        -1 => right,
        _ => Candidates(left, right, (candidate, type) => candidate.Accepts(type))
            .FirstOrDefault(candidate =>
                Candidates(left, right, (other, type) => other.Accepts(type)).All(other => other.Accepts(candidate)))
            ?? (AquaType)ExtremeType.Top,
    };

    private static AquaType IntersectScalars(ScalarType left, ScalarType right) => TypeOrder.Compare(left, right) switch
    {
        1 or 0 => right,
        -1 => left,
        _ => Candidates(left, right, (candidate, type) => type.Accepts(candidate))
            .FirstOrDefault(candidate => Candidates(left, right, (other, type) => type.Accepts(other))
                .All(other => !other.Accepts(candidate) || ReferenceEquals(other, candidate)))
            ?? (AquaType)ExtremeType.Bottom,
    };

    /// <summary>The scalars that fit both, floats and signed ones only where one of both is such.</summary>
    private static IEnumerable<ScalarType> Candidates(ScalarType left, ScalarType right, Func<ScalarType, ScalarType, bool> fits) =>
        ScalarType.All.Where(candidate => fits(candidate, left) && fits(candidate, right)
            && (!ScalarType.Floats.Contains(candidate) || ScalarType.Floats.Contains(left) || ScalarType.Floats.Contains(right))
            && (!ScalarType.Signed.Contains(candidate) || ScalarType.Signed.Contains(left) || ScalarType.Signed.Contains(right)));
}

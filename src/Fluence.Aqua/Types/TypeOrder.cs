namespace Fluence.Aqua.Types;

/// <summary>
/// The partial order of types: a type is greater than another when it takes all values of the other. 1, 0 and -1 are greater, the same
/// and less; null is neither. Arrows take fewer arguments' values and give more, so they are compared the other way round in front.
/// </summary>
internal static class TypeOrder
{
    internal static int? Compare(AquaType left, AquaType right)
    {
        if (left.Equals(right))
        {
            return 0;
        }

        if (ReferenceEquals(left, ExtremeType.Top) || ReferenceEquals(right, ExtremeType.Bottom))
        {
            return 1;
        }

        if (ReferenceEquals(left, ExtremeType.Bottom) || ReferenceEquals(right, ExtremeType.Top))
        {
            return -1;
        }

        return (left, right) switch
        {
            (CollectionType l, CollectionType r) => AreComparable(l.Form, r.Form) ? Compare(l.Element, r.Element) : null,
            (NamedType l, NamedType r) => l.IsAbility == r.IsAbility ? CompareFields(l, r) : null,
            (ScalarType l, ScalarType r) => l.IsNarrowerThan(r) ? -1 : r.IsNarrowerThan(l) ? 1 : null,
            (LiteralType l, ScalarType r) => CompareLiteral(l, r),
            (ScalarType l, LiteralType r) => -CompareLiteral(r, l),
            (LiteralType l, LiteralType r) => l.IsWithin(r) ? 1 : r.IsWithin(l) ? -1 : null,
            (ProductType l, ProductType r) => CompareProducts(l, r),
            (ArrowType l, ArrowType r) => CompareArrows(l, r),
            _ => null,
        };
    }

    /// <summary>
    /// Whether an element's order is that of the collections. A stream can be given for an array or an option, not the reverse.
    /// </summary>
    private static bool AreComparable(CollectionForm left, CollectionForm right) => (left, right) switch
    {
        (CollectionForm.Array or CollectionForm.Option, CollectionForm.Array or CollectionForm.Option or CollectionForm.Stream) => true,
        (CollectionForm.Stream, CollectionForm.Stream) => true,
        _ => false,
    };

    private static int? CompareLiteral(LiteralType literal, ScalarType scalar) =>
        literal.OneOf is [var only] && ReferenceEquals(only, scalar) ? 0
        : literal.OneOf.Any(scalar.Accepts) ? -1
        : null;

    private static int? CompareFields(NamedType left, NamedType right)
    {
        if (left.HasSameFields(right))
        {
            return 0;
        }

        if (left.Fields.Keys.All(right.Fields.ContainsKey))
        {
            return CompareAll(left.Fields.Select(field => (field.Value, right.Fields[field.Key]))) >= 0 ? 1 : null;
        }

        return right.Fields.Keys.All(left.Fields.ContainsKey)
            && CompareAll(right.Fields.Select(field => (left.Fields[field.Key], field.Value))) <= 0 ? -1 : null;
    }

    private static int? CompareAll(IEnumerable<(AquaType Left, AquaType Right)> pairs)
    {
        int result = 0;
        foreach ((AquaType left, AquaType right) in pairs)
        {
            if (Compare(left, right) is not int order || (order != 0 && result != 0 && order != result))
            {
                return null;
            }

            result = result == 0 ? order : result;
        }

        return result;
    }

    private static int? CompareProducts(ProductType left, ProductType right)
    {
        int? result = right.Length.CompareTo(left.Length);
        for (int i = Math.Min(left.Length, right.Length) - 1; i >= 0; i--)
        {
            int? head = Compare(left.Items[i].Type, right.Items[i].Type);
            result = (head, result) switch
            {
                (0, 0) => 0,
                (>= 0, >= 0) => 1,
                (<= 0, <= 0) => -1,
                _ => null,
            };
        }

        return result;
    }

    private static int? CompareArrows(ArrowType left, ArrowType right) =>
        (Compare(left.Domain, right.Domain), Compare(left.Codomain, right.Codomain)) switch
        {
            (0, 0) => 0,
            (<= 0, >= 0) => 1,
            (>= 0, <= 0) => -1,
            _ => null,
        };
}

namespace Fluence.Aqua.Types;

/// <summary>Names of types seen through modules.</summary>
internal static class TypeNames
{
    /// <summary>The type with the names in it beginning with a path.</summary>
    internal static AquaType Prefix(AquaType type, string path) => type switch
    {
        NamedType named => named.Under(path),
        CollectionType collection => collection.WithElement(Prefix(collection.Element, path)),
        ArrowType arrow => new ArrowType((ProductType)Prefix(arrow.Domain, path), (ProductType)Prefix(arrow.Codomain, path)),
        ProductType product => new ProductType([.. product.Items.Select(item => (item.Label, Prefix(item.Type, path)))]),
        _ => type,
    };
}

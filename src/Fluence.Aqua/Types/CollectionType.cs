using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Types;

/// <summary>What a collection is at run time beside what it is in the source.</summary>
internal enum CollectionForm : byte
{
    /// <summary><c>[]T</c>.</summary>
    Array,

    /// <summary><c>?T</c>.</summary>
    Option,

    /// <summary><c>*T</c>.</summary>
    Stream,

    /// <summary><c>%T</c>.</summary>
    StreamMap,

    /// <summary>A canonical stream.</summary>
    Canon,

    /// <summary>A canonical stream map.</summary>
    CanonMap,
}

/// <summary>A collection of elements of one type.</summary>
internal sealed class CollectionType(CollectionForm form, AquaType element) : AquaType
{
    private readonly (int Size, int Depth) _extent = With((1, 1), element);

    internal override int Size => _extent.Size;

    internal override int Depth => _extent.Depth;

    internal CollectionForm Form { get; } = form;

    /// <summary>The type of the elements; data.</summary>
    internal AquaType Element { get; } = element;

    internal override bool IsData => !IsMutable;

    /// <summary>Whether it is a stream or a stream map, to which values are pushed.</summary>
    internal bool IsMutable => Form is CollectionForm.Stream or CollectionForm.StreamMap;

    /// <summary>What the collection becomes when it is canonicalised.</summary>
    internal CollectionType ToCanon() =>
        new(Form == CollectionForm.StreamMap ? CollectionForm.CanonMap : CollectionForm.Canon, Element);

    internal static CollectionType Array(AquaType element) => new(CollectionForm.Array, element);

    internal static CollectionType Option(AquaType element) => new(CollectionForm.Option, element);

    internal static CollectionType Stream(AquaType element) => new(CollectionForm.Stream, element);

    internal static CollectionType StreamMap(AquaType element) => new(CollectionForm.StreamMap, element);

    internal static CollectionType Of(CollectionKind kind, AquaType element) => new((CollectionForm)kind, element);

    internal CollectionType WithElement(AquaType element) => new(Form, element);

    public override bool Equals(AquaType? other) =>
        other is CollectionType collection && collection.Form == Form && collection.Element.Equals(Element);

    public override int GetHashCode() => HashCode.Combine(Form, Element);

    public override string ToString() => Form switch
    {
        CollectionForm.Array => "[]",
        CollectionForm.Option => "?",
        CollectionForm.Stream => "*",
        CollectionForm.StreamMap => "%",
        CollectionForm.Canon => "#$",
        _ => "#%",
    } + Element;
}

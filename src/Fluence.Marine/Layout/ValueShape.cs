using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Layout;

/// <summary>How values of one type are read and written, worked out once: what an adapter is compiled from.</summary>
public abstract record ValueShape
{
    private protected ValueShape(int size) => Size = size;

    /// <summary>The bytes that the value takes as an element or field.</summary>
    public int Size { get; }
}

/// <summary>A number or truth value, which lies in its place itself.</summary>
public sealed record ScalarShape : ValueShape
{
    internal ScalarShape(ITypeKind kind)
        : base(MemoryLayout.SizeOf(IType.Of(kind))) => Kind = kind;

    /// <summary>Its type.</summary>
    public ITypeKind Kind { get; }
}

/// <summary>Text: a pointer and a length in bytes.</summary>
public sealed record StringShape : ValueShape
{
    internal StringShape()
        : base(2 * MemoryLayout.PointerSize)
    {
    }
}

/// <summary>Bytes: a pointer and a length.</summary>
public sealed record BytesShape : ValueShape
{
    internal BytesShape()
        : base(2 * MemoryLayout.PointerSize)
    {
    }
}

/// <summary>An array: a pointer and a count of elements.</summary>
public sealed record ArrayShape : ValueShape
{
    internal ArrayShape(ValueShape element, AllocationTag tag)
        : base(2 * MemoryLayout.PointerSize) => (Element, Tag) = (element, tag);

    /// <summary>The elements, which lie one after the other.</summary>
    public ValueShape Element { get; }

    /// <summary>With what the elements' memory is allocated.</summary>
    public AllocationTag Tag { get; }
}

/// <summary>A record: a pointer to its fields.</summary>
public sealed record RecordShape : ValueShape
{
    internal RecordShape(uint id, string name, ImmutableArray<FieldShape> fields)
        : base(MemoryLayout.PointerSize) => (Id, Name, Fields) = (id, name, fields);

    /// <summary>The index of its type.</summary>
    public uint Id { get; }

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The fields in their order, without gaps.</summary>
    public ImmutableArray<FieldShape> Fields { get; }

    /// <summary>The bytes that all fields take, where the pointer points to.</summary>
    public int ContentSize => Fields is [.., var last] ? last.Offset + last.Shape.Size : 0;
}

/// <summary>A field of a record.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Offset">Where it begins in the record.</param>
/// <param name="Shape">What it holds.</param>
public sealed record FieldShape(string Name, int Offset, ValueShape Shape);

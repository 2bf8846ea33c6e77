using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Layout;

/// <summary>Works out the shapes of one module's types; every record once.</summary>
public sealed class ValueShapes(RecordTable records)
{
    private readonly Dictionary<uint, RecordShape?> _records = [];

    /// <summary>The shape of a type.</summary>
    /// <exception cref="MemoryLayoutException">A record is missing, or types lie too deep in each other or in themselves.</exception>
    public ValueShape Of(IType type) => Of(type, 0);

    private ValueShape Of(IType type, int depth) => depth > Limits.MaxValueDepth ? throw TooDeep() : type switch
    {
        SimpleType { Kind: ITypeKind.String } => new StringShape(),
        SimpleType { Kind: ITypeKind.ByteArray } => new BytesShape(),
        SimpleType simple => new ScalarShape(simple.Kind),
        ArrayType array => new ArrayShape(Of(array.Element, depth + 1), MemoryLayout.TagOf(array.Element)),
        RecordReference reference => Record(reference.Id, depth),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private RecordShape Record(uint id, int depth)
    {
        if (_records.TryGetValue(id, out RecordShape? known))
        {
            return known ?? throw TooDeep();
        }

        if (!records.TryGet(id, out RecordType? type))
        {
            throw new MemoryLayoutException($"Record with type id '{id}' not found");
        }

        if (type.Fields.IsEmpty)
        {
            throw new MemoryLayoutException($"Record with name '{type.Name}' can't be empty");
        }

        // null marks a record whose fields are still being looked at
        _records.Add(id, null);
        int offset = 0;
        ImmutableArray<FieldShape>.Builder fields = ImmutableArray.CreateBuilder<FieldShape>(type.Fields.Length);
        foreach (NamedType field in type.Fields)
        {
            ValueShape shape = Of(field.Type, depth + 1);
            fields.Add(new FieldShape(field.Name, offset, shape));
            offset += shape.Size;
        }

        return _records[id] = new RecordShape(id, type.Name, fields.MoveToImmutable());
    }

    private static MemoryLayoutException TooDeep() =>
        new($"types lie more than {Limits.MaxValueDepth} deep in each other, or in themselves");
}

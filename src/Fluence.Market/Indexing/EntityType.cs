using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Fluence.Market.Indexing;

/// <summary>A type of entities: a table of the index, and a type of its queries.</summary>
public sealed class EntityType
{
    private readonly FrozenDictionary<string, EntityField> _fields;

    internal EntityType(string name, string single, string plural, params ReadOnlySpan<EntityField> fields)
    {
        Name = name;
        Single = single;
        Plural = plural;
        Fields = [new EntityField("id", FieldKind.Id), .. fields];
        Columns = [.. Fields.Where(static each => each.IsStored)];
        _fields = Fields.ToFrozenDictionary(static each => each.Name, StringComparer.Ordinal);
    }

    /// <summary>The name, like <c>ComputeUnit</c>.</summary>
    public string Name { get; }

    /// <summary>The query for one of them.</summary>
    public string Single { get; }

    /// <summary>The query for several.</summary>
    public string Plural { get; }

    /// <summary>All fields, the id first.</summary>
    public ImmutableArray<EntityField> Fields { get; }

    /// <summary>The stored fields, the id first.</summary>
    public ImmutableArray<EntityField> Columns { get; }

    /// <summary>A field by its name; null where there is none.</summary>
    public EntityField? Find(string name) => _fields.GetValueOrDefault(name);

    /// <summary>The place of a stored field.</summary>
    internal int ColumnOf(string name)
    {
        int column = Columns.IndexOf(_fields[name]);
        return column >= 0 ? column : throw new KeyNotFoundException($"{Name}.{name} is not stored");
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

using System.Collections.Immutable;

namespace Fluence.Aqua.Types;

/// <summary>What a named type was defined as.</summary>
internal enum NamedKind : byte
{
    /// <summary><c>data</c>.</summary>
    Data,

    /// <summary><c>service</c>.</summary>
    Service,

    /// <summary><c>ability</c>.</summary>
    Ability,
}

/// <summary>Data, a service or an ability: members by their names. They are compared by their members, whatever they are called.</summary>
internal sealed class NamedType(NamedKind kind, string name, ImmutableSortedDictionary<string, AquaType> fields) : AquaType
{
    private readonly (int Size, int Depth) _extent = ExtentOf(fields);

    internal override int Size => _extent.Size;

    internal override int Depth => _extent.Depth;

    internal NamedKind Kind { get; } = kind;

    /// <summary>The name, with the modules through which it was reached.</summary>
    internal string Name { get; } = name;

    /// <summary>The name without the modules.</summary>
    internal string ShortName => Name[(Name.LastIndexOf('.') + 1)..];

    /// <summary>The members in ordinal order of their names; at least one.</summary>
    internal ImmutableSortedDictionary<string, AquaType> Fields { get; } = fields;

    /// <summary>Where it is defined; noted for editors only.</summary>
    internal Definition? Origin { get; init; }

    internal override bool IsData => Kind == NamedKind.Data;

    /// <summary>Whether its values exist only while compiling: a service or an ability.</summary>
    internal bool IsAbility => Kind != NamedKind.Data;

    /// <param name="kind">What it is defined as.</param>
    /// <param name="name">Its name.</param>
    /// <param name="fields">Its members; of several with one name the last counts.</param>
    internal static NamedType Of(NamedKind kind, string name, IEnumerable<KeyValuePair<string, AquaType>> fields)
    {
        // one by one: building from a sequence is three times the code that has to be made ready when a process starts
        ImmutableSortedDictionary<string, AquaType>.Builder members =
            ImmutableSortedDictionary.CreateBuilder<string, AquaType>(StringComparer.Ordinal);
        foreach ((string field, AquaType type) in fields)
        {
            members[field] = type;
        }

        return new NamedType(kind, name, members.ToImmutable());
    }

    /// <summary>The same, its name and those in its members beginning with a path.</summary>
    internal NamedType Under(string path)
    {
        ImmutableSortedDictionary<string, AquaType>.Builder members = Fields.ToBuilder();
        foreach ((string field, AquaType type) in Fields)
        {
            members[field] = TypeNames.Prefix(type, path);
        }

        return new NamedType(Kind, $"{path}.{Name}", members.ToImmutable()) { Origin = Origin };
    }

    /// <summary>The same, with the place where it is defined.</summary>
    internal NamedType From(Definition origin) => new(Kind, Name, Fields) { Origin = origin };

    private static (int Size, int Depth) ExtentOf(ImmutableSortedDictionary<string, AquaType> fields)
    {
        (int Size, int Depth) extent = (1, 1);
        foreach ((_, AquaType type) in fields)
        {
            extent = With(extent, type);
        }

        return extent;
    }

    /// <summary>The members, and those of members that are named types themselves, by their paths with dots.</summary>
    internal IEnumerable<KeyValuePair<string, AquaType>> AllFields()
    {
        foreach ((string name, AquaType type) in Fields)
        {
            yield return new(name, type);
            if (type is NamedType inner)
            {
                foreach ((string path, AquaType innerType) in inner.AllFields())
                {
                    yield return new($"{name}.{path}", innerType);
                }
            }
        }
    }

    public override bool Equals(AquaType? other) =>
        other is NamedType named && named.Kind == Kind && named.Name == Name && HasSameFields(named);

    /// <summary>Whether the members of another are equal, in name and type.</summary>
    internal bool HasSameFields(NamedType other) =>
        ReferenceEquals(Fields, other.Fields) || (Fields.Count == other.Fields.Count
            && Fields.All(field => other.Fields.TryGetValue(field.Key, out AquaType? type) && type.Equals(field.Value)));

    public override int GetHashCode() => HashCode.Combine(Kind, Name, Fields.Count);

    public override string ToString()
    {
        string word = Kind switch { NamedKind.Data => "data", NamedKind.Service => "service", _ => "ability" };
        return $"{word} {Name}({string.Join(", ", Fields.Select(field => $"{field.Key}: {field.Value}"))})";
    }
}

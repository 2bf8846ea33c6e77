using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Interface;

/// <summary>The records of one module by their ids.</summary>
public sealed class RecordTable
{
    private readonly ImmutableArray<TypeDefinition> _types;

    /// <summary>The records among the types of a module.</summary>
    public RecordTable(ImmutableArray<TypeDefinition> types) => _types = types;

    /// <summary>No records.</summary>
    public static RecordTable Empty { get; } = new([]);

    /// <summary>All records with their ids, in the order of the ids.</summary>
    public IEnumerable<(uint Id, RecordType Record)> All =>
        _types.Index().Where(static type => type.Item is RecordType).Select(static type => ((uint)type.Index, (RecordType)type.Item));

    /// <summary>Finds a record.</summary>
    public bool TryGet(uint id, [NotNullWhen(true)] out RecordType? record)
    {
        record = id < (uint)_types.Length ? _types[(int)id] as RecordType : null;
        return record is not null;
    }
}

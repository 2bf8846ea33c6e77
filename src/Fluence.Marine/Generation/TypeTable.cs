using System.Collections.Immutable;
using Fluence.Marine.Interface;
using Fluence.Marine.InterfaceTypes;

namespace Fluence.Marine.Generation;

/// <summary>The table of types while it grows. Records take their place when they are first mentioned.</summary>
internal sealed class TypeTable
{
    private readonly List<TypeDefinition?> _types = [];
    private readonly Dictionary<string, uint> _records = [];

    /// <summary>The number of types so far.</summary>
    public uint Count => (uint)_types.Count;

    /// <summary>Adds the type of a function and returns its index.</summary>
    public uint Add(FunctionType type)
    {
        _types.Add(type);
        return Count - 1;
    }

    /// <summary>Adds a record, or fills the place that a mention has taken for it.</summary>
    /// <exception cref="InterfaceException">It has no fields, or there is one of this name.</exception>
    public void Add(AstRecord record)
    {
        if (record.Fields.IsEmpty)
        {
            throw new InterfaceException($"serialized record with name '{record.Name}' contains no fields");
        }

        ImmutableArray<NamedType> fields =
            [.. record.Fields.Select(field => new NamedType(field.Name, Resolve(field.Type, MentionRecord)))];
        uint place = MentionRecord(record.Name);
        if (_types[(int)place] is not null)
        {
            throw new InterfaceException($"there are several records with name '{record.Name}'");
        }

        _types[(int)place] = new RecordType(record.Name, fields);
    }

    /// <summary>The interface type of a type in which all records must be known.</summary>
    /// <exception cref="InterfaceException">A record is not known.</exception>
    public IType Resolve(AstType type) => Resolve(type, RecordId);

    /// <summary>The index of a record.</summary>
    /// <exception cref="InterfaceException">The record is not known.</exception>
    public uint RecordId(string name) => _records.TryGetValue(name, out uint id)
        ? id
        : throw new InterfaceException($"Can't find record with name='{name}', don't you forget to wrap it with #[marine]");

    /// <summary>Checks that every record that was mentioned is there and that none goes round in a circle.</summary>
    /// <exception cref="InterfaceException">They do not.</exception>
    public void CheckRecords()
    {
        string[] missing = [.. _records.Where(record => _types[(int)record.Value] is null).Select(static record => record.Key)];
        if (missing.Length > 0)
        {
            throw new InterfaceException($"{missing.Length} types unresolved ({string.Join(", ", missing)})");
        }

        try
        {
            new ExportedRecords(new RecordTable(ToImmutable())).Add([.. _records.Values.Select(IType.Record)]);
        }
        catch (ModuleFormatException)
        {
            throw new InterfaceException("too many inner structures level");
        }
    }

    /// <summary>All types.</summary>
    public ImmutableArray<TypeDefinition> ToImmutable() => [.. _types.OfType<TypeDefinition>()];

    private uint MentionRecord(string name)
    {
        if (!_records.TryGetValue(name, out uint place))
        {
            place = Count;
            _records.Add(name, place);
            _types.Add(null);
        }

        return place;
    }

    private static IType Resolve(AstType type, Func<string, uint> recordId) => type switch
    {
        AstType.Simple simple => IType.Of(simple.Kind),
        AstType.Vector { Element: AstType.Simple { Kind: ITypeKind.U8 } } => IType.ByteArray,
        AstType.Vector vector => IType.ArrayOf(Resolve(vector.Element, recordId)),
        AstType.Record record => IType.Record(recordId(record.Name)),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}

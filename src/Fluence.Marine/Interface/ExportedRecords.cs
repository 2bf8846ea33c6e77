using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Interface;

/// <summary>Collects the records that types mention, and the records that those need.</summary>
internal sealed class ExportedRecords(RecordTable records)
{
    // a record counts for itself and for the step to its fields
    private const int RecordHeight = 2;
    private const int Unfinished = -1;

    private readonly Dictionary<uint, int> _heights = [];

    /// <summary>Adds the records that types mention.</summary>
    /// <exception cref="ModuleFormatException">A record is missing, or records lie too deep in each other or in themselves.</exception>
    public void Add(ImmutableArray<IType> types)
    {
        foreach (IType type in types)
        {
            Check(HeightOf(type, 0));
        }
    }

    /// <summary>All collected records: each after those it needs; where that leaves a choice, by name.</summary>
    public ImmutableArray<(uint Id, RecordType Record)> InOrder()
    {
        ImmutableArray<(uint Id, RecordType Record)>.Builder sorted = ImmutableArray.CreateBuilder<(uint, RecordType)>();
        HashSet<uint> used = [];
        IEnumerable<(uint Id, RecordType Record)> roots = records.All.Where(each => _heights.ContainsKey(each.Id))
            .OrderBy(static each => each.Record.Name, Utf8Order.Instance).ThenBy(static each => each.Id);
        foreach ((uint id, _) in roots)
        {
            Visit(id, used, sorted);
        }

        return sorted.ToImmutable();
    }

    private void Visit(uint id, HashSet<uint> used, ImmutableArray<(uint Id, RecordType Record)>.Builder sorted)
    {
        if (!used.Add(id) || !records.TryGet(id, out RecordType? record))
        {
            return;
        }

        foreach (NamedType field in record.Fields)
        {
            if (Innermost(field.Type) is RecordReference inner)
            {
                Visit(inner.Id, used, sorted);
            }
        }

        sorted.Add((id, record));
    }

    private static IType Innermost(IType type)
    {
        while (type is ArrayType array)
        {
            type = array.Element;
        }

        return type;
    }

    /// <summary>How many levels a type has below itself; every record is looked at once.</summary>
    private int HeightOf(IType type, int depth)
    {
        int arrays = 0;
        for (; type is ArrayType array; type = array.Element)
        {
            arrays++;
        }

        return arrays + (type is RecordReference record ? RecordHeight + HeightOf(record.Id, depth + arrays + RecordHeight) : 0);
    }

    private int HeightOf(uint id, int depth)
    {
        if (_heights.TryGetValue(id, out int known))
        {
            return known == Unfinished ? throw TooDeep() : known;
        }

        Check(depth);
        if (!records.TryGet(id, out RecordType? record))
        {
            throw new ModuleFormatException($"record type with type id {id} not found", Interfaces.SectionName);
        }

        _heights.Add(id, Unfinished);
        int height = record.Fields.Max(field => HeightOf(field.Type, depth));
        _heights[id] = height;
        return height;
    }

    private static void Check(int height)
    {
        if (height > Limits.MaxTypeHeight)
        {
            throw TooDeep();
        }
    }

    private static ModuleFormatException TooDeep() =>
        new("mailformed module: a record contains more recursion level then allowed", Interfaces.SectionName);
}

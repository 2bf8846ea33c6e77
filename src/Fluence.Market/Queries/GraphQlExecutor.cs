using System.Numerics;
using System.Text.Json.Nodes;
using Fluence.Market.Indexing;

namespace Fluence.Market.Queries;

/// <summary>Answers one operation.</summary>
internal sealed class GraphQlExecutor(GraphQlDocument document, GraphQlValues values, IndexState? state)
{
    private const int MaxFirst = 1000;
    private const int DefaultFirst = 100;
    private const int MaxRows = 200_000;
    private const int MaxFragments = 100;
    private const int MaxDepth = 32;

    private int _rows;
    private int _depth;

    public JsonObject Answer(IndexDatabase.Session session, GraphQlOperation operation)
    {
        JsonObject data = [];
        foreach ((string key, List<GraphQlField> fields) in Collect(operation.Selections, "Query"))
        {
            data[key] = Root(session, fields);
        }

        return data;
    }

    private JsonNode? Root(IndexDatabase.Session session, List<GraphQlField> fields)
    {
        GraphQlField field = fields[0];
        if (field.Name == "__typename")
        {
            return "Query";
        }

        if (field.Name == "_meta")
        {
            return Meta(fields);
        }

        foreach (EntityType type in IndexSchema.Types)
        {
            if (field.Name == type.Plural)
            {
                return Many(session, type, fields, null);
            }

            if (field.Name == type.Single)
            {
                string id = values.TryGet(field.Arguments, "id", out object? given) && given is string text ? text
                    : throw new GraphQlException($"'{field.Name}' takes the argument id", field.Position);
                return One(session, type, id.StartsWith("0x", StringComparison.Ordinal) ? id.ToLowerInvariant() : id, fields);
            }
        }

        throw new GraphQlException($"there is no query '{field.Name}'", field.Position);
    }

    private JsonObject? Meta(List<GraphQlField> fields)
    {
        if (state is null)
        {
            return new JsonObject { ["block"] = null };
        }

        JsonObject block = new()
        {
            ["number"] = state.Block, ["hash"] = state.Hash, ["timestamp"] = state.Timestamp, ["parentHash"] = null,
        };
        JsonObject meta = new() { ["block"] = block, ["deployment"] = "fluence", ["hasIndexingErrors"] = false };
        return Select(meta, fields, "_Meta_");
    }

    private JsonObject Select(JsonObject from, List<GraphQlField> fields, string type)
    {
        JsonObject selected = [];
        foreach ((string key, List<GraphQlField> inner) in Collect(fields.SelectMany(static each => each.Selections), type))
        {
            if (!from.TryGetPropertyValue(inner[0].Name, out JsonNode? value))
            {
                throw new GraphQlException($"{type} has no field '{inner[0].Name}'", inner[0].Position);
            }

            selected[key] = value is JsonObject child ? Select(child, inner, "_Block_") : value?.DeepClone();
        }

        return selected;
    }

    private JsonObject? One(IndexDatabase.Session session, EntityType type, string id, List<GraphQlField> fields)
    {
        Entity? entity = session.Query($"SELECT * FROM \"{type.Name}\" WHERE id = @0", row => EntityStore.ReadRow(type, row),
            id).FirstOrDefault();
        return entity is null ? null : Object(session, entity, fields);
    }

    private JsonArray Many(IndexDatabase.Session session, EntityType type, List<GraphQlField> fields, (string Field, string Id)? of)
    {
        GraphQlField field = fields[0];
        List<object?> parameters = [];
        FilterSql filter = new(parameters);
        values.TryGet(field.Arguments, "where", out object? where);
        string condition = filter.Build(type, "a", where);
        if (of is { } owner)
        {
            condition = $"a.\"{owner.Field}\" = {filter.Parameter(owner.Id)} AND {condition}";
        }

        int first = Number(field, "first", DefaultFirst, 1, MaxFirst);
        int skip = Number(field, "skip", 0, 0, int.MaxValue);
        string sql = $"SELECT a.* FROM \"{type.Name}\" a WHERE {condition} ORDER BY {Order(type, field)} LIMIT {first} OFFSET {skip}";
        List<Entity> rows = session.Query(sql, row => EntityStore.ReadRow(type, row), [.. parameters]);
        _rows += rows.Count;
        if (_rows > MaxRows)
        {
            throw new GraphQlException($"the query asks for more than {MaxRows} rows: ask for fewer at a time, by first and skip",
                field.Position);
        }

        JsonArray items = [];
        foreach (Entity row in rows)
        {
            items.Add((JsonNode)Object(session, row, fields));
        }

        return items;
    }

    private JsonObject Object(IndexDatabase.Session session, Entity entity, List<GraphQlField> fields)
    {
        if (++_depth > MaxDepth)
        {
            // fragments can refer to each other through fields
            throw new GraphQlException($"the answer would be nested deeper than {MaxDepth}", fields[0].Position);
        }

        JsonObject result = [];
        foreach ((string key, List<GraphQlField> inner) in Collect(fields.SelectMany(static each => each.Selections), entity.Type.Name))
        {
            result[key] = Member(session, entity, inner);
        }

        _depth--;

        return result.Count > 0 ? result
            : throw new GraphQlException($"'{fields[0].Name}' is of type {entity.Type.Name}: say which of its fields to give",
                fields[0].Position);
    }

    private JsonNode? Member(IndexDatabase.Session session, Entity entity, List<GraphQlField> fields)
    {
        GraphQlField selection = fields[0];
        if (selection.Name == "__typename")
        {
            return entity.Type.Name;
        }

        EntityField field = entity.Type.Find(selection.Name)
            ?? throw new GraphQlException($"{entity.Type.Name} has no field '{selection.Name}'", selection.Position);
        if (field.Kind == FieldKind.Derived)
        {
            return Many(session, IndexSchema.Type(field.Target!), fields, (field.Via!, entity.Id));
        }

        object? value = entity.Values[entity.Type.ColumnOf(field.Name)];
        return (field.Kind, value) switch
        {
            (_, null) => null,
            (FieldKind.Reference, string id) => One(session, IndexSchema.Type(field.Target!), id, fields),
            (FieldKind.BigInt, string text) => text[2..],
            (FieldKind.Boolean, long flag) => flag != 0,
            (_, long number) => number,
            (_, string text) => text,
            _ => null,
        };
    }

    private string Order(EntityType type, GraphQlField field)
    {
        bool isDescending = values.TryGet(field.Arguments, "orderDirection", out object? direction) && direction is "desc";
        string way = isDescending ? "DESC" : "ASC";
        if (!values.TryGet(field.Arguments, "orderBy", out object? by) || by is null)
        {
            return $"a.id {way}";
        }

        string[] path = (by as string ?? "").Split("__");
        EntityField? column = type.Find(path[0]);
        if (path.Length == 2 && column is { Kind: FieldKind.Reference, Target: { } target }
            && IndexSchema.Type(target).Find(path[1]) is { IsStored: true } inner)
        {
            return $"(SELECT o.\"{inner.Name}\" FROM \"{target}\" o WHERE o.id = a.\"{column.Name}\") {way}, a.id {way}";
        }

        return path.Length == 1 && column is { IsStored: true } ? $"a.\"{column.Name}\" {way}, a.id {way}"
            : throw new GraphQlException($"{type.Name} cannot be ordered by '{by}'", field.Position);
    }

    private int Number(GraphQlField field, string name, int otherwise, int least, int most) =>
        !values.TryGet(field.Arguments, name, out object? value) || value is null ? otherwise
        : value is BigInteger number && number >= least && number <= most ? (int)number
        : throw new GraphQlException($"'{name}' is a number from {least} to {most}, not {value}", field.Position);

    /// <summary>The fields that are selected by their keys in the answer, those of fragments with them, in their order.</summary>
    private List<(string Key, List<GraphQlField> Fields)> Collect(IEnumerable<GraphQlSelection> selections, string type)
    {
        List<(string Key, List<GraphQlField> Fields)> collected = [];
        int fragments = 0;
        Add(selections);
        return collected;

        void Add(IEnumerable<GraphQlSelection> some)
        {
            foreach (GraphQlSelection selection in some.Where(IsWanted))
            {
                if (selection is GraphQlField field)
                {
                    int index = collected.FindIndex(each => each.Key == field.Key);
                    if (index < 0)
                    {
                        collected.Add((field.Key, [field]));
                    }
                    else
                    {
                        collected[index].Fields.Add(field);
                    }
                }
                else if (selection is GraphQlSpread spread)
                {
                    Spread(spread);
                }
            }
        }

        void Spread(GraphQlSpread spread)
        {
            if (++fragments > MaxFragments)
            {
                throw new GraphQlException("fragments refer to each other without end, or there are too many", spread.Position);
            }

            GraphQlFragment? named = spread.Name is null ? null : document.Fragments.GetValueOrDefault(spread.Name)
                ?? throw new GraphQlException($"there is no fragment '{spread.Name}'", spread.Position);
            string? on = named?.Type ?? spread.Type;
            if (on is null || on == type)
            {
                Add(named?.Selections ?? spread.Selections);
            }
        }
    }

    private bool IsWanted(GraphQlSelection selection) => selection.Directives.All(directive =>
        !values.TryGet(directive.Arguments, "if", out object? condition) || directive.Name switch
        {
            "include" => condition is true,
            "skip" => condition is not true,
            _ => throw new GraphQlException($"there is no directive '@{directive.Name}'", selection.Position),
        });
}

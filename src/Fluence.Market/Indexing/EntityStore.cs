using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;

namespace Fluence.Market.Indexing;

/// <summary>
/// Entities as one block, or many, change them: loaded once, written together. Of blocks that may leave the chain it is kept what the
/// entities were before.
/// </summary>
internal sealed class EntityStore
{
    private readonly Dictionary<(EntityType Type, string Id), Entity?> _entities = [];

    /// <summary>Loads an entity; null where there is none.</summary>
    public Entity? Find(IndexDatabase.Session session, EntityType type, string id)
    {
        if (!_entities.TryGetValue((type, id), out Entity? entity))
        {
            entity = session.Query($"SELECT * FROM \"{type.Name}\" WHERE id = @0", row => ReadRow(type, row), id).FirstOrDefault();
            _entities.Add((type, id), entity);
        }

        return entity;
    }

    /// <summary>Loads an entity, or makes it.</summary>
    /// <param name="session">The database.</param>
    /// <param name="type">Its type.</param>
    /// <param name="id">Its id.</param>
    /// <param name="made">Whether it was made.</param>
    public Entity FindOrMake(IndexDatabase.Session session, EntityType type, string id, out bool made)
    {
        Entity? entity = Find(session, type, id);
        made = entity is null;
        if (entity is null)
        {
            entity = Entity.New(type, id);
            _entities[(type, id)] = entity;
        }

        return entity;
    }

    public void Remove(IndexDatabase.Session session, EntityType type, string id, ulong? undoBlock)
    {
        if (Find(session, type, id) is not null)
        {
            Remember(session, type, id, undoBlock);
            session.Run($"DELETE FROM \"{type.Name}\" WHERE id = @0", id);
            _entities[(type, id)] = null;
        }
    }

    /// <summary>Writes what has changed. What was there before is kept for a block where one is given.</summary>
    public void Flush(IndexDatabase.Session session, ulong? undoBlock)
    {
        foreach (Entity? entity in _entities.Values)
        {
            if (entity is { IsChanged: true })
            {
                Remember(session, entity.Type, entity.Id, undoBlock);
                session.Run(Upsert(entity.Type), entity.Values);
                entity.IsChanged = false;
            }
        }
    }

    /// <summary>Forgets what is loaded.</summary>
    public void Clear() => _entities.Clear();

    /// <summary>Undoes what blocks after this one have changed.</summary>
    public void Rollback(IndexDatabase.Session session, long block)
    {
        Clear();
        var changes = session.Query(
            "SELECT type, id, before FROM undo WHERE block > @0 ORDER BY sequence DESC",
            static row => (Type: row.GetString(0), Id: row.GetString(1), Before: row.IsDBNull(2) ? null : row.GetString(2)), block);
        foreach ((string name, string id, string? before) in changes)
        {
            EntityType type = IndexSchema.Type(name);
            if (before is null)
            {
                session.Run($"DELETE FROM \"{name}\" WHERE id = @0", id);
            }
            else
            {
                JsonElement[] values = JsonSerializer.Deserialize<JsonElement[]>(before)!;
                session.Run(Upsert(type), [.. values.Select(static value => value.ValueKind switch
                {
                    JsonValueKind.Number => (object?)value.GetInt64(),
                    JsonValueKind.String => value.GetString(),
                    _ => null,
                })]);
            }
        }

        session.Run("DELETE FROM undo WHERE block > @0", block);
        session.Run("DELETE FROM blocks WHERE number > @0", block);
    }

    internal static Entity ReadRow(EntityType type, SqliteDataReader row)
    {
        object?[] values = new object?[type.Columns.Length];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = row.IsDBNull(i) ? null : type.Columns[i].Kind is FieldKind.Int or FieldKind.Boolean ? row.GetInt64(i)
                : row.GetString(i);
        }

        return new Entity(type, values);
    }

    private static void Remember(IndexDatabase.Session session, EntityType type, string id, ulong? undoBlock)
    {
        if (undoBlock is not { } block)
        {
            return;
        }

        Entity? before = session.Query($"SELECT * FROM \"{type.Name}\" WHERE id = @0", row => ReadRow(type, row), id).FirstOrDefault();
        JsonArray? values = before is null ? null : new JsonArray([.. before.Values.Select(static value => value switch
        {
            long number => (JsonNode?)JsonValue.Create(number),
            string text => JsonValue.Create(text),
            _ => null,
        })]);
        session.Run(
            "INSERT INTO undo (block, type, id, before) VALUES (@0, @1, @2, @3)", (long)block, type.Name, id, values?.ToJsonString());
    }

    private static string Upsert(EntityType type) => $"INSERT OR REPLACE INTO \"{type.Name}\" VALUES ("
        + string.Join(", ", Enumerable.Range(0, type.Columns.Length)
            .Select(static i => string.Create(CultureInfo.InvariantCulture, $"@{i}"))) + ")";
}

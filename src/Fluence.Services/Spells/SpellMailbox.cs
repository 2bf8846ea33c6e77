using Fluence.Primitives.Json;
using Fluence.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Fluence.Services.Spells;

/// <summary>What others have told a spell: the last <see cref="MaxMessages"/> messages, with their senders.</summary>
internal sealed class SpellMailbox(SpellDatabase database, TimeProvider time)
{
    public const int MaxMessages = 50;

    private const string Query = "SELECT init_peer_id, timestamp, message, id FROM mailbox ORDER BY id DESC";

    public JsonObject Push(SpellCall call)
    {
        string message = call.Text(0);
        database.Use(state =>
        {
            state.Write(
                new Statement("INSERT INTO mailbox (timestamp, init_peer_id, message) VALUES (?1, ?2, ?3)",
                    time.GetUtcNow().ToUnixTimeSeconds(), call.Caller.Particle.InitPeerId, message),
                new Statement("DELETE FROM mailbox WHERE id NOT IN (SELECT id FROM mailbox ORDER BY id DESC LIMIT ?1)", MaxMessages));
            return true;
        });
        return SpellResult.Unit(null);
    }

    /// <summary>All messages, the newest first.</summary>
    public JsonObject All(SpellCall call) =>
        SpellResult.Value("messages", new JsonArray([.. database.Use(state => state.Read(Query, row => (JsonValue)Print(row)))]));

    /// <summary>The newest message, which is removed.</summary>
    public JsonObject Pop(SpellCall call)
    {
        if (!SpellRights.IsOwnScript(call.Caller))
        {
            return SpellResult.Optional(
                "message", null, JsonArray.Empty, "pop_mailbox can be called only by the associated spell script");
        }

        JsonObject? message = database.Use(state =>
        {
            if (state.Read(Query + " LIMIT 1", row => (Message: Print(row), Id: row.GetInt64(3))) is not [var newest])
            {
                return null;
            }

            state.Write(new Statement("DELETE FROM mailbox WHERE id = ?1", newest.Id));
            return newest.Message;
        });
        return SpellResult.Optional("message", message is null ? null : new JsonArray([message]), JsonArray.Empty);
    }

    private static JsonObject Print(SqliteDataReader row) => new(
        ("init_peer_id", SpellResult.Text(row.GetString(0))),
        ("timestamp", SpellResult.Number(row.GetInt64(1))),
        ("message", SpellResult.Text(row.GetString(2))));
}

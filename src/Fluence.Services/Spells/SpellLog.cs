using Fluence.Primitives.Json;
using Fluence.Services.Storage;

namespace Fluence.Services.Spells;

/// <summary>What a spell has written down: the last <see cref="MaxEntries"/> entries.</summary>
internal sealed class SpellLog(SpellDatabase database, TimeProvider time)
{
    public const int MaxEntries = 500;

    public JsonObject Store(SpellCall call)
    {
        if (!SpellRights.IsOwnScript(call.Caller))
        {
            return SpellResult.Unit("store_log can be called only by the associated spell script");
        }

        string text = call.Text(0);
        database.Use(state =>
        {
            state.Write(
                new Statement("INSERT INTO logs (timestamp, log) VALUES (?1, ?2)", time.GetUtcNow().ToUnixTimeSeconds(), text),
                new Statement("DELETE FROM logs WHERE id NOT IN (SELECT id FROM logs ORDER BY id DESC LIMIT ?1)", MaxEntries));
            return true;
        });
        return SpellResult.Unit(null);
    }

    /// <summary>All entries, the oldest first.</summary>
    public JsonObject All(SpellCall call) => SpellResult.Value("logs", new JsonArray([.. database.Use(state => state.Read(
        "SELECT timestamp, log FROM logs ORDER BY timestamp, id",
        row => (JsonValue)new JsonObject(
            ("timestamp", SpellResult.Number(row.GetInt64(0))), ("message", SpellResult.Text(row.GetString(1))))))]));
}

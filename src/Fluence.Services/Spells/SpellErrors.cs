using System.Collections.Immutable;
using Fluence.Marine.Values;
using Fluence.Primitives.Json;
using Fluence.Services.Storage;
using Microsoft.Data.Sqlite;

namespace Fluence.Services.Spells;

/// <summary>The errors that a spell's runs have told, of the last <see cref="MaxParticles"/> particles that had some.</summary>
internal sealed class SpellErrors(SpellDatabase database)
{
    public const int MaxParticles = 50;

    public JsonObject Store(SpellCall call)
    {
        if (!SpellRights.IsOwnScript(call.Caller))
        {
            return SpellResult.Unit("store_error can be called only by the associated spell script");
        }

        ImmutableArray<IValue> error = call.Fields(0);
        string particle = call.Caller.Particle.Id;
        long number = call.Integer(1), timestamp = call.Integer(2), code = ((IntegerValue)error[0]).Bits;
        database.Use(state =>
        {
            state.Write(
                new Statement("INSERT INTO errors VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                    particle, timestamp, number, code, Text(error[1]), Text(error[2]), Text(error[3])),
                new Statement("INSERT OR IGNORE INTO particles VALUES (?1, ?2)", particle, timestamp),
                new Statement(
                    "DELETE FROM particles WHERE particle_id NOT IN "
                    + "(SELECT particle_id FROM particles ORDER BY timestamp DESC, rowid DESC LIMIT ?1)", MaxParticles),
                new Statement("DELETE FROM errors WHERE particle_id NOT IN (SELECT particle_id FROM particles)"));
            return true;
        });
        return SpellResult.Unit(null);
    }

    public JsonArray OfParticle(SpellCall call)
    {
        string particle = call.Text(0);
        return new JsonArray([.. Read("WHERE particle_id = ?1", particle).Select(JsonValue (row) => row.Error)]);
    }

    /// <summary>All errors by particle, the oldest particle first.</summary>
    public JsonObject All(SpellCall call) => SpellResult.Value("particle_errors", new JsonArray([.. Read("").GroupBy(row => row.Particle)
        .Select(JsonValue (particle) => new JsonObject(
            ("particle_id", SpellResult.Text(particle.Key)),
            ("errors", new JsonArray([.. particle.Select(JsonValue (row) => row.Error)]))))]));

    private List<(string Particle, JsonObject Error)> Read(string condition, params object?[] values) => database.Use(state => state.Read(
        $"SELECT particle_id, error_idx, error_code, instruction, message, peer_id FROM errors {condition} ORDER BY rowid",
        row => (row.GetString(0), Print(row)), values));

    private static JsonObject Print(SqliteDataReader row) => new(
        ("error_idx", SpellResult.Number(row.GetInt64(1))),
        ("last_error", new JsonObject(
            ("error_code", SpellResult.Number(row.GetInt64(2))),
            ("instruction", SpellResult.Text(row.GetString(3))),
            ("message", SpellResult.Text(row.GetString(4))),
            ("peer_id", SpellResult.Text(row.GetString(5))))));

    private static string Text(IValue value) => ((StringValue)value).Value;
}

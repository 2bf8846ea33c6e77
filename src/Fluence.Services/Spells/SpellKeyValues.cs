using Fluence.Primitives.Json;
using Fluence.Services.Storage;

namespace Fluence.Services.Spells;

/// <summary>The keys of a spell with their values: text, numbers, and lists of texts.</summary>
internal sealed class SpellKeyValues(SpellDatabase database)
{
    // a list's elements have orders from 0 on; text and numbers have this one, and a key may have such a value beside a list
    private const int NotInList = -1;

    public JsonObject SetString(SpellCall call) => Write(call, SetString(call.Text(0), call.Text(1)));

    public JsonObject GetString(SpellCall call) =>
        SpellResult.Optional("value", FindString(call.Text(0)) is { } text ? SpellResult.Text(text) : null, SpellResult.Text(""));

    public JsonObject SetU32(SpellCall call) => Write(call, SetU32(call.Text(0), call.Integer(1)));

    public JsonObject GetU32(SpellCall call) => SpellResult.Optional(
        "value", FindU32(call.Text(0)) is { } number ? SpellResult.Number(number) : null, SpellResult.Number(0));

    public JsonObject ListPush(SpellCall call) => Write(call, new Statement(
        "INSERT INTO kv (key, string, list_order) VALUES (?1, ?2, COALESCE((SELECT MAX(list_order) + 1 FROM kv WHERE key = ?1), 0))",
        call.Text(0), call.Text(1)));

    public JsonObject ListPop(SpellCall call)
    {
        string key = call.Text(0);
        if (SpellRights.FindWriteProblem(key, call.Caller) is { } problem)
        {
            return SpellResult.Optional("value", null, SpellResult.Text(""), problem);
        }

        string? last = database.Use(state =>
        {
            List<(string Text, long Order)> rows = state.Read(
                "SELECT COALESCE(string, ''), list_order FROM kv WHERE key = ?1 AND list_order >= 0 ORDER BY list_order DESC LIMIT 1",
                row => (row.GetString(0), row.GetInt64(1)), key);
            if (rows is not [var (text, order)])
            {
                return null;
            }

            state.Write(new Statement("DELETE FROM kv WHERE key = ?1 AND list_order = ?2", key, order));
            return text;
        });
        return SpellResult.Optional("value", last is null ? null : SpellResult.Text(last), SpellResult.Text(""));
    }

    public JsonObject ListGet(SpellCall call)
    {
        string key = call.Text(0);
        List<string> texts = database.Use(state => state.Read(
            "SELECT COALESCE(string, '') FROM kv WHERE key = ?1 AND list_order >= 0 ORDER BY list_order", row => row.GetString(0), key));
        return SpellResult.Value("value", new JsonArray([.. texts.Select(JsonValue (text) => SpellResult.Text(text))]));
    }

    public JsonObject ListRemove(SpellCall call) => Write(call, new Statement(
        "DELETE FROM kv WHERE key = ?1 AND COALESCE(string, '') = ?2 AND list_order <> ?3", call.Text(0), call.Text(1), NotInList));

    public JsonObject RemoveKey(SpellCall call) => Write(call, new Statement("DELETE FROM kv WHERE key = ?1", call.Text(0)));

    public JsonObject Exists(SpellCall call)
    {
        string key = call.Text(0);
        bool isThere = database.Use(state => state.Read("SELECT 1 FROM kv WHERE key = ?1 LIMIT 1", row => row.GetInt32(0), key)).Count > 0;
        return SpellResult.Value("value", JsonBool.Of(isThere));
    }

    /// <summary>Stores the members of an object, each as its JSON text; all of them or none.</summary>
    public JsonObject SetJsonFields(SpellCall call)
    {
        bool isJson = JsonValue.TryParse(call.Text(0), out JsonValue? json, out string? error);
        if (json is not JsonObject fields)
        {
            string cause = isJson ? "it is another value" : error!;
            return SpellResult.Unit($"passed string must represent a JSON object\n\nCaused by:\n    {cause}");
        }

        foreach (string key in fields.Names)
        {
            if (SpellRights.FindWriteProblem(key, call.Caller) is { } problem)
            {
                return SpellResult.Unit(problem);
            }
        }

        Write([.. fields.Members.Select(field => SetString(field.Key, field.Value.ToString()!))]);
        return SpellResult.Unit(null);
    }

    /// <summary>The text of a key; null where there is none, or a number.</summary>
    public string? FindString(string key) => database.Use(state => state.Read(
        "SELECT COALESCE(string, '') FROM kv WHERE key = ?1 AND u32 IS NULL AND list_order = ?2",
        row => row.GetString(0), key, NotInList)).FirstOrDefault();

    /// <summary>The number of a key; null where there is none, or text.</summary>
    public long? FindU32(string key) => database.Use(state => state.Read(
        "SELECT u32 FROM kv WHERE key = ?1 AND u32 IS NOT NULL AND list_order = ?2",
        row => (long?)row.GetInt64(0), key, NotInList)).FirstOrDefault();

    /// <summary>Changes without asking who does it; all of them or none.</summary>
    public void Write(params Statement[] statements) => database.Use(state =>
    {
        state.Write(statements);
        return true;
    });

    public static Statement SetString(string key, string value) =>
        new("INSERT OR REPLACE INTO kv (key, string) VALUES (?1, ?2)", key, value);

    public static Statement SetU32(string key, long value) => new("INSERT OR REPLACE INTO kv (key, u32) VALUES (?1, ?2)", key, value);

    private JsonObject Write(SpellCall call, Statement statement)
    {
        if (SpellRights.FindWriteProblem(call.Text(0), call.Caller) is { } problem)
        {
            return SpellResult.Unit(problem);
        }

        Write(statement);
        return SpellResult.Unit(null);
    }
}

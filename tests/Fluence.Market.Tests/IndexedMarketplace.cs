using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum.Logs;
using Fluence.Market.Indexing;
using Fluence.Market.Queries;

namespace Fluence.Market.Tests;

/// <summary>An index of a marketplace, brought up to date by hand.</summary>
internal sealed class IndexedMarketplace(Marketplace market, string? path = null, LogReaderOptions? options = null) : IDisposable
{
    internal IndexDatabase Database { get; } = IndexDatabase.Open(path);

    internal Task UpdateAsync() => new Indexer(
        market.Client, market.Deployment, Database, (options ?? new LogReaderOptions()) with { Follow = false }).RunAsync();

    internal JsonElement Ask(string query, object? variables = null)
    {
        JsonElement answer = JsonSerializer.Deserialize<JsonElement>(new GraphQlHandler(Database).Answer(
            JsonSerializer.Serialize(new { query, variables })));
        return answer.TryGetProperty("data", out JsonElement data) ? data : throw new InvalidOperationException(answer.ToString());
    }

    /// <summary>All that is in the index.</summary>
    internal string Dump() => Dump(Database);

    /// <summary>All that is in an index.</summary>
    internal static string Dump(IndexDatabase database) => database.Read(session =>
    {
        JsonObject all = [];
        foreach (EntityType type in IndexSchema.Types)
        {
            all[type.Name] = new JsonArray([.. session.Query(
                $"SELECT * FROM \"{type.Name}\" ORDER BY id", row => (JsonNode)string.Join('|', EntityStore.ReadRow(type, row).Values))]);
        }

        return all.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    });

    public void Dispose() => Database.Dispose();
}

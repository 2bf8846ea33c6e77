using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Market.Indexing;

namespace Fluence.Market.Queries;

/// <summary>
/// Answers GraphQL queries over an index, so that clients of the original's subgraph need no Graph node: requests by POST at
/// <see cref="Path"/>, on port 8000 of the machine where those clients run.
/// </summary>
/// <param name="database">The index.</param>
public sealed class GraphQlHandler(IndexDatabase database)
{
    /// <summary>Where the original's clients ask.</summary>
    public const string Path = "/subgraphs/name/fluence-deal-contracts";

    /// <summary>The largest request that is read, in bytes.</summary>
    public const int MaxRequestBytes = 1 << 20;

    private static readonly JsonSerializerOptions Readable =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Answers a request.</summary>
    /// <param name="body">JSON: <c>{query, variables, operationName}</c>.</param>
    /// <returns>JSON: <c>{data}</c> or <c>{errors}</c>.</returns>
    /// <exception cref="IndexException">The index cannot be read.</exception>
    public string Answer(string body)
    {
        ArgumentNullException.ThrowIfNull(body);
        string query = "";
        try
        {
            JsonElement request = JsonSerializer.Deserialize<JsonElement>(body);
            query = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("query", out JsonElement text)
                && text.ValueKind == JsonValueKind.String ? text.GetString()! : throw new GraphQlException("the request holds no query");
            GraphQlDocument document = GraphQlParser.Parse(query);
            GraphQlOperation operation = Choose(document, request);
            GraphQlValues values = new(operation, request.TryGetProperty("variables", out JsonElement variables) ? variables : default);
            IndexState? state = Indexer.StateOf(database);
            JsonObject data = database.Read(session => new GraphQlExecutor(document, values, state).Answer(session, operation));
            return new JsonObject { ["data"] = data }.ToJsonString(Readable);
        }
        catch (GraphQlException wrong)
        {
            return Error(wrong.Message, query, wrong.Position);
        }
        catch (JsonException)
        {
            return Error("the request is not JSON", query, -1);
        }
    }

    private static GraphQlOperation Choose(GraphQlDocument document, JsonElement request)
    {
        string? name = request.TryGetProperty("operationName", out JsonElement given) && given.ValueKind == JsonValueKind.String
            ? given.GetString() : null;
        return document.Operations switch
        {
            [var only] when name is null || only.Name == name => only,
            { IsEmpty: true } => throw new GraphQlException("the document holds no query"),
            var several => several.FirstOrDefault(each => each.Name == name && name is not null)
                ?? throw new GraphQlException(name is null ? "of several queries operationName says which" : $"there is no query '{name}'"),
        };
    }

    private static string Error(string message, string query, int position)
    {
        JsonObject error = new() { ["message"] = message };
        if (position >= 0 && position <= query.Length)
        {
            string before = query[..position];
            int line = before.Count(static each => each == '\n') + 1;
            error["locations"] = new JsonArray(
                new JsonObject { ["line"] = line, ["column"] = position - before.LastIndexOf('\n') });
        }

        return new JsonObject { ["errors"] = new JsonArray(error) }.ToJsonString(Readable);
    }
}

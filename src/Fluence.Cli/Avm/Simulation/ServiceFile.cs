using System.Collections.Immutable;
using System.Text.Json;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm.Simulation;

/// <summary>
/// Reads the services of a simulation: <c>{"services":[{"peer"?, "service", "function"?, and one of "result": value,
/// "results": [value …], "argument": index, "error": value with "code"?}]}</c>. The first rule that fits a call answers it.
/// </summary>
internal static class ServiceFile
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>The rules of a file, in its order.</summary>
    /// <param name="path">The file, named in errors.</param>
    /// <param name="text">Its content, in which peers' names are replaced already.</param>
    /// <exception cref="CommandException">It is no such file; the message says where.</exception>
    public static ImmutableArray<ServiceRule> Parse(string path, string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, Lenient);
            if (document.RootElement.ValueKind != JsonValueKind.Object
                || !document.RootElement.TryGetProperty("services", out JsonElement services) || services.ValueKind != JsonValueKind.Array)
            {
                throw new CommandException($"{path}: expected an object with a list \"services\"");
            }

            return [.. services.EnumerateArray().Select((rule, index) => ReadRule(rule, $"{path}: services[{index}]"))];
        }
        catch (JsonException malformed)
        {
            throw new CommandException($"{path}: {malformed.Message}");
        }
    }

    private static ServiceRule ReadRule(JsonElement rule, string where)
    {
        if (rule.ValueKind != JsonValueKind.Object)
        {
            throw new CommandException($"{where} is not an object");
        }

        string? peer = Text(rule, "peer", where), function = Text(rule, "function", where);
        string service = Text(rule, "service", where) ?? throw new CommandException($"{where}: \"service\" is missing");
        ServiceRule[] answers =
        [
            .. Entry(rule, "result").Select(value => new ResultRule(peer, service, function, [value.GetRawText()])),
            .. Entry(rule, "results").Select(value => new ResultRule(peer, service, function, Texts(value, where))),
            .. Entry(rule, "argument").Select(value => new ArgumentRule(peer, service, function, Index(value, where))),
            .. Entry(rule, "error").Select(value => new ErrorRule(peer, service, function, Code(rule, where), value.GetRawText())),
        ];
        return answers.Length == 1
            ? answers[0]
            : throw new CommandException($"{where} needs exactly one of \"result\", \"results\", \"argument\" and \"error\"");
    }

    private static IEnumerable<JsonElement> Entry(JsonElement rule, string name) =>
        rule.TryGetProperty(name, out JsonElement value) ? [value] : [];

    private static string? Text(JsonElement rule, string name, string where) => !rule.TryGetProperty(name, out JsonElement value) ? null
        : value.ValueKind == JsonValueKind.String ? value.GetString()
        : throw new CommandException($"{where}: \"{name}\" is not a string");

    private static ImmutableArray<string> Texts(JsonElement values, string where) =>
        values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0
            ? [.. values.EnumerateArray().Select(value => value.GetRawText())]
            : throw new CommandException($"{where}: \"results\" is not a list of at least one value");

    private static int Index(JsonElement value, string where) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int index) && index >= 0
            ? index
            : throw new CommandException($"{where}: \"argument\" is not the number of an argument, counted from 0");

    private static int Code(JsonElement rule, string where) => !rule.TryGetProperty("code", out JsonElement value) ? 1
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int code) && code != 0 ? code
        : throw new CommandException($"{where}: \"code\" is not a number other than 0");
}

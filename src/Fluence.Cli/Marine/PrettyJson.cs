using System.Text;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Marine;

/// <summary>JSON for people: two spaces for each level, as the original's tools print it.</summary>
internal static class PrettyJson
{
    public static string Print(JsonValue json)
    {
        StringBuilder text = new();
        Append(text, json, 0);
        return text.ToString();
    }

    private static void Append(StringBuilder text, JsonValue json, int depth)
    {
        switch (json)
        {
            case JsonArray { Count: > 0 } array:
                AppendAll(text, '[', array.Items, item => Append(text, item, depth + 1), ']', depth);
                break;
            case JsonObject { Count: > 0 } map:
                AppendAll(
                    text, '{', map.Members,
                    member =>
                    {
                        text.Append(new JsonString(member.Key)).Append(": ");
                        Append(text, member.Value, depth + 1);
                    },
                    '}', depth);
                break;
            default:
                text.Append(json);
                break;
        }
    }

    private static void AppendAll<T>(StringBuilder text, char open, IEnumerable<T> items, Action<T> append, char close, int depth)
    {
        string separator = "";
        text.Append(open);
        foreach (T item in items)
        {
            text.Append(separator).Append('\n').Append(' ', 2 * (depth + 1));
            append(item);
            separator = ",";
        }

        text.Append('\n').Append(' ', 2 * depth).Append(close);
    }
}

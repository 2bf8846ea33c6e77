using Fluence.Primitives.Json;

namespace Fluence.Marine.Text;

/// <summary>JSON values as Rust prints them for debugging; they stand in messages of the original.</summary>
internal static class JsonDebug
{
    /// <summary>For example <c>Array [Number(1), String("a")]</c>.</summary>
    public static string Of(JsonValue json) => json switch
    {
        JsonNull => "Null",
        JsonBool flag => $"Bool({(flag.Value ? "true" : "false")})",
        JsonNumber number => $"Number({number})",
        JsonString text => $"String({RustText.Quote(text.Value)})",
        JsonArray array => $"Array [{string.Join(", ", array.Items.Select(Of))}]",
        JsonObject map => $"Object {{{string.Join(", ", map.Members.Select(Member))}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(json)),
    };

    /// <summary>What a value is, where another was expected.</summary>
    public static string Unexpected(JsonValue json) => json switch
    {
        JsonNull => "null",
        JsonBool flag => $"boolean `{(flag.Value ? "true" : "false")}`",
        JsonNumber { IsInteger: true } number => $"integer `{number}`",
        JsonNumber number => $"floating point `{number}`",
        JsonString text => $"string {RustText.Quote(text.Value)}",
        JsonArray => "sequence",
        _ => "map",
    };

    private static string Member(KeyValuePair<string, JsonValue> member) => $"{RustText.Quote(member.Key)}: {Of(member.Value)}";
}

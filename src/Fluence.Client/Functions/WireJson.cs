using System.Collections.Immutable;
using Fluence.Primitives.Json;

namespace Fluence.Client.Functions;

/// <summary>
/// JSON as programs have it and as scripts have it. They differ in options: <c>null</c> or the value here, <c>[]</c> or <c>[value]</c>
/// there. The rules are those of js-client 0.9.0.
/// </summary>
public static class WireJson
{
    /// <summary>A program's value for a script.</summary>
    /// <exception cref="ArgumentException">The value does not fit the type; the message names the place in it.</exception>
    public static JsonValue ToWire(JsonValue value, AquaType type) => ToWire(value, type, "the value");

    /// <summary>A script's value for a program.</summary>
    /// <exception cref="FormatException">The value does not fit the type; the message names the place in it.</exception>
    public static JsonValue FromWire(JsonValue value, AquaType type) => FromWire(value, type, "the value");

    internal static JsonValue ToWire(JsonValue value, AquaType type, string path) => type switch
    {
        AquaType.Top => value,
        AquaType.Option option => value is JsonNull ? JsonArray.Empty : new JsonArray([ToWire(value, option.Element, path)]),
        AquaType.Array array => value is JsonArray items
            ? new JsonArray(items.Items.Select((item, index) => ToWire(item, array.Element, $"{path}[{index}]")))
            : throw Unfit(path, "an array", value),
        AquaType.Struct data => value is JsonObject members
            ? new JsonObject(data.Fields.Select(field => KeyValuePair.Create(
                field.Name, ToWire(Member(members, field.Name, field.Type, path), field.Type, $"{path}.{field.Name}"))))
            : throw Unfit(path, "an object", value),
        AquaType.Scalar scalar => Fits(value, scalar) ? value : throw Unfit(path, scalar.Name, value),
        AquaType.Nil => JsonNull.Instance,
        _ => throw Unfit(path, "no value at all", value),
    };

    internal static JsonValue FromWire(JsonValue value, AquaType type, string path) => type switch
    {
        AquaType.Option option => value switch
        {
            JsonArray { Count: 0 } => JsonNull.Instance,
            JsonArray { Count: 1 } one => FromWire(one[0], option.Element, path),
            _ => throw Bad(path, "an array of at most one item", value),
        },
        AquaType.Array array => value is JsonArray items
            ? new JsonArray(items.Items.Select((item, index) => FromWire(item, array.Element, $"{path}[{index}]")))
            : throw Bad(path, "an array", value),
        AquaType.Struct data => value is JsonObject members
            ? new JsonObject(data.Fields.Select(field => KeyValuePair.Create(
                field.Name,
                members.TryGetValue(field.Name, out JsonValue? member) ? FromWire(member, field.Type, $"{path}.{field.Name}")
                    : throw Bad(path, $"a member '{field.Name}'", value))))
            : throw Bad(path, "an object", value),
        AquaType.Scalar scalar => Fits(value, scalar) ? value : throw Bad(path, scalar.Name, value),
        AquaType.Nil => JsonNull.Instance,
        _ => value,
    };

    /// <summary>The results of a script as one value: none is null, several are an array.</summary>
    internal static JsonValue Results(ImmutableArray<JsonValue> values, ImmutableArray<AquaType> types)
    {
        if (values.Length < types.Length)
        {
            throw new FormatException($"the script gave {values.Length} results, its definition has {types.Length}");
        }

        JsonValue[] results = [.. types.Select((type, index) => FromWire(values[index], type, $"result {index + 1}"))];
        return results.Length switch
        {
            0 => JsonNull.Instance,
            1 => results[0],
            _ => new JsonArray(results),
        };
    }

    // what is absent is an option without a value
    private static JsonValue Member(JsonObject members, string name, AquaType type, string path) =>
        members.TryGetValue(name, out JsonValue? member) ? member
            : type is AquaType.Option ? JsonNull.Instance
            : throw Unfit(path, $"a member '{name}'", members);

    private static bool Fits(JsonValue value, AquaType.Scalar scalar) => scalar.Name switch
    {
        "string" => value is JsonString,
        "bool" => value is JsonBool,
        _ => value.Kind == JsonKind.Number,
    };

    private static ArgumentException Unfit(string path, string expected, JsonValue value) =>
        new($"{path} should be {expected}, but is {Shortened(value)}");

    private static FormatException Bad(string path, string expected, JsonValue value) =>
        new($"{path} should be {expected}, but the script gave {Shortened(value)}");

    private static string Shortened(JsonValue value)
    {
        string text = value.ToString();
        return text.Length > 80 ? text[..80] + "…" : text;
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Fluence.Primitives.Json;

namespace Fluence.Client.Functions;

/// <summary>Values of programs as JSON for typed clients: through System.Text.Json, with the names that their types give.</summary>
public static class AquaValue
{
    private static readonly JsonSerializerOptions Options = new()
    {
        Converters = { new JsonValueConverter() }, MaxDepth = JsonValue.MaxDepth,
    };

    /// <summary>The JSON of a value.</summary>
    /// <exception cref="ArgumentException">The value has no JSON, as a float that is no number.</exception>
    public static JsonValue Of<T>(T value) => JsonValue.Parse(JsonSerializer.SerializeToUtf8Bytes(value, Options));

    /// <summary>A value from its JSON.</summary>
    /// <exception cref="FormatException">The JSON is that of another type.</exception>
    public static T Read<T>(JsonValue json)
    {
        ArgumentNullException.ThrowIfNull(json);
        try
        {
            return JsonSerializer.Deserialize<T>(json.ToString(), Options)!;
        }
        catch (JsonException unfit)
        {
            throw new FormatException($"the value is no {typeof(T).Name}: {unfit.Message}", unfit);
        }
    }

    /// <summary>One of several results.</summary>
    /// <exception cref="FormatException">There are fewer results, or it is of another type.</exception>
    public static T Item<T>(JsonValue results, int index) => results is JsonArray array && index < array.Count
        ? Read<T>(array[index])
        : throw new FormatException($"there is no result {index + 1}");

    private sealed class JsonValueConverter : JsonConverter<JsonValue>
    {
        public override JsonValue Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using JsonDocument document = JsonDocument.ParseValue(ref reader);
            return JsonValue.Parse(document.RootElement.GetRawText());
        }

        public override void Write(Utf8JsonWriter writer, JsonValue value, JsonSerializerOptions options) =>
            writer.WriteRawValue(value.ToString());
    }
}

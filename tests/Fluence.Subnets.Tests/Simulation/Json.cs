using System.Globalization;
using Fluence.Primitives.Json;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>Reads and makes JSON in few words.</summary>
internal static class Json
{
    public static JsonValue Text(string value) => new JsonString(value);

    public static JsonValue Number(long value) => JsonNumber.FromInt64(value);

    public static JsonValue Get(this JsonValue value, string name) => value is JsonObject fields && fields.TryGetValue(name, out JsonValue? field)
        ? field : throw new InvalidOperationException($"no field {name} in {value}");

    public static IReadOnlyList<JsonValue> Items(this JsonValue value) => ((JsonArray)value).Items;

    public static string AsText(this JsonValue value) => ((JsonString)value).Value;

    public static long AsNumber(this JsonValue value) => long.Parse(value.ToString(), CultureInfo.InvariantCulture);

    public static bool IsTrue(this JsonValue value) => value.ToString() == "true";
}

using System.Globalization;
using Fluence.Marine.Configuration.Tree;
using Fluence.Primitives.Json;

namespace Fluence.Projects.Files.Shapes;

/// <summary>Values of YAML as JSON: scalars without quotes are what the core schema of YAML says.</summary>
internal static class TreeJson
{
    public static JsonValue Convert(ConfigNode node) => node switch
    {
        ConfigMap map => Convert(map),
        ConfigList list => new JsonArray([.. list.Items.Select(Convert)]),
        ConfigScalar { ScalarKind: ConfigScalarKind.Plain } scalar => Plain(scalar.Text),
        ConfigScalar scalar => new JsonString(scalar.Text),
        _ => JsonNull.Instance,
    };

    public static JsonObject Convert(ConfigMap map) => new(
        [.. map.Keys.Select(key => (key.Name, key.HasValue ? Convert(map.Find(key.Name)!) : (JsonValue)JsonNull.Instance))]);

    private static JsonValue Plain(string text) => text switch
    {
        "" or "null" or "~" or "Null" or "NULL" => JsonNull.Instance,
        "true" or "True" or "TRUE" => JsonBool.True,
        "false" or "False" or "FALSE" => JsonBool.False,
        _ when long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long integer) =>
            JsonNumber.FromInt64(integer),
        _ when ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ulong large) => JsonNumber.FromUInt64(large),
        _ when char.IsAsciiDigit(text[^1]) && double.TryParse(
            text, NumberStyles.Float & ~NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out double number)
            && double.IsFinite(number) => JsonNumber.FromDouble(number),
        _ => new JsonString(text),
    };
}

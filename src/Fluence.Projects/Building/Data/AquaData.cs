using System.Collections.Immutable;
using System.Globalization;
using Fluence.Primitives.Json;

namespace Fluence.Projects.Building.Data;

/// <summary>Writes data as an Aqua module with a function <c>get</c> that gives them, of types that are inferred from them.</summary>
public sealed class AquaData
{
    // so that nothing that can be written is too deep for the compiler
    private const int MaxDepth = 64;

    // Aqua has no exponents
    private const string FloatFormat = "0.0###################";

    private const string Optional = "$$optional";
    private const string IsNil = "$$isNil";

    private static readonly DataShape Nil = new("?u8", "nil");

    private readonly AquaDataOptions _options;
    private readonly OrderedDictionary<string, string> _definitions = new(StringComparer.Ordinal);

    private AquaData(AquaDataOptions options) => _options = options;

    /// <summary>The module.</summary>
    /// <param name="value">
    /// The data. Empty lists and objects are nil; <c>{"$$optional": value, "$$isNil": bool}</c> is an optional value, whose type is known
    /// even where it is nil.
    /// </param>
    /// <param name="name">The file's name without extension, of which the module's and the outermost type's are made.</param>
    /// <param name="options">How.</param>
    /// <exception cref="ProjectException">Aqua has no type for the data; the message says where.</exception>
    public static string Module(JsonValue value, string name, AquaDataOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        string module = AquaName.Type(name);
        if (module.Length == 0 || !char.IsAsciiLetterUpper(module[0]))
        {
            throw new ProjectException($"'{name}' cannot be the name of an Aqua file here; it must start with a letter");
        }

        AquaData data = new(options);
        DataShape whole = data.Infer(value, new Place("", module, module, Level.Top), 1);
        string definitions = string.Concat(data._definitions.Values.Select(static definition => definition + "\n\n"));
        return $"aqua {module} declares *\n\n{definitions}func get() -> {whole.Type}:\n    <- {whole.Value}\n";
    }

    private DataShape Infer(JsonValue value, Place place, int depth)
    {
        if (depth > MaxDepth)
        {
            throw place.Wrong($"lies more than {MaxDepth} deep");
        }

        return value switch
        {
            JsonString text => new DataShape("string", AquaName.Literal(text.Value)),
            JsonBool flag => new DataShape("bool", flag.Value ? "true" : "false"),
            JsonNumber number => Number(number),
            JsonArray { Count: > 0 } list => List(list, place, depth),
            JsonObject { Count: > 0 } map when map.TryGetValue(Optional, out JsonValue? inner) => OfOptional(map, inner, place, depth),
            JsonObject { Count: > 0 } map => Object(map, place, depth),
            _ => Nil,
        };
    }

    private DataShape Number(JsonNumber number)
    {
        string text = number.ToString()!;
        bool isInteger = long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value)
            || ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);
        return !isInteger ? new DataShape("f64", number.AsDouble.ToString(FloatFormat, CultureInfo.InvariantCulture))
            : _options.AllF64 ? new DataShape("f64", text + ".0")
            : new DataShape(value < 0 ? "i64" : "u64", text);
    }

    private DataShape List(JsonArray list, Place place, int depth)
    {
        DataShape[] items = [.. list.Items.Select((item, index) => Infer(item, place with { Path = $"{place.Path}[{index}]" }, depth + 1))];
        string[] types = [.. items.Select(static item => item.Type).Distinct()];
        bool areNumbers = types.All(static type => type is "u64" or "i64" or "f64");
        if (types.Length > 1 && !areNumbers)
        {
            throw place.Wrong($"has elements of several types, {string.Join(" and ", types)}, expected one");
        }

        string element = types.Length == 1 ? types[0] : types.Contains("f64") ? "f64" : "i64";
        string indent = Indent(depth + 1);
        IEnumerable<string> values = items.Select(item => element == "f64" && item.Type != "f64" ? item.Value + ".0" : item.Value);
        return new DataShape($"[]{element}", $"[\n{indent}{string.Join($",\n{indent}", values)}\n{Indent(depth)}]");
    }

    private DataShape OfOptional(JsonObject map, JsonValue inner, Place place, int depth)
    {
        DataShape shape = Infer(inner, place, depth);
        bool isNil = map.TryGetValue(IsNil, out JsonValue? flag) && flag is JsonBool { Value: true };
        return new DataShape("?" + shape.Type, isNil ? "nil" : $"?[{shape.Value}]");
    }

    private DataShape Object(JsonObject map, Place place, int depth)
    {
        ImmutableArray<string> properties = [.. map.Names.Order(StringComparer.Ordinal)];
        string? custom = _options.Types
            .FirstOrDefault(type => type.Properties.Order(StringComparer.Ordinal).SequenceEqual(properties))?.Name;
        string type = custom is null ? place.TypeName() : AquaName.Type(custom);
        List<(string Name, DataShape Shape)> fields = [];
        foreach ((string key, JsonValue value) in map.Members)
        {
            string field = AquaName.Field(key);
            if (field.Length == 0 || !char.IsAsciiLetterLower(field[0]))
            {
                throw place.Wrong(
                    $"has the key '{Files.Shapes.Words.Shorten(key)}', which cannot be a name in Aqua; it must start with a letter");
            }

            if (fields.Any(each => each.Name == field))
            {
                throw place.Wrong($"has two keys that are both '{field}' in Aqua");
            }

            Place below = new($"{place.Path}.{key}", AquaName.Type(key), type, place.Level == Level.Top ? Level.Second : Level.Rest);
            fields.Add((field, Infer(value, below, depth + 1)));
        }

        Define(type, fields, place);
        string indent = Indent(depth + 1);
        string values = string.Join($",\n{indent}", fields.Select(static field => $"{field.Name}={field.Shape.Value}"));
        return new DataShape(type, $"{type}(\n{indent}{values}\n{Indent(depth)})");
    }

    private void Define(string type, List<(string Name, DataShape Shape)> fields, Place place)
    {
        IEnumerable<string> lines = fields.OrderBy(static field => field.Name, StringComparer.Ordinal)
            .Select(static field => $"    {field.Name}: {field.Shape.Type}");
        string definition = $"data {type}:\n{string.Join('\n', lines)}";
        if (!_definitions.TryAdd(type, definition) && _definitions[type] != definition)
        {
            throw place.Wrong($"is of the type {type}, which has other fields elsewhere; give one of them a name with --types");
        }
    }

    private static string Indent(int depth) => new(' ', 4 * depth);
}

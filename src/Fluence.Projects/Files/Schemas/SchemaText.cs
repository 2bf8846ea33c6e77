using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files.Schemas;

/// <summary>The JSON schema of a kind of file. Like the readers, it takes a key without a value for one that is absent.</summary>
internal sealed class SchemaText
{
    // the schemas are read by editors, not put into pages
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly Utf8JsonWriter _json;

    private SchemaText(Utf8JsonWriter json) => _json = json;

    /// <summary>The schema.</summary>
    public static string Of(FileShape shape)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter json = new(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("$schema", "http://json-schema.org/draft-07/schema#");
            json.WriteString("title", shape.Name);
            json.WriteString("description", shape.Description);
            new SchemaText(json).Write(shape.Root, isOptional: false);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan) + "\n";
    }

    private void Write(Shape shape, bool isOptional)
    {
        switch (shape)
        {
            case TextShape text:
                Type(isOptional, "string");
                Pattern("pattern", text.Form);
                break;
            case ChoiceShape choice:
                Type(isOptional, "string");
                Choices(choice, isOptional);
                break;
            case IntegerShape integer:
                Type(isOptional, "integer");
                Bounds(integer);
                break;
            case NumberShape number:
                Type(isOptional, "number");
                _json.WriteNumber("minimum", 0);
                _json.WriteNumber("maximum", number.Max);
                break;
            case VersionShape version:
                Type(false, "integer");
                _json.WriteStartArray("enum");
                foreach (int each in version.Versions)
                {
                    _json.WriteNumberValue(each);
                }

                _json.WriteEndArray();
                break;
            case BooleanShape:
                Type(isOptional, "boolean");
                break;
            case ScalarShape:
                Type(isOptional, "string", "number", "boolean");
                break;
            case TextOrListShape:
                Type(isOptional, "string", "array");
                Items(new ListShape(TextShape.Any, 1));
                break;
            case ListShape list:
                Type(isOptional, "array");
                Items(list);
                break;
            case MapShape map:
                Type(isOptional, "object");
                Map(map);
                break;
            case ObjectShape keys:
                Type(isOptional, "object");
                Object(keys);
                break;
        }
    }

    private void Type(bool isOptional, params ReadOnlySpan<string> types)
    {
        if (types.Length == 1 && !isOptional)
        {
            _json.WriteString("type", types[0]);
            return;
        }

        _json.WriteStartArray("type");
        foreach (string type in types)
        {
            _json.WriteStringValue(type);
        }

        if (isOptional)
        {
            _json.WriteStringValue("null");
        }

        _json.WriteEndArray();
    }

    private void Pattern(string name, TextForm? form)
    {
        if (form is not null)
        {
            _json.WriteString(name, form.Pattern);
        }
    }

    private void Choices(ChoiceShape choice, bool isOptional)
    {
        _json.WriteStartArray("enum");
        foreach (string each in choice.Choices)
        {
            _json.WriteStringValue(each);
        }

        if (isOptional)
        {
            _json.WriteNullValue();
        }

        _json.WriteEndArray();
    }

    private void Bounds(IntegerShape integer)
    {
        if (integer.Min > int.MinValue)
        {
            _json.WriteNumber("minimum", integer.Min);
        }

        if (integer.Max is not (int.MaxValue or long.MaxValue))
        {
            _json.WriteNumber("maximum", integer.Max);
        }
    }

    private void Items(ListShape list)
    {
        if (list.MinItems > 0)
        {
            _json.WriteNumber("minItems", list.MinItems);
        }

        _json.WriteStartObject("items");
        Write(list.Item, isOptional: false);
        _json.WriteEndObject();
    }

    private void Map(MapShape map)
    {
        if (map.Name is not null)
        {
            _json.WriteStartObject("propertyNames");
            Pattern("pattern", map.Name);
            _json.WriteEndObject();
        }

        _json.WriteStartObject("additionalProperties");
        Write(map.Value, map.AllowsNull);
        _json.WriteEndObject();
    }

    private void Object(ObjectShape keys)
    {
        _json.WriteStartObject("properties");
        foreach (KeyShape key in keys.Keys)
        {
            _json.WriteStartObject(key.Name);
            string standard = key.Default is null ? "" : string.Create(CultureInfo.InvariantCulture, $" Default: {key.Default}.");
            _json.WriteString("description", key.Description + standard);
            Write(key.Value, !key.IsRequired);
            _json.WriteEndObject();
        }

        _json.WriteEndObject();
        _json.WriteBoolean("additionalProperties", false);
        _json.WriteStartArray("required");
        foreach (KeyShape key in keys.Keys.Where(static key => key.IsRequired))
        {
            _json.WriteStringValue(key.Name);
        }

        _json.WriteEndArray();
        Exclusive(keys);
    }

    private void Exclusive(ObjectShape keys)
    {
        if (keys.Exclusive.IsEmpty)
        {
            return;
        }

        _json.WriteStartArray("allOf");
        foreach ((string one, string other) in keys.Exclusive)
        {
            _json.WriteStartObject();
            _json.WriteStartObject("not");
            _json.WriteStartArray("required");
            _json.WriteStringValue(one);
            _json.WriteStringValue(other);
            _json.WriteEndArray();
            _json.WriteEndObject();
            _json.WriteEndObject();
        }

        _json.WriteEndArray();
    }
}

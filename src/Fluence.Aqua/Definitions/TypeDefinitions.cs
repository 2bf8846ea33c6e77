using System.Runtime.CompilerServices;
using System.Text.Json;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Definitions;

/// <summary>Types as clients read them: objects with a <c>tag</c>.</summary>
internal static class TypeDefinitions
{
    internal static void Write(Utf8JsonWriter json, AquaType type)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (type)
        {
            case CollectionType collection:
                Begin(json, collection.Form == CollectionForm.Option ? "option" : "array");
                json.WritePropertyName("type");
                Write(json, collection.Element);
                break;
            case NamedType named:
                Begin(json, "struct");
                json.WriteString("name", named.ShortName);
                WriteFields(json, named.Fields.Select(field => (field.Key, field.Value)));
                break;
            case ArrowType arrow:
                Begin(json, "arrow");
                json.WritePropertyName("domain");
                Write(json, arrow.Domain);
                json.WritePropertyName("codomain");
                Write(json, arrow.Codomain);
                break;
            case ProductType { Length: 0 }:
                Begin(json, "nil");
                break;
            case ProductType product when product.Items[0].Label is not null:
                WriteLabelled(json, product.WithLabels());
                return;
            case ProductType product:
                Begin(json, "unlabeledProduct");
                json.WriteStartArray("items");
                foreach ((_, AquaType item) in product.Items)
                {
                    Write(json, item);
                }

                json.WriteEndArray();
                break;
            case ExtremeType:
                Begin(json, ReferenceEquals(type, ExtremeType.Top) ? "topType" : "bottomType");
                break;
            default:
                Begin(json, "scalar");
                json.WriteString("name", type.ToString());
                break;
        }

        json.WriteEndObject();
    }

    /// <summary>Types in a row with their labels, also where there are none.</summary>
    internal static void WriteLabelled(Utf8JsonWriter json, IEnumerable<(string Label, AquaType Type)> items)
    {
        Begin(json, "labeledProduct");
        WriteFields(json, items);
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string tag)
    {
        json.WriteStartObject();
        json.WriteString("tag", tag);
    }

    private static void WriteFields(Utf8JsonWriter json, IEnumerable<(string Name, AquaType Type)> fields)
    {
        json.WriteStartObject("fields");
        foreach ((string name, AquaType type) in fields)
        {
            json.WritePropertyName(name);
            Write(json, type);
        }

        json.WriteEndObject();
    }
}

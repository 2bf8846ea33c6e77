using System.Collections.Immutable;
using Fluence.Marine.InterfaceTypes;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Generation;

/// <summary>Reads the JSON of one generated section.</summary>
internal sealed class AstReader(string section)
{
    /// <summary>Reads a signature.</summary>
    public AstFunction Function(JsonValue json) => new(
        Text(Member(json, "name")), [.. Items(Member(json, "arguments")).Select(NamedType)],
        [.. Items(Member(json, "output_types")).Select(Type)]);

    /// <summary>Reads a record; null if it has no fields by design, for such are left out.</summary>
    public AstRecord? Record(JsonValue json)
    {
        string name = Text(Member(json, "name"));
        JsonValue fields = Member(json, "fields");
        if (fields is JsonString { Value: "Unit" })
        {
            return null;
        }

        (string form, JsonValue list) = Variant(fields, "Named", "Unnamed");
        return new AstRecord(name, [.. Items(list).Select(field => Field(field, hasName: form == "Named"))]);
    }

    /// <summary>Reads the functions that are imported from one module.</summary>
    public AstExternMod ExternMod(JsonValue json) =>
        new(Text(Member(json, "namespace")), [.. Items(Member(json, "imports")).Select(Import)]);

    /// <summary>A member that must be there.</summary>
    public JsonValue Member(JsonValue json, string name) =>
        json is not JsonObject map ? throw Error("expected an object")
        : map.TryGetValue(name, out JsonValue? value) ? value
        : throw Error($"missing field `{name}`");

    /// <summary>A string.</summary>
    public string Text(JsonValue json) => json is JsonString text ? text.Value : throw Error("expected a string");

    /// <summary>An error of this section.</summary>
    public ModuleFormatException Error(string what) =>
        new($"Embedded by rust-sdk metadata couldn't be parsed by serde: {what} (section '{section}')", section);

    private AstImport Import(JsonValue json)
    {
        AstFunction signature = Function(Member(json, "signature"));
        return new AstImport(OptionalText(json, "link_name") ?? signature.Name, signature);
    }

    private AstNamedType Field(JsonValue json, bool hasName) =>
        new(hasName ? OptionalText(json, "name") ?? "" : "", Type(Member(json, "ty")));

    private AstNamedType NamedType(JsonValue json) => new(Text(Member(json, "name")), Type(Member(json, "ty")));

    private AstType Type(JsonValue json)
    {
        (string name, JsonValue content) = Variant(json);
        if (name is "Vector" or "Record")
        {
            if (content is not JsonArray { Items: [var inner, var style] })
            {
                throw Error($"expected two elements in `{name}`");
            }

            CheckStyle(style);
            return name == "Vector" ? new AstType.Vector(Type(inner)) : new AstType.Record(Text(inner));
        }

        CheckStyle(content);
        return new AstType.Simple(Simple(name));
    }

    private ITypeKind Simple(string name) => name switch
    {
        "Boolean" => ITypeKind.Boolean,
        "Utf8Str" or "Utf8String" => ITypeKind.String,
        "I8" => ITypeKind.S8,
        "I16" => ITypeKind.S16,
        "I32" => ITypeKind.S32,
        "I64" => ITypeKind.S64,
        "U8" => ITypeKind.U8,
        "U16" => ITypeKind.U16,
        "U32" => ITypeKind.U32,
        "U64" => ITypeKind.U64,
        "F32" => ITypeKind.F32,
        "F64" => ITypeKind.F64,
        _ => throw Error($"unknown variant `{name}` of types"),
    };

    private void CheckStyle(JsonValue json)
    {
        string style = Text(json);
        if (style is not ("ByValue" or "ByRef" or "ByMutRef"))
        {
            throw Error($"unknown variant `{style}`, expected one of `ByValue`, `ByRef`, `ByMutRef`");
        }
    }

    private ImmutableArray<JsonValue> Items(JsonValue json) => json is JsonArray array ? array.Items : throw Error("expected an array");

    private string? OptionalText(JsonValue json, string name) =>
        json is JsonObject map && (!map.TryGetValue(name, out JsonValue? value) || value is JsonNull) ? null : Text(Member(json, name));

    /// <summary>The one member of an object, which names a variant.</summary>
    private (string Name, JsonValue Content) Variant(JsonValue json, params ReadOnlySpan<string> allowed) =>
        json is not JsonObject { Count: 1 } map ? throw Error("expected an object with one member")
        : !allowed.IsEmpty && !allowed.Contains(map.Names[0]) ? throw Error($"unknown variant `{map.Names[0]}`")
        : (map.Names[0], map.Values[0]);
}

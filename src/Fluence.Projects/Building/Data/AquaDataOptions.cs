using System.Collections.Immutable;
using Fluence.Primitives.Json;

namespace Fluence.Projects.Building.Data;

/// <summary>How types are inferred from data.</summary>
public sealed record AquaDataOptions
{
    /// <summary>Whether all numbers are <c>f64</c>.</summary>
    public bool AllF64 { get; init; }

    /// <summary>Names of types by the properties that objects have.</summary>
    public ImmutableArray<AquaDataType> Types { get; init; } = [];

    /// <summary>Reads types as a list of <c>{"name": "…", "properties": ["…"]}</c>.</summary>
    /// <exception cref="ProjectException">The data are something else.</exception>
    public static ImmutableArray<AquaDataType> ReadTypes(JsonValue value, string file)
    {
        if (value is JsonArray list)
        {
            AquaDataType?[] types = [.. list.Items.Select(Read)];
            if (Array.TrueForAll(types, static type => type is not null))
            {
                return [.. types.Select(static type => type!)];
            }
        }

        throw new ProjectException($"{file}: expected a list of types: [{{\"name\": \"Type\", \"properties\": [\"one\", \"other\"]}}]");
    }

    private static AquaDataType? Read(JsonValue value) =>
        value is JsonObject map && map.TryGetValue("name", out JsonValue? name) && name is JsonString { Value: var text }
        && AquaName.Type(text) is { Length: > 0 } type && char.IsAsciiLetterUpper(type[0])
        && map.TryGetValue("properties", out JsonValue? all) && all is JsonArray properties
        && properties.Items.All(static each => each is JsonString)
            ? new AquaDataType(text, [.. properties.Items.Select(static each => ((JsonString)each).Value)]) : null;
}

/// <summary>The name of a type of objects.</summary>
/// <param name="Name">The name.</param>
/// <param name="Properties">All properties of such an object.</param>
public sealed record AquaDataType(string Name, ImmutableArray<string> Properties);

using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>Pairs in stream maps: JSON objects with the fields <c>key</c> and <c>value</c>.</summary>
internal static class KeyValuePairs
{
    /// <summary>The element that a stream map holds for a value under a key; made of the value, which nobody else has yet.</summary>
    public static Aggregate Pair(JsonValue key, Aggregate value) =>
        value.Replace(VmValue.FromPair(key, value.Value.EnsureJson()));

    /// <summary>The key of an element; null if it has none.</summary>
    public static MapKey? Key(Aggregate pair) => pair.Value.Pair.Key is { } key ? MapKey.From(key) : null;

    /// <summary>The value of an element; null if it has none.</summary>
    public static VmValue? Value(Aggregate pair) => pair.Value.Pair.Value;

    /// <summary>The first value of every key, as one JSON object.</summary>
    public static JsonObject FirstValues(List<Aggregate> pairs)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var members = new List<KeyValuePair<string, JsonValue>>();
        foreach (Aggregate pair in pairs)
        {
            if (Key(pair) is { } key && names.Add(key.Name) && Value(pair) is { } value)
            {
                members.Add(KeyValuePair.Create(key.Name, value.Json));
            }
        }

        return new JsonObject(members);
    }
}

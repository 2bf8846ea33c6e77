using System.Diagnostics.CodeAnalysis;
using Fluence.Primitives.Json;

namespace Fluence.Services.Calls;

/// <summary>What an argument must look like.</summary>
/// <param name="RustType">The type as the original names it in error texts.</param>
/// <param name="Read">Reads a value of this shape; none for any other.</param>
internal sealed record ArgumentShape<T>(string RustType, Func<JsonValue, Optional<T>> Read)
{
    public bool TryRead(JsonValue value, [MaybeNullWhen(false)] out T result)
    {
        Optional<T> read = Read(value);
        result = read.Value;
        return read.HasValue;
    }
}

/// <summary>A value that may be absent.</summary>
internal readonly record struct Optional<T>(bool HasValue, T? Value)
{
    public Optional(T value)
        : this(true, value)
    {
    }

    /// <summary>The value, or <paramref name="fallback"/> when there is none.</summary>
    public T Or(T fallback) => HasValue ? Value! : fallback;
}

/// <summary>The shapes that builtins take.</summary>
internal static class Shapes
{
    public static ArgumentShape<JsonValue> Any { get; } = new("serde_json::value::Value", static value => new(value));

    public static ArgumentShape<string> Text { get; } =
        new("String", static value => value is JsonString text ? new(text.Value) : default);

    public static ArgumentShape<bool> Bool { get; } =
        new("bool", static value => value is JsonBool boolean ? new(boolean.Value) : default);

    public static ArgumentShape<long> I64 { get; } =
        new("i64", static value => value is JsonNumber number && number.TryGetInt64(out long read) ? new(read) : default);

    public static ArgumentShape<ulong> U64 { get; } = new("u64", ReadU64);

    public static ArgumentShape<ulong> Usize { get; } = new("usize", ReadU64);

    public static ArgumentShape<uint> U32 { get; } =
        new("u32", static value => ReadU64(value) is { HasValue: true, Value: <= uint.MaxValue and var read } ? new((uint)read) : default);

    public static ArgumentShape<byte> U8 { get; } =
        new("u8", static value => ReadU64(value) is { HasValue: true, Value: <= byte.MaxValue and var read } ? new((byte)read) : default);

    public static ArgumentShape<double> F64 { get; } =
        new("f64", static value => value is JsonNumber number ? new(number.AsDouble) : default);

    public static ArgumentShape<JsonObject> Map { get; } = new(
        "serde_json::map::Map<String, serde_json::value::Value>", static value => value is JsonObject map ? new(map) : default);

    public static ArgumentShape<IReadOnlyList<string>> TextList { get; } = ListOf(Text);

    public static ArgumentShape<IReadOnlyList<byte>> Bytes { get; } = ListOf(U8);

    public static ArgumentShape<IReadOnlyList<string>> TextSet { get; } = new(
        "std::collections::hash::set::HashSet<String>", static value => TextList.TryRead(value, out IReadOnlyList<string>? texts)
            ? new([.. texts.Distinct(StringComparer.Ordinal)])
            : default);

    public static ArgumentShape<(string Key, JsonValue Value)> Pair { get; } = new("(String, serde_json::value::Value)",
        static value => value is JsonArray { Items: [JsonString key, JsonValue second] } ? new((key.Value, second)) : default);

    public static ArgumentShape<IReadOnlyList<T>> ListOf<T>(ArgumentShape<T> item) => new($"Vec<{item.RustType}>", value =>
    {
        if (value is not JsonArray array)
        {
            return default;
        }

        List<T> items = new(array.Count);
        foreach (JsonValue element in array.Items)
        {
            if (!item.TryRead(element, out T? read))
            {
                return default;
            }

            items.Add(read);
        }

        return new(items);
    });

    private static Optional<ulong> ReadU64(JsonValue value) =>
        value is JsonNumber number && number.TryGetUInt64(out ulong read) ? new(read) : default;
}

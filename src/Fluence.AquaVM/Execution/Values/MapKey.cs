using System.Globalization;
using Fluence.Primitives.Json;

namespace Fluence.AquaVM.Execution.Values;

/// <summary>A key of a stream map: a string or a 64-bit integer. <c>42</c> and <c>"42"</c> are different keys.</summary>
internal readonly record struct MapKey
{
    private readonly string? _text;
    private readonly ulong _number;
    private readonly bool _isNegative;

    public MapKey(string text) => _text = text;

    public MapKey(long number)
    {
        _number = (ulong)number;
        _isNegative = number < 0;
    }

    private MapKey(ulong number) => _number = number;

    /// <summary>The key as a string, by which JSON objects name it; there <c>42</c> and <c>"42"</c> are the same.</summary>
    public string Name => _text ?? (_isNegative
        ? ((long)_number).ToString(CultureInfo.InvariantCulture)
        : _number.ToString(CultureInfo.InvariantCulture));

    /// <summary>The key of a JSON value; null if it cannot be one.</summary>
    public static MapKey? From(JsonValue value) => value switch
    {
        JsonString text => new MapKey(text.Value),
        JsonNumber number when number.TryGetInt64(out long signed) => new MapKey(signed),
        JsonNumber number when number.TryGetUInt64(out ulong unsigned) => new MapKey(unsigned),
        _ => null,
    };

    public JsonValue ToJson() => _text is not null ? new JsonString(_text)
        : _isNegative ? JsonNumber.FromInt64((long)_number)
        : JsonNumber.FromUInt64(_number);
}

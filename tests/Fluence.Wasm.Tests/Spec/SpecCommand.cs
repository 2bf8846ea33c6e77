using System.Text.Json.Serialization;

namespace Fluence.Wasm.Tests.Spec;

/// <summary>A value as the suite writes it.</summary>
internal sealed record SpecValue
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "";

    /// <summary>The bits as a decimal number, a kind of NaN, or for a vector the lanes.</summary>
    [JsonPropertyName("value")]
    public System.Text.Json.JsonElement Value { get; init; }

    [JsonPropertyName("lane_type")]
    public string? LaneType { get; init; }
}

/// <summary>A call of a function, or a look at a global.</summary>
internal sealed record SpecAction
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "";

    [JsonPropertyName("module")]
    public string? Module { get; init; }

    [JsonPropertyName("field")]
    public string Field { get; init; } = "";

    [JsonPropertyName("args")]
    public SpecValue[] Arguments { get; init; } = [];
}

/// <summary>A step of a test file.</summary>
internal sealed record SpecCommand
{
    [JsonPropertyName("type")]
    public string Type { get; init; } = "";

    [JsonPropertyName("line")]
    public int Line { get; init; }

    [JsonPropertyName("name")]
    public string? Name { get; init; }

    [JsonPropertyName("as")]
    public string? As { get; init; }

    [JsonPropertyName("filename")]
    public string? FileName { get; init; }

    [JsonPropertyName("module_type")]
    public string? ModuleType { get; init; }

    [JsonPropertyName("text")]
    public string? Text { get; init; }

    [JsonPropertyName("action")]
    public SpecAction? Action { get; init; }

    [JsonPropertyName("expected")]
    public SpecValue[] Expected { get; init; } = [];
}

/// <summary>A test file.</summary>
internal sealed record SpecFile
{
    [JsonPropertyName("commands")]
    public SpecCommand[] Commands { get; init; } = [];
}

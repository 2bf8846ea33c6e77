using System.Collections.Immutable;
using System.Text.Json;

namespace Fluence.Projects.Building.Rust;

/// <summary>A WebAssembly file that cargo has made, or found unchanged.</summary>
/// <param name="File">Its absolute path.</param>
/// <param name="Name">The name of the cargo target.</param>
/// <param name="Kind">What kind of target it is: <c>bin</c>, <c>cdylib</c> or <c>test</c>.</param>
/// <param name="Manifest">The absolute path of its <c>Cargo.toml</c>.</param>
/// <param name="IsTest">Whether it was built as tests.</param>
/// <param name="IsFresh">Whether nothing had to be compiled.</param>
internal sealed record CargoArtifact(string File, string Name, string Kind, string Manifest, bool IsTest, bool IsFresh)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads cargo's messages, one JSON object a line; lines that are no messages about artifacts are left out.</summary>
    public static ImmutableArray<CargoArtifact> Read(string messages) =>
        [.. messages.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(ReadLine)];

    private static IEnumerable<CargoArtifact> ReadLine(string line)
    {
        if (Parse(line) is not { Reason: "compiler-artifact", Target: { Kind: [var kind, ..], Name: { } name } } message
            || message.ManifestPath is null || message.Profile is null)
        {
            return [];
        }

        return (message.Filenames ?? []).Where(static file => file.EndsWith(".wasm", StringComparison.Ordinal))
            .Select(file => new CargoArtifact(file, name, kind, message.ManifestPath, message.Profile.Test, message.Fresh));
    }

    /// <summary>The message in a line; null if it holds none, as what build scripts print.</summary>
    private static Message? Parse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonSerializer.Deserialize<Message>(line, Json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Message(
        string? Reason, string? ManifestPath, MessageTarget? Target, MessageProfile? Profile, string[]? Filenames, bool Fresh);

    private sealed record MessageTarget(string[]? Kind, string? Name);

    private sealed record MessageProfile(bool Test);
}

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
    /// <summary>Reads cargo's messages, one JSON object a line; those that are no artifacts are left out.</summary>
    public static ImmutableArray<CargoArtifact> Read(string messages) =>
        [.. messages.Split('\n', StringSplitOptions.RemoveEmptyEntries).SelectMany(ReadLine)];

    private static IEnumerable<CargoArtifact> ReadLine(string line)
    {
        if (!line.StartsWith('{'))
        {
            yield break;
        }

        using JsonDocument document = JsonDocument.Parse(line);
        JsonElement message = document.RootElement;
        if (message.GetProperty("reason").GetString() != "compiler-artifact")
        {
            yield break;
        }

        JsonElement target = message.GetProperty("target");
        foreach (string file in message.GetProperty("filenames").EnumerateArray().Select(static file => file.GetString()!)
            .Where(static file => file.EndsWith(".wasm", StringComparison.Ordinal)))
        {
            yield return new CargoArtifact(
                file, target.GetProperty("name").GetString()!, target.GetProperty("kind")[0].GetString()!,
                message.GetProperty("manifest_path").GetString()!, message.GetProperty("profile").GetProperty("test").GetBoolean(),
                message.GetProperty("fresh").GetBoolean());
        }
    }
}

using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.AquaVM;

namespace Fluence.Particles.Recording;

/// <summary>
/// Invokes in a folder, one file each, numbered in their order: <c>00000001-‹peer›.json</c> with <c>peer</c>, <c>request</c> and
/// <c>outcome</c>. <c>fluence avm trace</c> replays them.
/// </summary>
public static class InvokeRecording
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The files of a recording, in the order of the invokes; none when there is no recording in the folder.</summary>
    public static IReadOnlyList<string> FilesOf(string folder) => Directory.Exists(folder)
        ? [.. Directory.GetFiles(folder, "*-*.json").Where(IsNumbered).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Writes one invoke and gives the length of its file, in bytes.</summary>
    /// <param name="folder">Where to; it must exist.</param>
    /// <param name="number">The invoke's place among those in the folder.</param>
    /// <param name="peer">The name of the peer for people.</param>
    /// <param name="request">What the interpreter got.</param>
    /// <param name="outcome">What it made of it.</param>
    /// <param name="withKey">Whether to write the peer's secret key too.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static long Write(string folder, long number, string peer, InvokeRequest request, InvokeOutcome outcome, bool withKey)
    {
        string name = string.Concat(peer.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        string path = Path.Combine(folder, $"{number.ToString("d8", CultureInfo.InvariantCulture)}-{name}.json");
        using FileStream file = File.Create(path);
        using (Utf8JsonWriter writer = new(file, Readable))
        {
            writer.WriteStartObject();
            writer.WriteString("peer", peer);
            writer.WritePropertyName("request");
            RequestJson.Write(writer, request, withKey);
            writer.WritePropertyName("outcome");
            OutcomeJson.Write(writer, outcome);
            writer.WriteEndObject();
        }

        return file.Position;
    }

    private static bool IsNumbered(string file) => char.IsAsciiDigit(Path.GetFileName(file)[0]);
}

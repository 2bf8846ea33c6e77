using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm.Recording;

/// <summary>
/// Writes invokes into a folder, one file each, numbered in their order: <c>0001-‹peer›.json</c> with <c>peer</c>, <c>request</c> and
/// <c>outcome</c> in the forms of <c>avm invoke</c>. Requests hold the peer's secret key.
/// </summary>
internal sealed class InvokeRecorder
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string _folder;
    private int _count;

    /// <param name="folder">Where to; it is made, and must hold no recording yet.</param>
    /// <exception cref="CommandException">There is a recording already.</exception>
    public InvokeRecorder(string folder)
    {
        Directory.CreateDirectory(folder);
        if (RecordedInvoke.FilesOf(folder).Length > 0)
        {
            throw new CommandException($"{folder} holds a recording already; name another folder");
        }

        _folder = folder;
    }

    /// <summary>Writes one invoke.</summary>
    /// <param name="peer">The name of the peer for people.</param>
    /// <param name="request">What the interpreter got.</param>
    /// <param name="outcome">What it made of it.</param>
    public void Record(string peer, InvokeRequest request, InvokeOutcome outcome)
    {
        _count++;
        string number = _count.ToString("d4", CultureInfo.InvariantCulture);
        string name = string.Concat(peer.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_'));
        using FileStream file = File.Create(Path.Combine(_folder, $"{number}-{name}.json"));
        using Utf8JsonWriter writer = new(file, Readable);
        writer.WriteStartObject();
        writer.WriteString("peer", peer);
        writer.WritePropertyName("request");
        RequestJson.Write(writer, request);
        writer.WritePropertyName("outcome");
        InvokeJson.Write(writer, outcome);
        writer.WriteEndObject();
    }
}

using System.Text;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm.Recording;

/// <summary>One invoke of a recording.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Peer">The name of the peer.</param>
/// <param name="Request">What the interpreter got.</param>
/// <param name="RetCode">The code that it returned then.</param>
/// <param name="ErrorMessage">The error that it returned then.</param>
/// <param name="Data">The data that it returned then.</param>
internal sealed record RecordedInvoke(
    string File, string Peer, InvokeRequest Request, int RetCode, string ErrorMessage, ReadOnlyMemory<byte> Data)
{
    /// <summary>The files of a recording, in the order of the invokes.</summary>
    public static string[] FilesOf(string folder) =>
        [.. Directory.GetFiles(folder, "*-*.json").Where(IsNumbered).Order(StringComparer.Ordinal)];

    /// <summary>Reads one file.</summary>
    /// <exception cref="CommandException">It is no recorded invoke; the message says why.</exception>
    public static RecordedInvoke Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
            JsonElement invoke = document.RootElement, outcome = invoke.GetProperty("outcome");
            return new RecordedInvoke(
                Path.GetFileName(file),
                invoke.GetProperty("peer").GetString() ?? "",
                RequestJson.Read(Encoding.UTF8.GetBytes(invoke.GetProperty("request").GetRawText())),
                outcome.GetProperty("ret_code").GetInt32(),
                outcome.GetProperty("error_message").GetString() ?? "",
                outcome.GetProperty("data").GetBytesFromBase64());
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CommandException($"{file} is no recorded invoke: {wrong.Message}");
        }
    }

    private static bool IsNumbered(string file) => char.IsAsciiDigit(Path.GetFileName(file)[0]);
}

using System.Text;
using System.Text.Json;
using Fluence.AquaVM;

namespace Fluence.Particles.Recording;

/// <summary>One invoke of a recording.</summary>
/// <param name="File">The name of its file.</param>
/// <param name="Peer">The name of the peer.</param>
/// <param name="Request">What the interpreter got; the secret key is empty when it was not recorded.</param>
/// <param name="RetCode">The code that it returned then.</param>
/// <param name="ErrorMessage">The error that it returned then.</param>
/// <param name="Data">The data that it returned then.</param>
public sealed record RecordedInvoke(
    string File, string Peer, InvokeRequest Request, int RetCode, string ErrorMessage, ReadOnlyMemory<byte> Data)
{
    /// <summary>Whether the key was recorded, so that a replay makes the same signatures.</summary>
    public bool HasKey => !Request.Parameters.SecretKey.IsEmpty;

    /// <summary>Reads one file.</summary>
    /// <exception cref="InvalidDataException">It is no recorded invoke; the message says why.</exception>
    public static RecordedInvoke Read(string file)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(System.IO.File.ReadAllBytes(file));
            JsonElement invoke = document.RootElement, outcome = invoke.GetProperty("outcome");
            return new RecordedInvoke(
                Path.GetFileName(file),
                invoke.GetProperty("peer").GetString() ?? "",
                RequestJson.Read(Encoding.UTF8.GetBytes(invoke.GetProperty("request").GetRawText()), isKeyOptional: true),
                outcome.GetProperty("ret_code").GetInt32(),
                outcome.GetProperty("error_message").GetString() ?? "",
                outcome.GetProperty("data").GetBytesFromBase64());
        }
        catch (Exception wrong) when (wrong is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new InvalidDataException($"{file} is no recorded invoke: {wrong.Message}", wrong);
        }
    }
}

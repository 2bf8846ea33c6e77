using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.Particles.Recording;

namespace Fluence.Cli.Avm;

/// <summary>
/// One invoke as JSON in and JSON out, for programs in any language. Byte strings are base64. A request that cannot be read is answered
/// <c>{"error":"…"}</c>.
/// </summary>
internal static class InvokeJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Runs the request and returns the answer as one line.</summary>
    public static byte[] Run(AquaVm vm, ReadOnlyMemory<byte> line)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer, Plain))
        {
            if (TryRead(line, out InvokeRequest? request, out string? error))
            {
                OutcomeJson.Write(writer, vm.Invoke(request));
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteString("error", $"the request cannot be read: {error}");
                writer.WriteEndObject();
            }
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static bool TryRead(
        ReadOnlyMemory<byte> line, [NotNullWhen(true)] out InvokeRequest? request, [NotNullWhen(false)] out string? error)
    {
        try
        {
            (request, error) = (RequestJson.Read(line), null);
            return true;
        }
        catch (JsonException malformed)
        {
            (request, error) = (null, malformed.Message);
            return false;
        }
    }
}

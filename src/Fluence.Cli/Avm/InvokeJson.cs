using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

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
                Write(writer, vm.Invoke(request));
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

    /// <summary>Writes an outcome as an object.</summary>
    public static void Write(Utf8JsonWriter writer, InvokeOutcome outcome)
    {
        writer.WriteStartObject();
        writer.WriteNumber("ret_code", outcome.RetCode);
        writer.WriteString("error_message", outcome.ErrorMessage);
        writer.WriteBase64String("data", outcome.Data.Span);
        writer.WriteStartArray("next_peer_pks");
        foreach (string peer in outcome.NextPeers)
        {
            writer.WriteStringValue(peer);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("call_requests");
        foreach ((uint callId, CallRequest request) in outcome.CallRequests)
        {
            WriteRequest(writer, callId, request);
        }

        writer.WriteEndObject();
        writer.WriteBoolean("air_size_limit_exceeded", outcome.Flags.HasFlag(SizeLimitFlags.Air));
        writer.WriteBoolean("particle_size_limit_exceeded", outcome.Flags.HasFlag(SizeLimitFlags.Particle));
        writer.WriteBoolean("call_result_size_limit_exceeded", outcome.Flags.HasFlag(SizeLimitFlags.CallResult));
        writer.WriteEndObject();
    }

    private static void WriteRequest(Utf8JsonWriter writer, uint callId, CallRequest request)
    {
        writer.WriteStartObject(callId.ToString(System.Globalization.CultureInfo.InvariantCulture));
        writer.WriteString("service_id", request.ServiceId);
        writer.WriteString("function_name", request.FunctionName);
        writer.WritePropertyName("arguments");
        writer.WriteRawValue(new JsonArray(request.Arguments).ToUtf8(), skipInputValidation: true);
        writer.WriteStartArray("tetraplets");
        foreach (IReadOnlyList<SecurityTetraplet> argument in request.Tetraplets)
        {
            writer.WriteStartArray();
            foreach (SecurityTetraplet tetraplet in argument)
            {
                writer.WriteStartObject();
                writer.WriteString("peer_pk", tetraplet.PeerPk);
                writer.WriteString("service_id", tetraplet.ServiceId);
                writer.WriteString("function_name", tetraplet.FunctionName);
                writer.WriteString("lens", tetraplet.Lens);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}

using System.Buffers;
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
            try
            {
                using JsonDocument document = JsonDocument.Parse(line);
                Write(writer, vm.Invoke(ReadRequest(document.RootElement)));
            }
            catch (Exception malformed) when (malformed is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
            {
                writer.Reset();
                buffer.Clear();
                writer.WriteStartObject();
                writer.WriteString("error", $"the request cannot be read: {malformed.Message}");
                writer.WriteEndObject();
            }
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static InvokeRequest ReadRequest(JsonElement request)
    {
        JsonElement parameters = request.GetProperty("params");
        SizeLimits defaults = SizeLimits.Default;
        RunParameters run = new(
            parameters.GetProperty("init_peer_id").GetString() ?? "",
            parameters.GetProperty("current_peer_id").GetString() ?? "",
            parameters.GetProperty("timestamp").GetUInt64(),
            parameters.GetProperty("ttl").GetUInt32(),
            parameters.GetProperty("particle_id").GetString() ?? "",
            Optional(parameters, "key_format", value => value.GetByte(), (byte)0),
            parameters.GetProperty("secret_key_bytes").GetBytesFromBase64(),
            new SizeLimits(
                Optional(parameters, "air_size_limit", value => value.GetUInt64(), defaults.Air),
                Optional(parameters, "particle_size_limit", value => value.GetUInt64(), defaults.Particle),
                Optional(parameters, "call_result_size_limit", value => value.GetUInt64(), defaults.CallResult),
                Optional(parameters, "hard_limit_enabled", value => value.GetBoolean(), defaults.Hard)));
        return new InvokeRequest(
            request.GetProperty("air").GetString() ?? "",
            Optional(request, "prev_data", value => value.GetBytesFromBase64(), []),
            Optional(request, "data", value => value.GetBytesFromBase64(), []),
            run,
            Optional(request, "call_results", ReadCallResults, []));
    }

    private static Dictionary<uint, CallResult> ReadCallResults(JsonElement results) => results.EnumerateObject().ToDictionary(
        entry => uint.Parse(entry.Name, System.Globalization.CultureInfo.InvariantCulture),
        entry => new CallResult(entry.Value.GetProperty("ret_code").GetInt32(), entry.Value.GetProperty("result").GetString() ?? ""));

    private static T Optional<T>(JsonElement parent, string name, Func<JsonElement, T> read, T fallback) =>
        parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null ? read(value) : fallback;

    private static void Write(Utf8JsonWriter writer, InvokeOutcome outcome)
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
        writer.WriteRawValue(new JsonArray(request.Arguments).ToUtf8());
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

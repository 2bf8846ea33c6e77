using System.Globalization;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.AquaVM.Data;
using Fluence.Primitives.Json;

namespace Fluence.Particles.Recording;

/// <summary>The JSON form of an invoke's outcome, for <c>avm invoke</c> and recordings. Byte strings are base64.</summary>
public static class OutcomeJson
{
    /// <summary>Writes an outcome as an object.</summary>
    public static void Write(Utf8JsonWriter writer, InvokeOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(outcome);
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
        writer.WriteStartObject(callId.ToString(CultureInfo.InvariantCulture));
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

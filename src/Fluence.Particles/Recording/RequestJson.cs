using System.Globalization;
using System.Text.Json;
using Fluence.AquaVM;

namespace Fluence.Particles.Recording;

/// <summary>
/// The JSON form of an invoke's request, for <c>avm invoke</c> and recordings. Byte strings are base64; all but <c>air</c> and
/// <c>params</c> may be absent.
/// </summary>
public static class RequestJson
{
    /// <summary>Reads a request.</summary>
    /// <param name="line">JSON text, UTF-8.</param>
    /// <param name="isKeyOptional">Whether the secret key may be absent; it is empty then.</param>
    /// <exception cref="JsonException">The line is no JSON, or an entry is missing or of the wrong kind; the message names it.</exception>
    public static InvokeRequest Read(ReadOnlyMemory<byte> line, bool isKeyOptional = false)
    {
        using JsonDocument document = JsonDocument.Parse(line);
        Entries request = new(document.RootElement, "");
        Entries run = request.Required("params", value => new Entries(value, "params."), "an object");
        SizeLimits defaults = SizeLimits.Default;
        return new InvokeRequest(
            request.Required("air", Text, "a string"),
            request.Optional("prev_data", Bytes, [], "base64"),
            request.Optional("data", Bytes, [], "base64"),
            new RunParameters(
                run.Required("init_peer_id", Text, "a string"),
                run.Required("current_peer_id", Text, "a string"),
                run.Required("timestamp", value => value.GetUInt64(), "an integer"),
                run.Required("ttl", value => value.GetUInt32(), "an integer of 32 bits"),
                run.Required("particle_id", Text, "a string"),
                run.Optional("key_format", value => value.GetByte(), (byte)0, "an integer of 8 bits"),
                isKeyOptional ? run.Optional("secret_key_bytes", Bytes, [], "base64") : run.Required("secret_key_bytes", Bytes, "base64"),
                new SizeLimits(
                    run.Optional("air_size_limit", value => value.GetUInt64(), defaults.Air, "an integer"),
                    run.Optional("particle_size_limit", value => value.GetUInt64(), defaults.Particle, "an integer"),
                    run.Optional("call_result_size_limit", value => value.GetUInt64(), defaults.CallResult, "an integer"),
                    run.Optional("hard_limit_enabled", value => value.GetBoolean(), defaults.Hard, "true or false"))),
            request.Optional("call_results", CallResults, [], "an object of results by call id"));
    }

    /// <summary>Writes a request as an object that <see cref="Read"/> reads.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="request">The request.</param>
    /// <param name="withKey">Whether to write the peer's secret key; without it the request cannot be signed again.</param>
    public static void Write(Utf8JsonWriter writer, InvokeRequest request, bool withKey)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(request);
        RunParameters run = request.Parameters;
        writer.WriteStartObject();
        writer.WriteString("air", request.Air);
        writer.WriteBase64String("prev_data", request.PreviousData.Span);
        writer.WriteBase64String("data", request.CurrentData.Span);
        writer.WriteStartObject("params");
        writer.WriteString("init_peer_id", run.InitPeerId);
        writer.WriteString("current_peer_id", run.CurrentPeerId);
        writer.WriteNumber("timestamp", run.Timestamp);
        writer.WriteNumber("ttl", run.Ttl);
        writer.WriteString("particle_id", run.ParticleId);
        writer.WriteNumber("key_format", run.KeyFormat);
        if (withKey)
        {
            writer.WriteBase64String("secret_key_bytes", run.SecretKey.Span);
        }

        writer.WriteNumber("air_size_limit", run.Limits.Air);
        writer.WriteNumber("particle_size_limit", run.Limits.Particle);
        writer.WriteNumber("call_result_size_limit", run.Limits.CallResult);
        writer.WriteBoolean("hard_limit_enabled", run.Limits.Hard);
        writer.WriteEndObject();
        writer.WriteStartObject("call_results");
        foreach ((uint callId, CallResult result) in request.CallResults)
        {
            writer.WriteStartObject(callId.ToString(CultureInfo.InvariantCulture));
            writer.WriteNumber("ret_code", result.RetCode);
            writer.WriteString("result", result.Result);
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    private static Dictionary<uint, CallResult> CallResults(JsonElement results)
    {
        Dictionary<uint, CallResult> read = [];
        foreach (JsonProperty entry in results.EnumerateObject())
        {
            uint id = uint.TryParse(entry.Name, NumberStyles.None, CultureInfo.InvariantCulture, out uint number)
                ? number : throw new JsonException($"'{entry.Name}' in call_results is no call id");
            Entries result = new(entry.Value, $"call_results.{id}.");
            read[id] = new CallResult(
                result.Required("ret_code", value => value.GetInt32(), "an integer of 32 bits"),
                result.Required("result", Text, "a string"));
        }

        return read;
    }

    private static string Text(JsonElement value) => value.GetString() ?? throw new FormatException();

    private static byte[] Bytes(JsonElement value) => value.GetBytesFromBase64();

    private readonly struct Entries
    {
        private readonly JsonElement _parent;
        private readonly string _path;

        public Entries(JsonElement parent, string path)
        {
            _parent = parent.ValueKind == JsonValueKind.Object
                ? parent : throw new JsonException($"{(path.Length == 0 ? "the request" : path.TrimEnd('.'))} is not an object");
            _path = path;
        }

        public T Required<T>(string name, Func<JsonElement, T> read, string expected) => _parent.TryGetProperty(name, out JsonElement value)
            ? Read(name, value, read, expected)
            : throw new JsonException($"{_path}{name} is missing");

        public T Optional<T>(string name, Func<JsonElement, T> read, T fallback, string expected) =>
            _parent.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
                ? Read(name, value, read, expected)
                : fallback;

        private T Read<T>(string name, JsonElement value, Func<JsonElement, T> read, string expected)
        {
            try
            {
                return read(value);
            }
            catch (Exception wrong) when (wrong is InvalidOperationException or FormatException)
            {
                throw new JsonException($"{_path}{name} is not {expected}");
            }
        }
    }
}

using System.Globalization;
using System.Text.Json;
using Fluence.AquaVM;

namespace Fluence.Cli.Avm;

/// <summary>Reads the JSON form of an invoke's request.</summary>
internal static class RequestJson
{
    /// <exception cref="JsonException">The line is no JSON, or an entry is missing or of the wrong kind; the message names it.</exception>
    public static InvokeRequest Read(ReadOnlyMemory<byte> line)
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
                run.Required("secret_key_bytes", Bytes, "base64"),
                new SizeLimits(
                    run.Optional("air_size_limit", value => value.GetUInt64(), defaults.Air, "an integer"),
                    run.Optional("particle_size_limit", value => value.GetUInt64(), defaults.Particle, "an integer"),
                    run.Optional("call_result_size_limit", value => value.GetUInt64(), defaults.CallResult, "an integer"),
                    run.Optional("hard_limit_enabled", value => value.GetBoolean(), defaults.Hard, "true or false"))),
            request.Optional("call_results", CallResults, [], "an object of results by call id"));
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

using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Fluence.Proofs.Capacity.Rpc;

/// <summary>
/// Answers requests by JSON-RPC 2.0, one or several in an array, with the methods <c>ccp_…</c> of the original prover. Parameters come by
/// name or in order. For any number of threads.
/// </summary>
/// <param name="prover">Who does the work.</param>
/// <param name="logger">Told of failures.</param>
internal sealed partial class ProverRpc(CapacityProver prover, ILogger logger)
{
    private const int MaxBatch = 100;

    private readonly FrozenDictionary<string, RpcMethod> _methods = ProverMethods.Of(prover);

    /// <summary>Answers.</summary>
    /// <param name="request">The request's text.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>The answer's text; empty where none is wanted.</returns>
    public async Task<ReadOnlyMemory<byte>> AnswerAsync(ReadOnlyMemory<byte> request, CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> text = new();
        await using Utf8JsonWriter json = new(text);
        try
        {
            using JsonDocument document = JsonDocument.Parse(request);
            JsonElement root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Array)
            {
                await AnswerAsync(root, json, cancellation);
            }
            else if (root.GetArrayLength() is 0 or > MaxBatch)
            {
                WriteError(json, default, new RpcException(RpcException.InvalidRequest, $"a batch has 1 to {MaxBatch} requests"));
            }
            else
            {
                json.WriteStartArray();
                foreach (JsonElement each in root.EnumerateArray())
                {
                    await AnswerAsync(each, json, cancellation);
                }

                json.WriteEndArray();
            }
        }
        catch (JsonException malformed)
        {
            WriteError(json, default, new RpcException(RpcException.ParseError, $"the request is no JSON: {malformed.Message}"));
        }

        await json.FlushAsync(cancellation);
        return text.WrittenMemory.Span.SequenceEqual("[]"u8) ? ReadOnlyMemory<byte>.Empty : text.WrittenMemory;
    }

    private async Task AnswerAsync(JsonElement request, Utf8JsonWriter json, CancellationToken cancellation)
    {
        JsonElement id = request.ValueKind == JsonValueKind.Object && request.TryGetProperty("id", out JsonElement given) ? given : default;
        try
        {
            if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("method", out JsonElement method)
                || method.ValueKind != JsonValueKind.String
                || id.ValueKind is not (JsonValueKind.Undefined or JsonValueKind.Null or JsonValueKind.String or JsonValueKind.Number))
            {
                throw new RpcException(RpcException.InvalidRequest, "a request is an object with a method, and a number or text as id");
            }

            if (!_methods.TryGetValue(method.GetString()!, out RpcMethod? call))
            {
                throw new RpcException(RpcException.MethodNotFound,
                    $"there is no method '{Shorten(method.GetString()!)}'; there are {string.Join(", ", _methods.Keys.Order())}");
            }

            request.TryGetProperty("params", out JsonElement parameters);
            Action<Utf8JsonWriter> write = await call(new RpcParameters(parameters), cancellation);
            if (id.ValueKind != JsonValueKind.Undefined)
            {
                WriteHead(json, id);
                json.WritePropertyName("result");
                write(json);
                json.WriteEndObject();
            }
        }
        catch (RpcException wrong)
        {
            WriteError(json, id, wrong);
        }
        catch (ProverException failure)
        {
            LogFailed(failure.Message);
            WriteError(json, id, new RpcException(RpcException.ProverError, failure.Message));
        }
    }

    private static void WriteError(Utf8JsonWriter json, JsonElement id, RpcException error)
    {
        WriteHead(json, id);
        json.WriteStartObject("error");
        json.WriteNumber("code", error.Code);
        json.WriteString("message", error.Message);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteHead(Utf8JsonWriter json, JsonElement id)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc", "2.0");
        json.WritePropertyName("id");
        if (id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            id.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }
    }

    private static string Shorten(string name) => name.Length <= 64 ? name : $"{name[..64]}…";

    [LoggerMessage(EventId = 6130, Level = LogLevel.Error, Message = "a request failed: {Reason}")]
    private partial void LogFailed(string reason);
}

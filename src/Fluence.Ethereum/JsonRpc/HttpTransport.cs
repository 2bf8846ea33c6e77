using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>Requests by HTTP POST; several together go as one batch.</summary>
internal sealed class HttpTransport : IRpcTransport
{
    private readonly HttpClient _http;
    private readonly Uri _url;
    private readonly RpcOptions _options;
    private long _nextId;

    public HttpTransport(Uri url, RpcOptions options)
    {
        _url = url;
        _options = options;
        _http = new HttpClient(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromMinutes(1) })
        {
            Timeout = options.Timeout,
            MaxResponseContentBufferSize = options.MaxAnswerBytes,
        };
    }

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation)
    {
        if (requests.Count == 0)
        {
            return [];
        }

        long firstId = Interlocked.Add(ref _nextId, requests.Count) - requests.Count;
        using ByteArrayContent content = new(Write(requests, firstId));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        try
        {
            using HttpResponseMessage response = await _http.PostAsync(_url, content, cancellation);
            byte[] body = await response.Content.ReadAsByteArrayAsync(cancellation);
            if (response.StatusCode == HttpStatusCode.TooManyRequests || (int)response.StatusCode >= 500)
            {
                throw new RpcUnavailableException($"{Name} answered HTTP {(int)response.StatusCode}");
            }

            return Read(body, requests.Count, firstId) ?? throw new RpcUnavailableException(
                $"{Name} answered HTTP {(int)response.StatusCode} with something that is not JSON-RPC");
        }
        catch (HttpRequestException large) when (large.HttpRequestError == HttpRequestError.ConfigurationLimitExceeded)
        {
            throw new RpcAnswerTooLargeException(Name, _options.MaxAnswerBytes, large);
        }
        catch (HttpRequestException failure)
        {
            throw new RpcUnavailableException($"{Name} cannot be reached: {failure.Message}", failure);
        }
        catch (OperationCanceledException late) when (!cancellation.IsCancellationRequested)
        {
            throw new RpcUnavailableException($"{Name} did not answer within {_options.Timeout.TotalSeconds} s", late);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    // a password or key in the URL is not for messages
    private string Name => $"{_url.Scheme}://{_url.Authority}";

    private static byte[] Write(IReadOnlyList<RpcRequest> requests, long firstId)
    {
        ArrayBufferWriter<byte> buffer = new();
        using Utf8JsonWriter writer = new(buffer);
        if (requests is [RpcRequest only])
        {
            only.Write(writer, firstId);
        }
        else
        {
            writer.WriteStartArray();
            for (int i = 0; i < requests.Count; i++)
            {
                requests[i].Write(writer, firstId + i);
            }

            writer.WriteEndArray();
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static RpcAnswer[]? Read(byte[] body, int count, long firstId)
    {
        JsonElement message;
        try
        {
            message = JsonSerializer.Deserialize<JsonElement>(body);
        }
        catch (JsonException)
        {
            return null;
        }

        if (message.ValueKind != JsonValueKind.Array)
        {
            bool isAnswer = RpcAnswer.TryRead(message, out long id, out RpcAnswer answer);

            // an endpoint that refuses a batch, or a request that it cannot read, answers with one error
            RpcError? refusal = answer.Error
                ?? (message.ValueKind == JsonValueKind.Object && message.TryGetProperty("error", out JsonElement error)
                    ? RpcError.Read(error) : null);
            return refusal is not null ? [.. Enumerable.Repeat(new RpcAnswer(default, refusal), count)]
                : isAnswer && count == 1 && id == firstId ? [answer] : null;
        }

        RpcAnswer?[] answers = new RpcAnswer?[count];
        foreach (JsonElement each in message.EnumerateArray())
        {
            if (RpcAnswer.TryRead(each, out long id, out RpcAnswer answer) && id >= firstId && id < firstId + count)
            {
                answers[id - firstId] = answer;
            }
        }

        return Array.TrueForAll(answers, static each => each is not null) ? Array.ConvertAll(answers, static each => each!.Value) : null;
    }
}

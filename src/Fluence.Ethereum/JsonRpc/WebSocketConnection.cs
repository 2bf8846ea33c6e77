using System.Buffers;
using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;
using System.Threading.Channels;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>One open WebSocket: a loop that reads, and writers in turn. When it is lost everything that waits on it fails.</summary>
internal sealed class WebSocketConnection : IAsyncDisposable
{
    private readonly ClientWebSocket _socket;
    private readonly RpcOptions _options;
    private readonly string _name;
    private readonly ConcurrentDictionary<long, Waiting> _waiting = new();
    private readonly ConcurrentDictionary<string, Channel<JsonElement>> _subscriptions = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _writing = new(1, 1);
    private readonly CancellationTokenSource _closed = new();
    private readonly Task _reading;
    private RpcUnavailableException? _end;
    private long _nextId;

    public WebSocketConnection(ClientWebSocket socket, Uri url, RpcOptions options)
    {
        _socket = socket;
        _options = options;
        _name = $"{url.Scheme}://{url.Authority}";
        _reading = ReadAsync();
    }

    public bool IsOpen => _socket.State == WebSocketState.Open && !_closed.IsCancellationRequested;

    public async Task<RpcAnswer> RequestAsync(RpcRequest request, CancellationToken cancellation) =>
        await SendAsync(request, null, cancellation);

    public async Task<IAsyncEnumerable<JsonElement>> SubscribeAsync(RpcRequest request, CancellationToken cancellation)
    {
        Channel<JsonElement> channel = Channel.CreateBounded<JsonElement>(_options.MaxWaitingNotifications);
        RpcAnswer answer = await SendAsync(request, channel, cancellation);
        answer.OrThrow(request.Method);
        return channel.Reader.ReadAllAsync(cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _closed.CancelAsync();
        await _reading;
        _socket.Dispose();
    }

    private async Task<RpcAnswer> SendAsync(RpcRequest request, Channel<JsonElement>? notifications, CancellationToken cancellation)
    {
        long id = Interlocked.Increment(ref _nextId);
        Waiting waiting = new(new TaskCompletionSource<RpcAnswer>(TaskCreationOptions.RunContinuationsAsynchronously), notifications);
        _waiting[id] = waiting;
        try
        {
            await WriteAsync(request, id, cancellation);
            if (_closed.IsCancellationRequested)
            {
                throw Lost(null);
            }

            return await waiting.Answer.Task.WaitAsync(_options.Timeout, _options.Time, cancellation);
        }
        catch (TimeoutException late)
        {
            throw new RpcUnavailableException($"{_name} did not answer within {_options.Timeout.TotalSeconds} s", late);
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private async Task WriteAsync(RpcRequest request, long id, CancellationToken cancellation)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            request.Write(writer, id);
        }

        await _writing.WaitAsync(cancellation);
        try
        {
            // half a message would spoil the connection, so only its end stops a write
            await _socket.SendAsync(buffer.WrittenMemory, WebSocketMessageType.Text, true, _closed.Token);
        }
        catch (Exception failure) when (
            failure is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException)
        {
            throw Lost(failure);
        }
        finally
        {
            _writing.Release();
        }
    }

    private async Task ReadAsync()
    {
        Exception? failure = null;
        try
        {
            ArrayBufferWriter<byte> message = new();
            while (await ReceiveAsync(message))
            {
                await HandleAsync(JsonSerializer.Deserialize<JsonElement>(message.WrittenSpan));
                message.ResetWrittenCount();
            }
        }
        catch (Exception end) when (end is WebSocketException or IOException or OperationCanceledException or JsonException)
        {
            failure = end;
        }

        // before the end is visible: what is being written fails with it
        _end = failure as RpcAnswerTooLargeException ?? Lost(failure);
        await _closed.CancelAsync();
        foreach (Waiting waiting in _waiting.Values)
        {
            waiting.Answer.TrySetException(_end);
        }

        foreach (Channel<JsonElement> subscription in _subscriptions.Values)
        {
            subscription.Writer.TryComplete(_end);
        }
    }

    private async Task<bool> ReceiveAsync(ArrayBufferWriter<byte> message)
    {
        while (true)
        {
            ValueWebSocketReceiveResult part = await _socket.ReceiveAsync(message.GetMemory(16 << 10), _closed.Token);
            message.Advance(part.Count);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                return false;
            }

            if (message.WrittenCount > _options.MaxAnswerBytes)
            {
                throw new RpcAnswerTooLargeException(_name, _options.MaxAnswerBytes);
            }

            if (part.EndOfMessage)
            {
                return true;
            }
        }
    }

    private async Task HandleAsync(JsonElement message)
    {
        if (RpcAnswer.TryRead(message, out long id, out RpcAnswer answer))
        {
            if (_waiting.TryRemove(id, out Waiting waiting))
            {
                if (waiting.Notifications is { } channel && answer is { Error: null, Result.ValueKind: JsonValueKind.String })
                {
                    _subscriptions[answer.Result.GetString()!] = channel;
                }

                waiting.Answer.TrySetResult(answer);
            }
        }
        else if (message.ValueKind == JsonValueKind.Object
            && message.TryGetProperty("params", out JsonElement content) && content.ValueKind == JsonValueKind.Object
            && content.TryGetProperty("subscription", out JsonElement name) && name.ValueKind == JsonValueKind.String
            && content.TryGetProperty("result", out JsonElement result)
            && _subscriptions.TryGetValue(name.GetString()!, out Channel<JsonElement>? subscription))
        {
            await subscription.Writer.WriteAsync(result, _closed.Token);
        }
    }

    private RpcUnavailableException Lost(Exception? failure) =>
        _end ?? new($"the connection to {_name} was lost{(failure is null ? "" : $": {failure.Message}")}", failure);

    private readonly record struct Waiting(TaskCompletionSource<RpcAnswer> Answer, Channel<JsonElement>? Notifications);
}

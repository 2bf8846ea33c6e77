using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fluence.Ethereum.JsonRpc;

/// <summary>Requests and subscriptions over a WebSocket, which is opened when it is needed and again when it is lost.</summary>
internal sealed class WebSocketTransport(Uri url, RpcOptions options) : ISubscribingTransport
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private readonly CancellationTokenSource _disposed = new();
    private WebSocketConnection? _connection;

    public async Task<IReadOnlyList<RpcAnswer>> SendAsync(IReadOnlyList<RpcRequest> requests, CancellationToken cancellation)
    {
        WebSocketConnection connection = await ConnectAsync(cancellation);
        return await Task.WhenAll(requests.Select(request => connection.RequestAsync(request, cancellation)));
    }

    public async Task<IAsyncEnumerable<JsonElement>> SubscribeAsync(IReadOnlyList<JsonNode?> parameters, CancellationToken cancellation)
    {
        WebSocketConnection connection = await ConnectAsync(cancellation);
        return await connection.SubscribeAsync(new RpcRequest("eth_subscribe", [.. parameters]), cancellation);
    }

    public async ValueTask DisposeAsync()
    {
        await _disposed.CancelAsync();
        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }
    }

    private async Task<WebSocketConnection> ConnectAsync(CancellationToken cancellation)
    {
        ObjectDisposedException.ThrowIf(_disposed.IsCancellationRequested, this);
        if (_connection is { IsOpen: true } open)
        {
            return open;
        }

        await _opening.WaitAsync(cancellation);
        try
        {
            if (_connection is { } present)
            {
                if (present.IsOpen)
                {
                    return present;
                }

                await present.DisposeAsync();
            }

            _connection = new WebSocketConnection(await OpenAsync(cancellation), url, options);
            return _connection;
        }
        finally
        {
            _opening.Release();
        }
    }

    private async Task<ClientWebSocket> OpenAsync(CancellationToken cancellation)
    {
        ClientWebSocket socket = new();
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _disposed.Token);
        timeout.CancelAfter(options.Timeout);
        try
        {
            await socket.ConnectAsync(url, timeout.Token);
            return socket;
        }
        catch (Exception failure) when (failure is WebSocketException or HttpRequestException or IOException
            || (failure is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            socket.Dispose();
            throw new RpcUnavailableException($"{url.Scheme}://{url.Authority} cannot be reached: {failure.Message}", failure);
        }
    }
}

using System.Net;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum.JsonRpc;
using Fluence.TestKit;

namespace Fluence.Ethereum.Tests;

/// <summary>A chain behind an HTTP and WebSocket endpoint.</summary>
internal sealed class ServedChain : IAsyncDisposable
{
    private readonly FakeChain _chain;
    private readonly LoopbackServer _server;

    public ServedChain(FakeChain chain)
    {
        _chain = chain;
        _server = new LoopbackServer(ServeAsync);
    }

    internal Uri Http => _server.Url;

    internal Uri WebSocket => new UriBuilder(_server.Url) { Scheme = "ws" }.Uri;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private async Task ServeAsync(HttpListenerContext context)
    {
        if (context.Request.IsWebSocketRequest)
        {
            await TalkAsync((await context.AcceptWebSocketAsync(null)).WebSocket);
            return;
        }

        byte[] answer = await AnswerAsync(await JsonSerializer.DeserializeAsync<JsonNode>(context.Request.InputStream));
        context.Response.ContentLength64 = answer.Length;
        await context.Response.OutputStream.WriteAsync(answer);
        context.Response.Close();
    }

    private async Task TalkAsync(WebSocket socket)
    {
        byte[] buffer = new byte[1 << 16];
        try
        {
            while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: not WebSocketMessageType.Close } part)
            {
                byte[] answer = await AnswerAsync(JsonSerializer.Deserialize<JsonNode>(buffer.AsSpan(0, part.Count)));
                await socket.SendAsync(answer, WebSocketMessageType.Text, true, CancellationToken.None);
            }
        }
        catch (WebSocketException)
        {
            // the client has gone
        }
    }

    private async Task<byte[]> AnswerAsync(JsonNode? asked)
    {
        JsonNode answer = asked is JsonArray several
            ? new JsonArray(await Task.WhenAll(several.Select(each => AnswerOneAsync(each!)))) : await AnswerOneAsync(asked!);
        return JsonSerializer.SerializeToUtf8Bytes(answer);
    }

    private async Task<JsonNode> AnswerOneAsync(JsonNode asked)
    {
        RpcRequest request = new((string)asked["method"]!, [.. asked["params"]!.AsArray().Select(static each => each?.DeepClone())]);
        RpcAnswer answer = Assert.Single(await _chain.SendAsync([request], CancellationToken.None));
        return new JsonObject { ["jsonrpc"] = "2.0", ["id"] = asked["id"]!.DeepClone(), ["result"] = JsonSerializer.SerializeToNode(answer.Result) };
    }
}

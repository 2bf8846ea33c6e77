using System.Net.WebSockets;
using System.Security.Cryptography;

namespace Fluence.Libp2p.Transports;

/// <summary>
/// The HTTP upgrade of RFC 6455 §4. The server takes any path and any sub-protocol or extension offer, and agrees to none of them:
/// libp2p needs nothing but the bytes.
/// </summary>
internal static class WebSocketHandshake
{
    private const string AcceptSuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>Answers a client.</summary>
    /// <exception cref="ProtocolViolationException">The request is no WebSocket upgrade; it was answered with an error.</exception>
    public static async ValueTask<WebSocketByteStream> AcceptAsync(Stream stream, CancellationToken cancellationToken)
    {
        HttpHead request = await HttpHead.ReadAsync(stream, cancellationToken);
        string key = request["Sec-WebSocket-Key"];
        bool isUpgrade = request.FirstLine.StartsWith("GET ", StringComparison.Ordinal)
            && request.FirstLine.EndsWith(" HTTP/1.1", StringComparison.Ordinal)
            && request.Lists("Connection", "Upgrade") && request.Lists("Upgrade", "websocket")
            && request["Sec-WebSocket-Version"] == "13" && key.Length == 24;
        if (!isUpgrade)
        {
            await SendAsync(
                stream,
                cancellationToken,
                "HTTP/1.1 426 Upgrade Required",
                "Upgrade: websocket",
                "Sec-WebSocket-Version: 13",
                "Connection: close",
                "Content-Length: 0");
            throw new ProtocolViolationException("websocket_upgrade", "the request is not an upgrade to WebSocket");
        }

        await SendAsync(
            stream,
            cancellationToken,
            "HTTP/1.1 101 Switching Protocols",
            "Upgrade: websocket",
            "Connection: Upgrade",
            $"Sec-WebSocket-Accept: {Accept(key)}");
        return Open(stream, isServer: true);
    }

    /// <summary>Asks a server.</summary>
    /// <param name="stream">The connection, under TLS if there is any.</param>
    /// <param name="host">The value of the <c>Host</c> field.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ProtocolViolationException">The server does not upgrade to WebSocket.</exception>
    public static async ValueTask<WebSocketByteStream> ConnectAsync(Stream stream, string host, CancellationToken cancellationToken)
    {
        string key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await SendAsync(
            stream,
            cancellationToken,
            "GET / HTTP/1.1",
            $"Host: {host}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            $"Sec-WebSocket-Key: {key}",
            "Sec-WebSocket-Version: 13");
        HttpHead response = await HttpHead.ReadAsync(stream, cancellationToken);
        return response.FirstLine.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) && response.Lists("Upgrade", "websocket")
            && response["Sec-WebSocket-Accept"] == Accept(key)
            ? Open(stream, isServer: false)
            : throw new ProtocolViolationException("websocket_upgrade", "the server does not upgrade to WebSocket");
    }

    /// <summary>The answer to a key (RFC 6455 §4.2.2).</summary>
    internal static string Accept(string key)
    {
#pragma warning disable CA5350 // RFC 6455 prescribes SHA-1 here, not for security
        return Convert.ToBase64String(SHA1.HashData(System.Text.Encoding.ASCII.GetBytes(key + AcceptSuffix)));
#pragma warning restore CA5350
    }

    internal static WebSocketByteStream Open(Stream stream, bool isServer)
    {
        WebSocketCreationOptions options = new() { IsServer = isServer, KeepAliveInterval = TimeSpan.Zero };
        return new WebSocketByteStream(WebSocket.CreateFromStream(stream, options), stream);
    }

    private static ValueTask SendAsync(Stream stream, CancellationToken cancellationToken, params IEnumerable<string> lines) =>
        stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(string.Join("\r\n", [.. lines, "", ""])), cancellationToken);
}

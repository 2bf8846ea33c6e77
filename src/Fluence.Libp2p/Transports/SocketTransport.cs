using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Transports;

/// <summary>TCP, and WebSocket over it, with TLS only as a client.</summary>
internal static class SocketTransport
{
    private const int Backlog = 512;

    /// <summary>Opens a socket that listens.</summary>
    /// <exception cref="NotSupportedException">The address is none to listen on.</exception>
    public static (Socket Socket, Multiaddr Address, bool IsWebSocket) Listen(Multiaddr address)
    {
        if (TransportAddress.From(address) is not { Host.Code: MultiaddrCode.Ip4 or MultiaddrCode.Ip6, TlsName: null } target)
        {
            throw new NotSupportedException($"cannot listen on {address}: expected /ip4|ip6/…/tcp/PORT or the same with /ws");
        }

        IPEndPoint endPoint = new(IPAddress.Parse(target.Host.Value), target.Port);
        Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (endPoint.AddressFamily == AddressFamily.InterNetworkV6)
            {
                socket.DualMode = false;
            }

            socket.Bind(endPoint);
            socket.Listen(Backlog);
            return (socket, TransportAddress.ToMultiaddr(socket.LocalEndPoint, target.IsWebSocket), target.IsWebSocket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Makes an accepted socket a connection, after the WebSocket handshake where there is one. Owns the socket, also when it fails.
    /// </summary>
    public static async ValueTask<TransportConnection> AcceptAsync(Socket socket, bool isWebSocket, CancellationToken cancellationToken)
    {
        try
        {
            socket.NoDelay = true;
            NetworkStream stream = new(socket, ownsSocket: true);
            return isWebSocket
                ? Wrap(await WebSocketHandshake.AcceptAsync(stream, cancellationToken), socket)
                : Wrap(stream, socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Dials an address; tries every socket address that a name stands for.</summary>
    /// <exception cref="DialException">The address is none to dial, or nothing answers there.</exception>
    public static async ValueTask<TransportConnection> DialAsync(Multiaddr address, CancellationToken cancellationToken)
    {
        TransportAddress target = TransportAddress.From(address)
            ?? throw new DialException("unsupported_address", $"cannot dial {address}: expected TCP, with or without WebSocket");
        Socket socket = await ConnectAsync(address, target, cancellationToken);
        try
        {
            socket.NoDelay = true;
            NetworkStream stream = new(socket, ownsSocket: true);
            if (!target.IsWebSocket)
            {
                return Wrap(stream, socket);
            }

            Stream secured = target.TlsName is null ? stream : await SecureAsync(stream, target.TlsName, cancellationToken);
            string name = target.Host.Code == MultiaddrCode.Ip6 ? $"[{target.Host.Value}]" : target.Host.Value;
            return Wrap(await WebSocketHandshake.ConnectAsync(secured, $"{name}:{target.Port}", cancellationToken), socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async ValueTask<Socket> ConnectAsync(Multiaddr address, TransportAddress target, CancellationToken cancellationToken)
    {
        Exception? last = null;
        try
        {
            foreach (IPEndPoint endPoint in await target.ResolveAsync(cancellationToken))
            {
                Socket socket = new(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                try
                {
                    await socket.ConnectAsync(endPoint, cancellationToken);
                    return socket;
                }
                catch (SocketException exception)
                {
                    socket.Dispose();
                    last = exception;
                }
                catch
                {
                    socket.Dispose();
                    throw;
                }
            }
        }
        catch (SocketException exception)
        {
            last = exception;
        }

        throw new DialException("unreachable", $"cannot reach {address}: {last?.Message ?? "the name has no address"}", last);
    }

    private static async ValueTask<SslStream> SecureAsync(Stream stream, string name, CancellationToken cancellationToken)
    {
        SslStream secured = new(stream);
        await secured.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = name }, cancellationToken);
        return secured;
    }

    private static TransportConnection Wrap(NetworkStream stream, Socket socket) =>
        new(stream, Local(socket, false), Remote(socket, false), () =>
        {
            socket.Shutdown(SocketShutdown.Send);
            return ValueTask.CompletedTask;
        });

    private static TransportConnection Wrap(WebSocketByteStream stream, Socket socket) =>
        new(stream, Local(socket, true), Remote(socket, true), stream.CloseSendAsync);

    private static Multiaddr Local(Socket socket, bool isWebSocket) => TransportAddress.ToMultiaddr(socket.LocalEndPoint, isWebSocket);

    private static Multiaddr Remote(Socket socket, bool isWebSocket) => TransportAddress.ToMultiaddr(socket.RemoteEndPoint, isWebSocket);
}

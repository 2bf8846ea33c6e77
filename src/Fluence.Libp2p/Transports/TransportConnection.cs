using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Libp2p.Transports;

/// <summary>A raw connection: a byte stream with its two addresses.</summary>
/// <param name="stream">The bytes. Disposing it while it is read or written makes those calls fail.</param>
/// <param name="localAddress">The address of this side.</param>
/// <param name="remoteAddress">The address of the other side.</param>
/// <param name="closeSend">Tells the other side that no more comes.</param>
internal sealed class TransportConnection(Stream stream, Multiaddr localAddress, Multiaddr remoteAddress, Func<ValueTask> closeSend)
{
    public Stream Stream => stream;

    public Multiaddr LocalAddress => localAddress;

    public Multiaddr RemoteAddress => remoteAddress;

    public ValueTask CloseSendAsync() => closeSend();

    public void Abort() => stream.Dispose();

    /// <summary>Whether the exception is what a lost connection looks like.</summary>
    public static bool IsLoss(Exception exception) => exception is IOException or SocketException or WebSocketException
        or ObjectDisposedException or OperationCanceledException or AuthenticationException;
}

using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Transports;

namespace Fluence.Libp2p.Hosting;

/// <summary>One socket that listens, with the loop that accepts from it.</summary>
internal sealed class Listener : IDisposable
{
    private readonly Socket _socket;
    private readonly Multiaddr _address;
    private readonly bool _isWebSocket;

    public Listener(Multiaddr address)
    {
        (_socket, _address, _isWebSocket) = SocketTransport.Listen(address);
        Addresses = [.. Expand((IPEndPoint)_socket.LocalEndPoint!, _isWebSocket)];
    }

    /// <summary>The addresses to dial, with the actual port; one for each interface when it listens on all.</summary>
    public IReadOnlyList<Multiaddr> Addresses { get; }

    /// <summary>Accepts until disposed. <paramref name="admit"/> gets each socket and owns it.</summary>
    public async Task RunAsync(HostContext context, Action<Socket, bool> admit)
    {
        Log.Listening(context.Logger, _address);
        while (true)
        {
            try
            {
                admit(await _socket.AcceptAsync(), _isWebSocket);
            }
            catch (ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception) when (exception.SocketErrorCode is SocketError.OperationAborted or SocketError.Interrupted)
            {
                return;
            }
            catch (SocketException exception)
            {
                // for example too many open files; the pause keeps the loop from spinning
                context.Metrics.Refuse("accept");
                Log.AcceptFailed(context.Logger, _address, exception.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100), context.TimeProvider);
            }
        }
    }

    public void Dispose() => _socket.Dispose();

    private static IEnumerable<Multiaddr> Expand(IPEndPoint endPoint, bool isWebSocket)
    {
        if (!endPoint.Address.Equals(IPAddress.Any) && !endPoint.Address.Equals(IPAddress.IPv6Any))
        {
            return [TransportAddress.ToMultiaddr(endPoint, isWebSocket)];
        }

        return NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up
                || network.NetworkInterfaceType == NetworkInterfaceType.Loopback)
            .SelectMany(network => network.GetIPProperties().UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(ip => ip.AddressFamily == endPoint.AddressFamily && !ip.IsIPv6LinkLocal)
            .Distinct()
            .Select(ip => TransportAddress.ToMultiaddr(new IPEndPoint(ip, endPoint.Port), isWebSocket));
    }
}

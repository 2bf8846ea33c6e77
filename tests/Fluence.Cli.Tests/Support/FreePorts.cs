using System.Net;
using System.Net.Sockets;

namespace Fluence.Cli.Tests.Support;

/// <summary>Ports for local networks, below those that the system gives out by itself.</summary>
internal static class FreePorts
{
    /// <summary>A value for <c>--port-base</c> under which nobody listens.</summary>
    public static string Base(int peers)
    {
        while (true)
        {
            int first = Random.Shared.Next(10_000, 30_000);
            if (Enumerable.Range(0, peers).SelectMany(i => new[] { first + i, first + 100 + i, first + 200 + i, first + 300 + i }).All(IsFree))
            {
                return first.ToString();
            }
        }
    }

    private static bool IsFree(int port)
    {
        using TcpListener listener = new(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using System.Net.Sockets;
using Fluence.Cli.Output;

namespace Fluence.Cli.Quickstart;

/// <summary>Finds ports for a local network that may run beside another one.</summary>
internal static class FreePorts
{
    // below those that systems choose themselves for connections, which come and go between a look and its use
    private const int First = 10_000, Last = 32_000, Attempts = 50;

    /// <summary>A number for <c>local up --port-base</c> whose ports are free for so many peers.</summary>
    public static int FindBase(int peers)
    {
        for (int attempt = 0; attempt < Attempts; attempt++)
        {
            int candidate = Random.Shared.Next(First, Last);
            if (Enumerable.Range(0, 5).All(kind => Enumerable.Range(0, peers).All(peer => IsFree(candidate + (kind * 100) + peer))))
            {
                return candidate;
            }
        }

        throw new CommandException($"there are no free ports for {peers} peers between {First} and {Last}");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using TcpListener listener = new(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}

using System.Net;
using Fluence.Ipfs.Rpc;
using Fluence.Ipfs.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Ipfs.Tests.Rpc;

/// <summary>A peer on loopback with the RPC.</summary>
internal sealed class RpcHost : IAsyncDisposable
{
    private RpcHost(TestNode node, KuboServer server)
    {
        Node = node;
        Server = server;
        Client = new KuboClient(server.Url);
    }

    public TestNode Node { get; }

    public KuboServer Server { get; }

    public KuboClient Client { get; }

    public static async Task<RpcHost> StartAsync(IpfsOptions? options = null)
    {
        TestNode node = await TestNode.StartAsync(options);
        return new RpcHost(node, await KuboServer.StartAsync(
            new IPEndPoint(IPAddress.Loopback, 0), node.Ipfs, node.Host, "fluence-test", NullLogger.Instance, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        await Node.DisposeAsync();
    }
}

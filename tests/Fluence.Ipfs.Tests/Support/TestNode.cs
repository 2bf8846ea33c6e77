using Fluence.Crypto;
using Fluence.Ipfs.Bitswap;
using Fluence.Ipfs.UnixFs;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Support;

/// <summary>A peer on loopback with a store and Bitswap.</summary>
internal sealed class TestNode : IAsyncDisposable
{
    private TestNode(IpfsOptions options)
    {
        Host = new Libp2pHost(KeyPair.Generate());
        Ipfs = new IpfsNode(TestFolder.New(), options, store => Bitswap = new BitswapNode(Host, store, options));
    }

    public Libp2pHost Host { get; }

    public IpfsNode Ipfs { get; }

    public BitswapNode Bitswap { get; private set; } = null!;

    public Multiaddr Address => Host.ListenAddresses[0];

    public static async Task<TestNode> StartAsync(IpfsOptions? options = null)
    {
        TestNode node = new(options ?? new IpfsOptions());
        await node.Host.ListenAsync(Multiaddr.Parse("/ip4/127.0.0.1/tcp/0"));
        return node;
    }

    public async Task<Cid> AddAsync(byte[] content) => (await Ipfs.AddFileAsync(new MemoryStream(content), new AddOptions(), default)).Cid;

    public async ValueTask DisposeAsync()
    {
        await Bitswap.DisposeAsync();
        await Host.DisposeAsync();
    }
}

using System.Text;
using Fluence.Crypto;
using Fluence.Ipfs.UnixFs;
using Fluence.Peer;
using Fluence.Primitives.Content;

namespace Fluence.Interop.Tests.Ipfs;

/// <summary>A peer that the others do not know.</summary>
internal sealed class FluenceOutsider : IAsyncDisposable
{
    private readonly PeerNode _node;

    private FluenceOutsider(PeerNode node) => _node = node;

    public string Address => _node.Addresses.First(address => !address.ToString().Contains("/ws/", StringComparison.Ordinal)).ToString();

    public string Api => $"/ip4/127.0.0.1/tcp/{_node.IpfsUrl!.Port}";

    public static async Task<FluenceOutsider> StartAsync(PeerId manager) => new(await PeerNetwork.StartPeerAsync(
        KeyPair.Generate(), 0, [], config => config with { ManagementPeerId = manager, IpfsPort = 0 }));

    public async Task<Cid> AddAsync(string text) =>
        (await _node.Ipfs.AddFileAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), new AddOptions(), default)).Cid;

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}

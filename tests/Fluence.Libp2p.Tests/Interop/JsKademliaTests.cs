using System.Text.Json;
using Fluence.Crypto;
using Fluence.Libp2p.Kademlia;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Kademlia;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Interop;

/// <summary>js-libp2p's kad-dht in a network of ours.</summary>
public class JsKademliaTests
{
    [NodeFact("libp2p")]
    public async Task Js_finds_our_peers_through_us_and_we_find_it()
    {
        await using KademliaHost bootstrap = await KademliaHost.StartAsync(1);
        await using KademliaHost searched = await KademliaHost.StartAsync(2);
        await searched.JoinAsync(bootstrap);
        string key = KademliaPeers.Id(1).ToString();
        await using NodeProcess js = new(NodeProgram.Start(
            "libp2p", "kad.mjs", KademliaPeers.Protocol, bootstrap.Host.ListenAddresses[0].ToString(), searched.Host.PeerId.ToString(), key));
        PeerId jsPeer = Multiaddr.Parse(Read(await js.ReadAsync(), "address").GetString()!).PeerId!;
        Read(await js.ReadAsync(), "table");

        // js knows the bootstrap alone, so it has asked it
        JsonElement found = await js.ReadAsync();
        Assert.Equal(searched.Host.PeerId.ToString(), Read(found, "id").GetString());
        Assert.Contains(
            searched.Host.ListenAddresses[0].WithoutPeerId(),
            Read(found, "addresses").EnumerateArray().Select(address => Multiaddr.Parse(address.GetString()!).WithoutPeerId()));
        IEnumerable<string> closest = Read(await js.ReadAsync(), "closest").EnumerateArray().Select(peer => peer.GetString()!);

        // js tells them in the order in which they answered
        Assert.Equal(new[] { bootstrap.Host.PeerId.ToString(), searched.Host.PeerId.ToString() }.Order(), closest.Order());

        // a newcomer that knows the bootstrap alone finds the js node
        await Eventually.True(() => bootstrap.Node.Peers.Contains(jsPeer), "the js node is in the bootstrap's table");
        await using KademliaHost newcomer = await KademliaHost.StartAsync(3);
        await newcomer.JoinAsync(bootstrap);
        Assert.False(newcomer.Host.IsConnected(jsPeer));
        KademliaPeer? js2 = await newcomer.Node.FindPeerAsync(jsPeer).Soon();
        Assert.Equal(jsPeer, js2?.Id);
        Assert.True(newcomer.Host.IsConnected(jsPeer));

        // and it answers us as one of the network
        IReadOnlyList<KademliaPeer> nearest = await newcomer.Node.FindClosestAsync(jsPeer.Bytes).Soon();
        Assert.Equal(
            KademliaPeers.ByDistance([bootstrap.Host.PeerId, searched.Host.PeerId, jsPeer], jsPeer.Bytes), nearest.Select(peer => peer.Id));
    }

    private static JsonElement Read(JsonElement line, string name) =>
        line.TryGetProperty(name, out JsonElement value) ? value : throw new InvalidOperationException($"js printed {line}");
}

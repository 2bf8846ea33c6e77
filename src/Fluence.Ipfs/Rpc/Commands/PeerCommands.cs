using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Primitives.Content;

namespace Fluence.Ipfs.Rpc.Commands;

/// <summary>The calls about the peer itself: who it is, whom it is connected with, and how much it keeps.</summary>
internal sealed class PeerCommands(Libp2pHost host, string agentVersion)
{
    /// <summary>The version of kubo whose calls these are.</summary>
    private const string KuboVersion = "0.27.0";

    private const int RepositoryVersion = 15;

    /// <summary><c>id</c>.</summary>
    public Task IdAsync(RpcCall call) => call.JsonAsync(new JsonObject
    {
        ["ID"] = host.PeerId.ToString(),
        ["PublicKey"] = host.PeerId.TryGetPublicKey(out PublicKey? key) ? Convert.ToBase64String(key.ToProtobuf()) : "",
        ["Addresses"] = new JsonArray([.. host.ListenAddresses.Select(address => (JsonNode)address.ToString())]),
        ["AgentVersion"] = agentVersion,
        ["ProtocolVersion"] = "ipfs/0.1.0",
        ["Protocols"] = new JsonArray(Bitswap.BitswapNode.Protocol),
    });

    /// <summary><c>version</c>.</summary>
    public Task VersionAsync(RpcCall call) => call.JsonAsync(new JsonObject
    {
        ["Version"] = KuboVersion, ["Commit"] = "", ["Repo"] = $"{RepositoryVersion}", ["System"] = agentVersion, ["Golang"] = "",
    });

    /// <summary><c>swarm/connect</c>.</summary>
    public async Task ConnectAsync(RpcCall call)
    {
        call.Argument("address");
        JsonArray connected = [];
        foreach (string argument in call.Arguments)
        {
            Multiaddr address = Multiaddr.TryParse(argument, out Multiaddr? parsed) && parsed.PeerId is not null
                ? parsed : throw new RpcException($"invalid peer address '{argument}': expected a multiaddr that ends in /p2p/‹peer id›");
            await host.DialAsync(address, call.Cancellation);
            connected.Add($"connect {address.PeerId} success");
        }

        await call.JsonAsync(new JsonObject { ["Strings"] = connected });
    }

    /// <summary><c>swarm/peers</c>.</summary>
    public Task PeersAsync(RpcCall call) => call.JsonAsync(new JsonObject
    {
        ["Peers"] = new JsonArray([.. host.Connections.Select(JsonNode (connection) => new JsonObject
        {
            ["Addr"] = connection.RemoteAddress.ToString(), ["Peer"] = connection.RemotePeer.ToString(),
        })]),
    });

    /// <summary><c>repo/stat</c>.</summary>
    public static Task RepoStatAsync(RpcCall call) => call.JsonAsync(new JsonObject
    {
        ["RepoSize"] = call.Node.Store.Size,
        ["StorageMax"] = call.Node.Store.Limit,
        ["NumObjects"] = call.Node.Store.Count,
        ["RepoPath"] = call.Node.Folder,
        ["Version"] = $"fs-repo@{RepositoryVersion}",
    });

    /// <summary><c>repo/gc</c>: what nobody needs is removed.</summary>
    public static async Task CollectAsync(RpcCall call)
    {
        call.BeginStream("application/json");
        foreach (Multihash removed in await Task.Run(call.Node.CollectGarbage, call.Cancellation))
        {
            await call.LineAsync(new JsonObject { ["Key"] = RpcCall.Link(new Cid(Multicodec.Raw, removed)) });
        }
    }
}

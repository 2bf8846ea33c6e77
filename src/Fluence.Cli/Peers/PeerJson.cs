using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Crypto;
using Fluence.Libp2p.Multiaddrs;

namespace Fluence.Cli.Peers;

/// <summary>A running peer as JSON: <c>{"peer_id":…,"multiaddrs":[…],"http":…}</c>, in one line.</summary>
internal static class PeerJson
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Describe(PeerId peerId, IEnumerable<Multiaddr> addresses, Uri? http) => Print(Node(peerId, addresses, http));

    public static JsonObject Node(PeerId peerId, IEnumerable<Multiaddr> addresses, Uri? http) => new()
    {
        ["peer_id"] = peerId.ToString(),
        ["multiaddrs"] = new JsonArray([.. addresses.Select(address => JsonValue.Create(address.ToString()))]),
        ["http"] = http?.GetLeftPart(UriPartial.Authority),
    };

    public static string Print(JsonNode node) => node.ToJsonString(Plain);
}

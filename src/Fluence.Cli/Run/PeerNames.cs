using Fluence.Cli.Local;

namespace Fluence.Cli.Run;

/// <summary>What peers are called for people: local ones by their number, workers by their host, others by their id.</summary>
internal sealed class PeerNames(IReadOnlyList<LocalPeer> local, IReadOnlyDictionary<string, string> hosts, string client)
{
    /// <summary>The name of a peer or worker.</summary>
    public string Of(string peer) => peer == client ? "this client"
        : hosts.TryGetValue(peer, out string? host) ? $"worker {Short(peer)} on {OfHost(host)}"
        : OfHost(peer);

    // hosts are not looked up again: what peers tell may go round in a circle
    private string OfHost(string peer) => local.FirstOrDefault(each => each.PeerId == peer) is { } known ? known.Name
        : peer;

    // the beginnings of all ids are the same
    private static string Short(string peer) => peer.Length > 8 ? $"…{peer[^6..]}" : peer;
}

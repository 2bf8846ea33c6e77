using System.Globalization;

namespace Fluence.Cli.Local;

/// <summary>How a local peer is, as its health and metrics tell.</summary>
/// <param name="Peer">The peer.</param>
/// <param name="State">In a word: <c>running</c>, <c>unwell</c>, <c>silent</c> or <c>stopped</c>.</param>
/// <param name="Connections">Connected peers.</param>
/// <param name="Services">Services that it hosts, those of its workers included.</param>
/// <param name="Particles">Particles received since its start.</param>
/// <param name="Calls">Calls of services since its start.</param>
/// <param name="MemoryBytes">Memory of its process.</param>
internal sealed record PeerStatus(
    LocalPeer Peer, string State, long Connections, long Services, long Particles, long Calls, long MemoryBytes)
{
    /// <summary>Asks a peer.</summary>
    public static async Task<PeerStatus> AskAsync(HttpClient http, LocalPeer peer, CancellationToken cancellation)
    {
        if (PeerProcess.MemoryOf(peer) is not { } memory)
        {
            return new PeerStatus(peer, "stopped", 0, 0, 0, 0, 0);
        }

        try
        {
            using HttpResponseMessage health = await http.GetAsync(new Uri(peer.Http, "health"), cancellation);
            string metrics = await http.GetStringAsync(new Uri(peer.Http, "metrics"), cancellation);
            return new PeerStatus(
                peer, health.IsSuccessStatusCode ? "running" : "unwell", Sum(metrics, "connection_pool_connected_peers"),
                Sum(metrics, "services_services_count"), Sum(metrics, "connection_pool_received_particles_total"),
                Sum(metrics, "services_call_success_count_total") + Sum(metrics, "services_call_failed_count_total"),
                memory);
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new PeerStatus(peer, "silent", 0, 0, 0, 0, memory);
        }
    }

    /// <summary>The sum of a metric over its labels, in the text form of OpenMetrics.</summary>
    internal static long Sum(string metrics, string name)
    {
        double sum = 0;
        foreach (ReadOnlySpan<char> line in metrics.AsSpan().EnumerateLines())
        {
            int space = line.LastIndexOf(' ');
            ReadOnlySpan<char> key = space < 0 ? [] : line[..space];
            int labels = key.IndexOf('{');
            ReadOnlySpan<char> bare = labels < 0 ? key : key[..labels];
            if (bare.SequenceEqual(name)
                && double.TryParse(line[(space + 1)..], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
            {
                sum += value;
            }
        }

        return (long)sum;
    }
}

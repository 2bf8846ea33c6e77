using System.Text.Json;
using Fluence.Libp2p.Identify;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Libp2p.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Libp2p.Tests.Interop;

/// <summary>A js-libp2p node that listens, and a host of ours that is connected with it.</summary>
internal sealed class JsPeer : IAsyncDisposable
{
    private readonly NodeProcess _process;
    private readonly TaskCompletionSource<IdentifyInfo> _identified = new();

    private JsPeer(NodeProcess process, Multiaddr address)
    {
        _process = process;
        Address = address;
        Host.PeerIdentified += (_, info) => _identified.TrySetResult(info);
    }

    public Multiaddr Address { get; }

    public Libp2pHost Host { get; } = TestHosts.Create(2);

    public Task<IdentifyInfo> Identified => _identified.Task;

    public static async Task<JsPeer> StartAsync(bool isWebSocket)
    {
        NodeProcess process = new(NodeProgram.Start("libp2p", "peer.mjs"));
        JsonElement started = await process.ReadAsync();
        Multiaddr address = started.GetProperty("addresses").EnumerateArray().Select(text => Multiaddr.Parse(text.GetString()!))
            .Single(candidate => candidate.ToString().Contains("/ws/", StringComparison.Ordinal) == isWebSocket);
        JsPeer peer = new(process, address);
        await peer.Host.DialAsync(address).Soon();
        return peer;
    }

    public Task<Libp2pStream> OpenAsync(string protocol) => Host.OpenStreamAsync(Address.PeerId!, protocol).Soon();

    public Task<JsonElement> ReadAsync() => _process.ReadAsync();

    public async ValueTask DisposeAsync()
    {
        await Host.DisposeAsync();
        await _process.DisposeAsync();
    }
}

using System.Net;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Model;
using Fluence.Particles.Protocol;
using Fluence.Peer.Configuration;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Peer.Tests;

/// <summary>A peer on loopback with a clock of its own, and plain libp2p hosts that talk to it.</summary>
internal sealed class TestPeer : IAsyncDisposable
{
    private readonly List<Libp2pHost> _hosts = [];

    private readonly KeyPair _key;

    private TestPeer(PeerNode node, KeyPair key, ManualTimeProvider clock)
    {
        Node = node;
        _key = key;
        Clock = clock;
    }

    public PeerNode Node { get; private set; }

    public ManualTimeProvider Clock { get; }

    public static async Task<TestPeer> StartAsync(Func<PeerConfig, PeerConfig>? change = null, ManualTimeProvider? clock = null)
    {
        PeerConfig config = new()
        {
            BaseDir = TestFolder.New(), ListenIp = IPAddress.Loopback, TcpPort = 0, WebSocketPort = 0, HttpPort = null,
        };
        KeyPair key = KeyPair.Generate();
        clock ??= new ManualTimeProvider();
        return new TestPeer(await StartAsync(change?.Invoke(config) ?? config, key, clock), key, clock);
    }

    /// <summary>Stops the peer and starts it again with the same key and folder.</summary>
    public async Task RestartAsync()
    {
        await Node.DisposeAsync();
        Node = await StartAsync(Node.Config, _key, Clock);
    }

    /// <summary>A new host that is connected with the peer; it serves particles with <paramref name="handler"/>.</summary>
    public async Task<Libp2pHost> ConnectAsync(Func<Libp2pStream, CancellationToken, Task>? handler = null, KeyPair? key = null)
    {
        Libp2pHost host = new(key ?? KeyPair.Generate());
        _hosts.Add(host);
        host.Handle(ParticleProtocol.Name, handler ?? ((_, _) => Task.CompletedTask));
        await host.DialAsync(Address).Soon();
        await Eventually.True(() => Node.HasConnection(host.PeerId), "the peer knows of the connection");
        return host;
    }

    public Multiaddr Address => Node.Addresses[0];

    /// <summary>Opens a particle stream to the peer.</summary>
    public async Task<Libp2pStream> OpenAsync(Libp2pHost from) => await from.OpenStreamAsync(Node.PeerId, ParticleProtocol.Name).Soon();

    /// <summary>A particle that asks the peer to send it on to its author, and comes back if the peer is well.</summary>
    public Particle Particle(KeyPair author, string script, TimeSpan? ttl = null) => Particles.Model.Particle.Create(
        author, Guid.NewGuid().ToString(), Clock.GetUtcNow(), ttl ?? TimeSpan.FromSeconds(60), script);

    /// <summary>Proves that the peer serves: a particle of a fresh connection is executed and comes back with its result.</summary>
    public async Task AssertServesAsync()
    {
        KeyPair author = KeyPair.Generate();
        TaskCompletionSource<Particle> back = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Libp2pHost host = await ConnectAsync(async (stream, cancellation) => back.TrySetResult(await ReadAsync(stream, cancellation)), author);
        string script = $"""(seq (call "{Node.PeerId}" ("op" "identity") ["well"] x) (call "{author.PeerId}" ("client" "done") [x]))""";
        await ParticleProtocol.SendAsync(host, Node.PeerId, Particle(author, script), CancellationToken.None);
        Particle answer = await back.Task.Soon();
        Assert.Contains("\"well\"", System.Text.Encoding.UTF8.GetString(answer.Data.Span), StringComparison.Ordinal);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (Libp2pHost host in _hosts)
        {
            await host.DisposeAsync();
        }

        await Node.DisposeAsync();
    }

    private static Task<PeerNode> StartAsync(PeerConfig config, KeyPair key, TimeProvider clock) =>
        PeerNode.StartAsync(config, key, NullLoggerFactory.Instance, clock, CancellationToken.None);

    internal static async Task<Particle> ReadAsync(Libp2pStream stream, CancellationToken cancellation)
    {
        using MemoryStream message = new();
        await stream.Input.CopyToAsync(message, cancellation);
        byte[] bytes = message.ToArray();
        Primitives.Encoding.Varint.TryRead(bytes, out _, out int prefix);
        return ParticleCodec.TryDecode(bytes.AsMemory(prefix), out Particle? particle, out string? error)
            ? particle
            : throw new InvalidOperationException(error);
    }
}

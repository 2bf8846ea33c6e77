using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Fluence.Crypto;
using Fluence.Libp2p;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Particles.Protocol;
using Fluence.Peer.Chain;
using Fluence.Peer.Configuration;
using Fluence.Peer.Metrics;
using Fluence.Peer.Tests.Metrics;
using Fluence.TestKit;
using Microsoft.Data.Sqlite;

namespace Fluence.Peer.Tests.Http;

public sealed class PeerHttpServerTests : IDisposable
{
    // a port on which nobody listens
    private static readonly Multiaddr Nobody = Multiaddr.Parse($"/ip4/127.0.0.1/tcp/1/p2p/{KeyPair.Generate().PeerId}");

    private readonly HttpClient _http = new();

    public void Dispose() => _http.Dispose();

    [Fact]
    public async Task A_peer_that_is_well_answers_200()
    {
        await using TestPeer peer = await StartAsync();
        (HttpStatusCode status, string type, string body) = await GetAsync(peer, "/health");
        Assert.Equal((HttpStatusCode.OK, "application/json"), (status, type));
        Assert.Equal("""[{"bootstrap_nodes":"Ok"},{"kademlia_bootstrap":"Ok"},{"particles":"Ok"},{"persisted_services":"Ok"}]""", body);
    }

    [Fact]
    public async Task A_peer_without_its_bootstrap_peers_answers_429()
    {
        await using TestPeer peer = await StartAsync(config => config with { BootstrapNodes = [Nobody] });
        (HttpStatusCode status, _, string body) = await GetAsync(peer, "/health");
        Assert.Equal(HttpStatusCode.TooManyRequests, status);
        Assert.Equal(
            """[{"bootstrap_nodes":"0 of 1 bootstrap peers are connected"},{"kademlia_bootstrap":"Kademlia bootstrap not finished"},"""
            + """{"particles":"Ok"},{"persisted_services":"Ok"}]""",
            body);
    }

    [Fact]
    public async Task A_peer_of_which_nothing_is_well_answers_503()
    {
        await using TestPeer peer = await StartAsync(
            config => WithLostService(config) with
            {
                BootstrapNodes = [Nobody], Particles = config.Particles with { MaxLiveParticles = 1 },
            });
        Libp2pHost host = await peer.ConnectAsync();
        await ParticleProtocol.SendAsync(
            host, peer.Node.PeerId, peer.Particle(KeyPair.Generate(), "(never)"), CancellationToken.None);
        await Eventually.True(() => peer.Node.ParticleMetrics.LiveParticles == 1, "the particle lives");
        (HttpStatusCode status, _, string body) = await GetAsync(peer, "/health");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.Contains("all 1 places for live particles are taken", body, StringComparison.Ordinal);
        Assert.Contains("1 services could not be made again: lost", body, StringComparison.Ordinal);
    }

    /// <summary>A folder with a service whose blueprint is not there.</summary>
    private static PeerConfig WithLostService(PeerConfig config)
    {
        string persistent = Path.Combine(config.BaseDir, "persistent");
        Directory.CreateDirectory(persistent);
        SQLitePCL.Batteries_V2.Init();
        using SqliteConnection state = new($"Data Source={Path.Combine(persistent, "state.sqlite")};Pooling=False");
        state.Open();
        using SqliteCommand command = state.CreateCommand();
        command.CommandText =
            $"""
            CREATE TABLE services (id TEXT PRIMARY KEY, kind TEXT, blueprint TEXT, owner TEXT, worker TEXT) WITHOUT ROWID;
            INSERT INTO services VALUES ('lost', 'Service', 'none', '{KeyPair.Generate().PeerId}', '');
            """;
        command.ExecuteNonQuery();
        return config;
    }

    [Fact]
    public async Task Metrics_are_open_metrics()
    {
        await using TestPeer peer = await StartAsync();
        await peer.AssertServesAsync();
        await Eventually.True(() => peer.Node.ParticleMetrics.Sent == 1, "the answer is counted");
        using HttpResponseMessage response = await _http.GetAsync(new Uri(peer.Node.HttpUrl!, "/metrics")).Soon();
        Assert.Equal(OpenMetricsExporter.ContentType, response.Content.Headers.ContentType?.ToString());
        Dictionary<string, MetricFamily> families = OpenMetricsText.Parse(await response.Content.ReadAsStringAsync());
        Assert.Equal(1, Assert.Single(families["connection_pool_received_particles"].Samples).Value);
        Assert.Equal(1, Assert.Single(families["particle_executor_alive_actors"].Samples).Value);
        Assert.Equal("histogram", families["particle_executor_interpretation_time_sec"].Type);
        Assert.Contains(
            families["libp2p_connections_opened"].Samples, sample => sample.Labels["direction"] == "inbound" && sample.Value == 1);
    }

    [Fact]
    public async Task The_peer_tells_who_it_is()
    {
        await using TestPeer peer = await StartAsync();
        Assert.Equal($$"""{"peer_id":"{{peer.Node.PeerId}}"}""", (await GetAsync(peer, "/peer_id")).Body);
        JsonElement versions = JsonDocument.Parse((await GetAsync(peer, "/versions")).Body).RootElement;
        Assert.Equal(["node", "avm", "spell"], versions.EnumerateObject().Select(version => version.Name));
        Assert.All(versions.EnumerateObject(), version => Assert.True(Version.TryParse(version.Value.GetString(), out _)));
    }

    [Fact]
    public async Task The_configuration_is_told_as_a_file_that_can_be_read()
    {
        await using TestPeer peer = await StartAsync(config => config with { MaxConnections = 77 });
        (HttpStatusCode status, string type, string body) = await GetAsync(peer, "/config");
        Assert.Equal((HttpStatusCode.OK, "text/yaml"), (status, type));
        Assert.Equal(ConfigReader.Print(peer.Node.Config), body);
        Assert.Contains("\nmax_connections: '77'\n", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_configuration_is_told_without_secrets()
    {
        await using TestPeer peer = await StartAsync(config => config with
        {
            Chain = new ChainOptions { HttpEndpoint = new Uri("http://127.0.0.1:1/hush"), WalletKey = new string('7', 64) },
        });
        (_, _, string body) = await GetAsync(peer, "/config");
        Assert.Contains("\nchain_http_endpoint: 'http://127.0.0.1:1", body, StringComparison.Ordinal);
        Assert.Contains("\nchain_wallet_key: 'hidden'\n", body, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", body, StringComparison.Ordinal);
        Assert.DoesNotContain("7777", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/healthy")]
    [InlineData("/metrics/x")]
    public async Task Anything_else_is_not_found(string path)
    {
        await using TestPeer peer = await StartAsync();
        Assert.Equal((HttpStatusCode.NotFound, "text/plain", "No such endpoint"), await GetAsync(peer, path));
    }

    [Fact]
    public async Task A_taken_port_is_a_mistake_of_the_configuration()
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        int port = ((IPEndPoint)taken.LocalEndpoint).Port;
        ConfigException refused = await Assert.ThrowsAsync<ConfigException>(() => StartAsync(config => config with { HttpPort = port }));
        Assert.StartsWith($"cannot serve HTTP on 127.0.0.1:{port}: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_of_another_machine_is_a_mistake_of_the_configuration()
    {
        ConfigException refused = await Assert.ThrowsAsync<ConfigException>(() => StartAsync(
            config => config with { ListenIp = IPAddress.Parse("192.0.2.1"), TcpPort = null, WebSocketPort = null }));
        Assert.StartsWith("cannot serve HTTP on 192.0.2.1:0: ", refused.Message, StringComparison.Ordinal);
    }

    private static Task<TestPeer> StartAsync(Func<PeerConfig, PeerConfig>? change = null) => TestPeer.StartAsync(config =>
    {
        config = config with { HttpPort = 0 };
        return change is null ? config : change(config);
    });

    private async Task<(HttpStatusCode Status, string Type, string Body)> GetAsync(TestPeer peer, string path)
    {
        using HttpResponseMessage response = await _http.GetAsync(new Uri(peer.Node.HttpUrl!, path)).Soon();
        return (response.StatusCode, response.Content.Headers.ContentType!.MediaType!, await response.Content.ReadAsStringAsync());
    }
}

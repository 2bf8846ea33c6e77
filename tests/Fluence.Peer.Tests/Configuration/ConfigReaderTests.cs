using Fluence.Peer.Configuration;

namespace Fluence.Peer.Tests.Configuration;

public sealed class ConfigReaderTests : IDisposable
{
    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Flags_win_over_the_environment_and_that_over_the_file()
    {
        File.WriteAllText(_file, "max_connections: 1\nmax_connections_per_peer: 1\nmax_live_particles: 1\n");
        PeerConfig config = ConfigReader.Read(
            _file,
            new Dictionary<string, string> { ["FLUENCE_MAX_CONNECTIONS_PER_PEER"] = "2", ["FLUENCE_MAX_LIVE_PARTICLES"] = "2" },
            new Dictionary<string, string> { ["max_live_particles"] = "3" });
        Assert.Equal((1, 2, 3), (config.MaxConnections, config.MaxConnectionsPerPeer, config.Particles.MaxLiveParticles));
    }

    [Fact]
    public void A_list_may_be_written_as_one()
    {
        File.WriteAllText(_file, "external_multiaddresses:\n  - /ip4/1.2.3.4/tcp/5\n  - /ip4/1.2.3.4/tcp/6/ws\n");
        Assert.Equal(["/ip4/1.2.3.4/tcp/5", "/ip4/1.2.3.4/tcp/6/ws"], Read().ExternalMultiaddresses.Select(address => address.ToString()));
    }

    [Fact]
    public void An_empty_file_changes_nothing() => Assert.Equal(ConfigReader.Print(new PeerConfig()), ConfigReader.Print(Read()));

    [Theory]
    [InlineData("\nweb_socket_port: 1", "line 2: there is no setting 'web_socket_port'; did you mean 'websocket_port'?; ")]
    [InlineData("zzz: 1", "line 1: there is no setting 'zzz'; 'fluence peer run --help' lists all")]
    [InlineData("listen_ip: ::1\n\nlog_level: 7", "line 3: log_level is '7', expected one of trace, ")]
    [InlineData("tcp_port: {a: 1}", "line 1: tcp_port must be a value or a list of values")]
    [InlineData("tcp_port: 1\ntcp_port: 2", "line 2: this is not YAML: ")]
    [InlineData("a: ]", "line 1: this is not YAML: ")]
    public void What_is_wrong_is_told_with_its_line(string yaml, string problem)
    {
        File.WriteAllText(_file, yaml);
        Assert.StartsWith($"{_file}, {problem}", Assert.Throws<ConfigException>(Read).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("- tcp_port")]
    [InlineData("tcp_port")]
    public void A_file_that_is_no_map_is_refused(string yaml)
    {
        File.WriteAllText(_file, yaml);
        Assert.Equal(
            $"{_file}: expected a map of settings, like 'tcp_port: 7771'", Assert.Throws<ConfigException>(Read).Message);
    }

    [Fact]
    public void The_environment_variable_is_named()
    {
        ConfigException wrong = Assert.Throws<ConfigException>(
            () => ConfigReader.Read(null, new Dictionary<string, string> { ["FLUENCE_TCP_PORT"] = "x" }, new Dictionary<string, string>()));
        Assert.StartsWith(
            "environment variable FLUENCE_TCP_PORT: tcp_port is 'x', expected a port", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_the_file_it_is_read_or_refused()
    {
        Random random = new(3);
        byte[] valid = System.Text.Encoding.UTF8.GetBytes(ConfigReader.Print(new PeerConfig()));
        for (int i = 0; i < 300; i++)
        {
            byte[] bytes = [.. valid];
            for (int flips = random.Next(1, 5); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            File.WriteAllBytes(_file, bytes[..random.Next(bytes.Length + 1)]);
            Exception? thrown = Record.Exception(Read);
            Assert.True(thrown is null or ConfigException, thrown?.ToString());
        }
    }

    private PeerConfig Read() => ConfigReader.Read(_file, new Dictionary<string, string>(), new Dictionary<string, string>());
}

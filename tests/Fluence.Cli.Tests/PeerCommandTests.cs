using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests;

public sealed class PeerCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Flags_win_over_the_environment_and_that_over_the_file()
    {
        string config = _folder.Write("config.yaml", $"""
            base_dir: {_folder.Path}
            listen_ip: 127.0.0.1
            tcp_port: 0
            websocket_port: 0
            http_port: 0
            max_connections: 11
            max_connections_per_peer: 12
            log_level: error
            """);
        Dictionary<string, string> environment = new() { ["FLUENCE_MAX_CONNECTIONS"] = "21", ["FLUENCE_MAX_CONNECTIONS_PER_PEER"] = "22" };
        await using FluenceProcess peer = FluenceProcess.Start(
            environment, "peer", "run", "--config", config, "--max-connections", "31", "--tcp-port", "none");
        JsonElement started = JsonDocument.Parse(await peer.ReadLineAsync()).RootElement;
        Assert.Equal(["peer_id", "multiaddrs", "http"], started.EnumerateObject().Select(entry => entry.Name));
        string address = Assert.Single(started.GetProperty("multiaddrs").EnumerateArray()).GetString()!;
        Assert.EndsWith($"/ws/p2p/{started.GetProperty("peer_id").GetString()}", address, StringComparison.Ordinal);

        using HttpClient http = new();
        string text = await http.GetStringAsync(new Uri($"{started.GetProperty("http").GetString()}/config")).Soon();
        Assert.Contains("\nmax_connections: '31'\n", text, StringComparison.Ordinal);
        Assert.Contains("\nmax_connections_per_peer: '22'\n", text, StringComparison.Ordinal);
        Assert.Contains("\nlog_level: 'error'\n", text, StringComparison.Ordinal);
        Assert.Contains("\ntcp_port: 'none'\n", text, StringComparison.Ordinal);

        Assert.Equal(ExitCodes.Success, await peer.SignalAsync("TERM"));
        Assert.Equal("", await peer.Error);
    }

    [Fact]
    public async Task A_peer_keeps_its_identity()
    {
        string[] ids = ["", ""];
        for (int i = 0; i < ids.Length; i++)
        {
            using CancellationTokenSource stop = new();
            using StringWriter output = new(), error = new();
            TextWriter written = TextWriter.Synchronized(output);
            Task<int> running = CommandRunner.RunAsync(
                FluenceCommand.Create(),
                ["peer", "run", "--base-dir", _folder.Path, "--listen-ip", "127.0.0.1", "--tcp-port", "0", "--websocket-port", "none",
                    "--http-port", "none", "--log-level", "none"],
                written, error, stop.Token);
            await Eventually.True(() => Read(written, output).EndsWith('\n') || running.IsCompleted, "the peer says that it runs");
            ids[i] = JsonDocument.Parse(output.ToString()).RootElement.GetProperty("peer_id").GetString()!;
            await stop.CancelAsync();
            Assert.Equal(ExitCodes.Success, await running.Soon());
            Assert.Equal("", error.ToString());
        }

        Assert.Equal(ids[0], ids[1]);

        // a writer that is synchronised locks itself
        static string Read(TextWriter written, StringWriter output)
        {
            lock (written)
            {
                return output.ToString();
            }
        }
    }

    [Fact]
    public async Task An_unknown_key_is_named_with_file_line_and_a_suggestion()
    {
        string config = _folder.Write("config.yaml", "# ports\nlisten_ip: 127.0.0.1\nwebsocket_prot: 9991\n");
        Assert.Equal(
            $"fluence: {config}, line 3: there is no setting 'websocket_prot'; did you mean 'websocket_port'?; "
                + "'fluence peer run --help' lists all",
            await CommandLine.FailAsync(ExitCodes.Failure, "peer", "run", "-c", config));
    }

    [Fact]
    public async Task A_wrong_value_is_named_with_file_line_and_what_is_expected()
    {
        string config = _folder.Write("config.yaml", "listen_ip: 127.0.0.1\n\ntcp_port: 99999\n");
        Assert.StartsWith(
            $"fluence: {config}, line 3: tcp_port is '99999', expected a port from 0 to 65535, or none",
            await CommandLine.FailAsync(ExitCodes.Failure, "peer", "run", "-c", config), StringComparison.Ordinal);
        Assert.StartsWith(
            "fluence: flag --log-level: log_level is 'loud', expected one of trace, debug,",
            await CommandLine.FailAsync(ExitCodes.Failure, "peer", "run", "--log-level", "loud"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_configuration_file_is_named() => Assert.Contains(
        _folder.File("none.yaml"), await CommandLine.FailAsync(ExitCodes.Failure, "peer", "run", "-c", _folder.File("none.yaml")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("--tcp-port", "cannot listen on /ip4/127.0.0.1/tcp/{0}: ")]
    [InlineData("--websocket-port", "cannot listen on /ip4/127.0.0.1/tcp/{0}/ws: ")]
    [InlineData("--http-port", "cannot serve HTTP on 127.0.0.1:{0}: ")]
    public async Task A_taken_port_is_named(string flag, string problem)
    {
        using TcpListener taken = new(IPAddress.Loopback, 0);
        taken.Start();
        string port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString();
        string[] others = [.. new[] { "--tcp-port", "--websocket-port", "--http-port" }.Where(other => other != flag)
            .SelectMany(other => new[] { other, "none" })];
        string error = await CommandLine.FailAsync(
            ExitCodes.Failure,
            ["peer", "run", "--base-dir", _folder.Path, "--listen-ip", "127.0.0.1", "--log-level", "none", flag, port, .. others]);
        Assert.StartsWith("fluence: " + problem.Replace("{0}", port), error, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("choose another", error, StringComparison.Ordinal);
    }
}

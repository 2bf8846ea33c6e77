using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Fluence.Cli.Local;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Local;

/// <summary>Networks of real processes.</summary>
public sealed class LocalNetworkTests : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => RunAsync("down");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_detached_network_stays_until_it_is_taken_down()
    {
        string portBase = FreePorts.Base(2);
        Outcome up = await FluenceProcess.RunAsync(
            "", "local", "up", "--detach", "--no-chain", "--json", "--peers", "2", "--port-base", portBase, "--dir", _folder.Path);
        Assert.Equal(("", ExitCodes.Success), (up.Error, up.ExitCode));
        JsonElement json = JsonDocument.Parse(Assert.Single(up.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries))).RootElement;
        JsonElement[] peers = [.. json.GetProperty("peers").EnumerateArray()];
        Assert.Equal(2, peers.Length);
        using HttpClient http = new();
        Assert.All(peers, peer => Assert.Equal(["peer_id", "multiaddrs", "http"], peer.EnumerateObject().Select(entry => entry.Name)));
        foreach (JsonElement peer in peers)
        {
            string id = peer.GetProperty("peer_id").GetString()!;
            Assert.Contains(
                peer.GetProperty("multiaddrs").EnumerateArray(),
                address => address.GetString()!.EndsWith($"/ws/p2p/{id}", StringComparison.Ordinal));
            Uri url = new(peer.GetProperty("http").GetString()!);
            Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri(url, "health")).Soon()).StatusCode);
            Assert.Equal($$"""{"peer_id":"{{id}}"}""", await http.GetStringAsync(new Uri(url, "peer_id")).Soon());
        }

        Outcome table = await RunAsync("ps");
        Assert.Equal(ExitCodes.Success, table.ExitCode);
        Assert.Equal(2, table.Output.Split('\n').Count(line => line.Contains("running", StringComparison.Ordinal)
            && line.EndsWith(peers[line[0] - '0'].GetProperty("peer_id").GetString()!, StringComparison.Ordinal)));

        Outcome second = await RunAsync("up", "--detach", "--no-chain", "--port-base", portBase);
        Assert.Equal(
            new Outcome(ExitCodes.Failure, "",
                "fluence: a local network is running already; 'fluence local ps' shows it, 'fluence local down' stops it\n"),
            second);

        Outcome logs = await RunAsync("logs", "1", "--lines", "3");
        Assert.Equal(3, logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.All(logs.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line =>
            Assert.StartsWith("peer-1 ", line, StringComparison.Ordinal));
        Assert.Equal(
            $"fluence: there is no log of a peer 7 in {_folder.Path}", await CommandLine.FailAsync(ExitCodes.Failure, Args("logs", "7")));

        await KillAsync(1);
        Outcome crashed = await RunAsync("ps", "--json");
        Assert.Equal(ExitCodes.Failure, crashed.ExitCode);
        Assert.Equal(
            ["running", "stopped"],
            JsonDocument.Parse(crashed.Output).RootElement.GetProperty("peers").EnumerateArray()
                .Select(peer => peer.GetProperty("state").GetString()));

        IReadOnlyList<LocalPeer> started = Network.Load();
        Assert.Equal(new Outcome(ExitCodes.Success, "stopped 1 peer\n", ""), await RunAsync("down"));
        Assert.DoesNotContain(started, PeerProcess.IsRunning);
        Assert.Equal(
            new Outcome(ExitCodes.Success, "no local network is running; 'fluence local up' starts one\n", ""), await RunAsync("ps"));
        Assert.Equal(new Outcome(ExitCodes.Success, "no local network is running\n", ""), await RunAsync("down"));
        Assert.NotEqual("", (await RunAsync("logs")).Output);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task An_interrupt_stops_a_network_in_the_foreground(string signal)
    {
        await using FluenceProcess up = FluenceProcess.Start(
            "local", "up", "--no-chain", "--json", "--peers", "1", "--port-base", FreePorts.Base(1), "--dir", _folder.Path);
        Assert.StartsWith("""{"peers":[{"peer_id":""", await up.ReadLineAsync(), StringComparison.Ordinal);
        IReadOnlyList<LocalPeer> started = Network.Load();
        Assert.True(PeerProcess.IsRunning(Assert.Single(started)));
        Assert.Equal(ExitCodes.Success, await up.SignalAsync(signal));
        Assert.DoesNotContain(started, PeerProcess.IsRunning);
        Assert.Equal("running; Ctrl-C stops the peers\n", await up.Error);
        Assert.Empty(Network.Load());
    }

    [Fact]
    public async Task A_network_in_the_foreground_ends_when_a_peer_dies()
    {
        await using FluenceProcess up = FluenceProcess.Start(
            "local", "up", "--no-chain", "--json", "--peers", "2", "--port-base", FreePorts.Base(2), "--dir", _folder.Path);
        await up.ReadLineAsync();
        IReadOnlyList<LocalPeer> started = Network.Load();
        await KillAsync(0);
        Assert.Equal(ExitCodes.Failure, await up.ExitAsync());
        Assert.EndsWith($"fluence: peer 0 has died; its log is {started[0].LogFile}\n", await up.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(started, PeerProcess.IsRunning);
    }

    [Fact]
    public async Task A_peer_that_does_not_start_is_told_with_its_reason()
    {
        string portBase = FreePorts.Base(1);
        using System.Net.Sockets.TcpListener taken = new(IPAddress.Loopback, int.Parse(portBase));
        taken.Start();
        string error = await CommandLine.FailAsync(ExitCodes.Failure, Args("up", "--detach", "--no-chain", "--peers", "1", "--port-base", portBase));
        Assert.StartsWith("fluence: peer 0 did not start: cannot listen on ", error, StringComparison.Ordinal);
        Assert.Contains("choose another port", error, StringComparison.Ordinal);
        Assert.Empty(Network.Load());
    }

    [Fact]
    public async Task A_damaged_record_is_told()
    {
        string file = _folder.Write("network.json", "{");
        Assert.StartsWith(
            $"fluence: {file} is damaged", await CommandLine.FailAsync(ExitCodes.Failure, Args("ps")), StringComparison.Ordinal);
        File.Delete(file);
    }

    private LocalNetwork Network => new(_folder.Path);

    private async Task KillAsync(int number)
    {
        LocalPeer victim = Network.Load()[number];
        using Process process = Process.GetProcessById(victim.ProcessId);
        process.Kill();
        await Eventually.True(() => !PeerProcess.IsRunning(victim), "the peer is dead");
    }

    private Task<Outcome> RunAsync(params string[] args) => CommandLine.RunAsync(Args(args));

    private string[] Args(params string[] args) => ["local", .. args, "--dir", _folder.Path];
}

using System.Diagnostics;
using Fluence.Libp2p.Multiaddrs;
using Fluence.Peer.Configuration;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>
/// Particles through one relay: how many a second when many are under way, and how long one takes alone. Ours and the JavaScript relay,
/// each a process of its own, alternate; the load comes from this process over WebSocket and is the same for both.
/// </summary>
internal static class ParticleBenchmark
{
    private const int Rounds = 5;
    private const int InFlight = 64;

    // the slower relay gets fewer particles, but more seconds, to warm up and to work
    private static readonly Load Ours = new(WarmUp: 10_000, Count: 15_000, Singles: 500);
    private static readonly Load Theirs = new(WarmUp: 1_500, Count: 2_000, Singles: 200);

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (NodeProgram.Missing("client") is { } missing)
        {
            await Console.Error.WriteLineAsync($"the JavaScript relay cannot run: {missing}");
            return 1;
        }

        List<ParticleRun> ours = [], theirs = [];
        Console.WriteLine($"{Rounds} rounds, ours and theirs in turn; {InFlight} particles under way; WebSocket on loopback");
        for (int round = 1; round <= Rounds; round++)
        {
            ours.Add(await MeasureAsync(OwnProcess.Start("relay"), Ours));
            theirs.Add(await MeasureAsync(NodeProgram.Start("client", "relay.mjs"), Theirs));
            Console.WriteLine($"round {round}: ours {ours[^1]}; JavaScript relay {theirs[^1]}");
        }

        double rate = Median(ours, run => run.PerSecond), theirRate = Median(theirs, run => run.PerSecond);
        double latency = Median(ours, run => run.LatencyMs), theirLatency = Median(theirs, run => run.LatencyMs);
        Console.WriteLine($"particles/s, medians: ours {rate:f0}, JavaScript relay {theirRate:f0}, ratio {rate / theirRate:f1}");
        Console.WriteLine(
            $"round trip, medians: ours {latency:f2} ms, JavaScript relay {theirLatency:f2} ms, ratio {theirLatency / latency:f1}");
        return 0;
    }

    /// <summary>Runs one relay of ours until the input ends. Takes the id of the peer that may have it host services.</summary>
    public static async Task<int> ServeAsync(string[] arguments)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluence-bench-");
        PeerConfig config = new()
        {
            BaseDir = folder.FullName,
            ListenIp = System.Net.IPAddress.Loopback,
            TcpPort = null,
            WebSocketPort = 0,
            HttpPort = null,
            LogLevel = "error",
            ManagementPeerId = arguments is [string manager] && Crypto.PeerId.TryParse(manager, out Crypto.PeerId? id) ? id : null,
        };
        using var loggers = Peer.LoggingSetup.Create(config);
        await using (Peer.PeerNode node = await Peer.PeerNode.StartAsync(
            config, Crypto.KeyPair.Generate(), loggers, TimeProvider.System, CancellationToken.None))
        {
            Console.WriteLine(node.Addresses[0]);
            Console.WriteLine("READY");
            await Console.In.ReadToEndAsync();
        }

        folder.Delete(recursive: true);
        return 0;
    }

    private static async Task<ParticleRun> MeasureAsync(Process relay, Load load)
    {
        try
        {
            string? address = await relay.StandardOutput.ReadLineAsync();
            while (await relay.StandardOutput.ReadLineAsync() is { } line && line != "READY")
            {
                address = line;
            }

            await using ParticleLoad client = await ParticleLoad.ConnectAsync(Multiaddr.Parse(address ?? ""));
            await client.SendAsync(load.WarmUp, InFlight);
            TimeSpan many = await client.SendAsync(load.Count, InFlight);
            TimeSpan alone = await client.SendAsync(load.Singles, 1);
            return new ParticleRun(load.Count / many.TotalSeconds, alone.TotalMilliseconds / load.Singles);
        }
        finally
        {
            relay.StandardInput.Close();
            await relay.WaitForExitAsync();
            relay.Dispose();
        }
    }

    private static double Median(List<ParticleRun> runs, Func<ParticleRun, double> value) =>
        runs.Select(value).Order().ElementAt(runs.Count / 2);

    private sealed record Load(int WarmUp, int Count, int Singles);

    private sealed record ParticleRun(double PerSecond, double LatencyMs)
    {
        public override string ToString() => $"{PerSecond:f0} particles/s, {LatencyMs:f2} ms alone";
    }
}

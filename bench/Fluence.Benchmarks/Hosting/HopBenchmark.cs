using System.Diagnostics;
using Fluence.Libp2p.Multiaddrs;
using Fluence.TestKit;

namespace Fluence.Benchmarks.Hosting;

/// <summary>
/// Calls of a small Wasm function over one hop, beside calls of a built-in function of the same peer and of the JavaScript relay, which
/// hosts no services. Each is a process of its own; they take turns.
/// </summary>
internal static class HopBenchmark
{
    private const int Rounds = 5, InFlight = 64, WarmUp = 6_000, Count = 8_000, TheirWarmUp = 1_500, TheirCount = 2_000;

    public static async Task<int> RunAsync()
    {
        if (NodeProgram.Missing("client") is { } missing)
        {
            await Console.Error.WriteLineAsync($"the JavaScript relay cannot run: {missing}");
            return 1;
        }

        List<double> wasm = [], builtin = [], theirs = [];
        for (int round = 1; round <= Rounds; round++)
        {
            await using (HostingPeer peer = await HostingPeer.StartAsync())
            {
                string[] services = await peer.CreateServicesAsync(1);
                await using ParticleLoad client = await ParticleLoad.ConnectAsync(peer.Address);
                string call = $"""("{services[0]}" "add") [1 2]""";
                await client.SendAsync(WarmUp, InFlight, call);
                wasm.Add(Count / (await client.SendAsync(Count, InFlight, call)).TotalSeconds);
                builtin.Add(Count / (await client.SendAsync(Count, InFlight)).TotalSeconds);
            }

            theirs.Add(await MeasureTheirsAsync());
            Console.WriteLine(
                $"round {round}: Wasm {wasm[^1]:f0}, built-in {builtin[^1]:f0}, JavaScript relay's built-in {theirs[^1]:f0} calls/s");
        }

        double ours = Median(wasm), their = Median(theirs);
        Console.WriteLine(
            $"medians: Wasm {ours:f0}, built-in {Median(builtin):f0}, JavaScript relay's built-in {their:f0} calls/s, "
            + $"ratio {ours / their:f1}");
        return 0;
    }

    private static async Task<double> MeasureTheirsAsync()
    {
        using Process relay = NodeProgram.Start("client", "relay.mjs");
        string? address = null;
        while (await relay.StandardOutput.ReadLineAsync() is { } line && line != "READY")
        {
            address = line;
        }

        await using ParticleLoad client = await ParticleLoad.ConnectAsync(Multiaddr.Parse(address ?? ""));
        await client.SendAsync(TheirWarmUp, InFlight);
        double rate = TheirCount / (await client.SendAsync(TheirCount, InFlight)).TotalSeconds;
        relay.StandardInput.Close();
        await relay.WaitForExitAsync();
        return rate;
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Fluence.Benchmarks.Hosting;

/// <summary>
/// 100 clients over WebSocket call 1,000 services 100,000 times; then one service is flooded while it is busy, and all is called again.
/// </summary>
internal static class LoadBenchmark
{
    private const int Clients = 100, Services = 1_000, Parts = 5, FloodOfOne = 30;

    public static async Task<int> RunAsync(string[] arguments)
    {
        int calls = arguments is [string text] ? int.Parse(text, CultureInfo.InvariantCulture) : 100_000;
        await using HostingPeer peer = await HostingPeer.StartAsync();
        Console.WriteLine($"peer started: {peer.Memory:f0} MiB");
        long start = Stopwatch.GetTimestamp();
        string[] services = await peer.CreateServicesAsync(Services);
        Console.WriteLine($"{Services} services made in {Stopwatch.GetElapsedTime(start).TotalSeconds:f1} s: {peer.Memory:f0} MiB");
        CallClient[] clients = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => CallClient.ConnectAsync(peer.Address)));

        int lost = 0;
        for (int part = 0; part < Parts; part++)
        {
            lost += await CallAsync(peer, clients, services, calls / Parts);
        }

        await FloodAsync(peer, clients, services[0]);
        lost += await CallAsync(peer, clients, services, calls / Parts);
        foreach (CallClient client in clients)
        {
            await client.DisposeAsync();
        }

        Console.WriteLine($"lost: {lost}");
        return lost == 0 ? 0 : 1;
    }

    private static async Task<int> CallAsync(HostingPeer peer, CallClient[] clients, string[] services, int count)
    {
        ConcurrentBag<double> times = [];
        int next = -1, lost = 0;
        TimeSpan processor = peer.ProcessorTime;
        long start = Stopwatch.GetTimestamp();
        await Task.WhenAll(clients.Select(client => Task.Run(async () =>
        {
            for (int call = Interlocked.Increment(ref next); call < count; call = Interlocked.Increment(ref next))
            {
                if (await client.AddAsync(services[call % services.Length], call) is { } took)
                {
                    times.Add(took.TotalMilliseconds);
                }
                else
                {
                    Interlocked.Increment(ref lost);
                }
            }
        })));
        TimeSpan elapsed = Stopwatch.GetElapsedTime(start);
        double[] sorted = [.. times.Order()];
        double share = (peer.ProcessorTime - processor) / elapsed;
        Console.WriteLine(
            $"{count} calls, {lost} lost: {count / elapsed.TotalSeconds:f0} calls/s, "
            + $"p50 {At(sorted, 0.5):f1} ms, p99 {At(sorted, 0.99):f1} ms, longest {At(sorted, 1):f1} ms; "
            + $"peer: {peer.Memory:f0} MiB, {share:f2} processors");
        return lost;
    }

    /// <summary>Keeps a service busy for some seconds, and calls it more often than may wait for it.</summary>
    private static async Task FloodAsync(HostingPeer peer, CallClient[] clients, string service)
    {
        await clients[0].StartAsync(service, "\"spin\") []", TimeSpan.FromSeconds(5));
        int done = 0, refused = 0, lost = 0;
        await Task.WhenAll(clients.Skip(1).Select(client => Task.Run(async () =>
        {
            for (int call = 0; call < FloodOfOne; call++)
            {
                await client.StartAsync(service, "\"add\") [1 2]", TimeSpan.FromSeconds(30));
            }

            for (int call = 0; call < FloodOfOne; call++)
            {
                byte[]? data = await client.ReceiveAsync();
                bool isRefused = data.AsSpan().IndexOf("is overloaded"u8) >= 0;
                Interlocked.Increment(ref data is null ? ref lost : ref isRefused ? ref refused : ref done);
            }
        })));
        Console.WriteLine(
            $"flood of one busy service by {(clients.Length - 1) * FloodOfOne} calls: {refused} told that it is overloaded, "
            + $"{done} done later, {lost} without an answer; peer: {peer.Memory:f0} MiB");
    }

    private static double At(double[] sorted, double part) =>
        sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(sorted.Length * part))];
}

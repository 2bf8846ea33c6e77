using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fluence.Libp2p.Multiaddrs;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>
/// libp2p over loopback TCP: handshakes one after the other, and data one way on one stream. Ours and js-libp2p take turns, each with
/// a listening and a dialling process, and each sends the data once before it is measured.
/// Options: <c>--rounds N --mib N --handshakes N --ws</c>.
/// </summary>
internal static class Libp2pBenchmark
{
    public static async Task<int> RunAsync(string[] args)
    {
        switch (args)
        {
            case ["serve"]:
                return await Libp2pSide.ServeAsync();
            case ["dial", string target, string mebibytes, string handshakes]:
                return await Libp2pSide.DialAsync(Multiaddr.Parse(target), Number(mebibytes), Number(handshakes));
        }

        int rounds = Option(args, "--rounds", 5), size = Option(args, "--mib", 1024), count = Option(args, "--handshakes", 100);
        bool isWebSocket = args.Contains("--ws");
        if (NodeProgram.Missing("libp2p") is { } missing)
        {
            Console.Error.WriteLine(missing);
            return 1;
        }

        await using NodeProcess jsPeer = new(NodeProgram.Start("libp2p", "peer.mjs"));
        string js = Pick((await jsPeer.ReadAsync()).GetProperty("addresses"), isWebSocket);
        using Process own = OwnProcess.Start("libp2p", "serve");
        string ours = Pick(JsonSerializer.Deserialize<JsonElement>((await own.StandardOutput.ReadLineAsync())!), isWebSocket);
        List<double> ourHandshakes = [], jsHandshakes = [], ourSpeed = [], jsSpeed = [];
        for (int round = 1; round <= rounds; round++)
        {
            JsonElement result = await DialOwnAsync(ours, size, count);
            ourHandshakes.Add(result.GetProperty("handshakesPerSecond").GetDouble());
            ourSpeed.Add(result.GetProperty("megabytesPerSecond").GetDouble());
            jsHandshakes.Add((await DialJsAsync(js, "handshakes", count)).GetProperty("perSecond").GetDouble());
            jsSpeed.Add((await DialJsAsync(js, "sink", size)).GetProperty("megabytesPerSecond").GetDouble());
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"round {round}: {ourHandshakes[^1]:F0} | {jsHandshakes[^1]:F0} handshakes/s, {ourSpeed[^1]:F0} | {jsSpeed[^1]:F0} MB/s"));
        }

        own.StandardInput.Close();
        await own.WaitForExitAsync();
        Console.WriteLine($"{(isWebSocket ? "WebSocket" : "TCP")}, medians of {rounds} rounds");
        Print("handshakes/s", ourHandshakes, jsHandshakes);
        Print($"MB/s, {size} MiB on one stream", ourSpeed, jsSpeed);
        return 0;
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static int Option(string[] args, string name, int otherwise)
    {
        int index = Array.IndexOf(args, name);
        return index >= 0 && index + 1 < args.Length ? Number(args[index + 1]) : otherwise;
    }

    private static string Pick(JsonElement addresses, bool isWebSocket) => addresses.EnumerateArray()
        .Select(address => address.GetString()!)
        .First(address => address.Contains("/ws/", StringComparison.Ordinal) == isWebSocket);

    private static async Task<JsonElement> DialOwnAsync(string target, int mebibytes, int handshakes)
    {
        using Process process = OwnProcess.Start("libp2p", "dial", target, $"{mebibytes}", $"{handshakes}");
        string line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("our dialler failed");
        await process.WaitForExitAsync();
        return JsonSerializer.Deserialize<JsonElement>(line);
    }

    private static async Task<JsonElement> DialJsAsync(string target, string scenario, int amount)
    {
        await using NodeProcess process = new(NodeProgram.Start("libp2p", "dial.mjs", target, scenario, $"{amount}"));
        JsonElement result = await process.ReadAsync();
        return result.TryGetProperty("failure", out JsonElement failure) ? throw new InvalidOperationException(failure.ToString()) : result;
    }

    private static void Print(string what, List<double> ours, List<double> js)
    {
        double own = Median(ours), other = Median(js);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-34} ours {own,8:F0}   js-libp2p {other,8:F0}   ratio {own / other:F2}"));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}

using System.Globalization;
using Fluence.AquaVM;
using Fluence.Cli.Avm.Bench;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>
/// Recorded invokes through our interpreter, in this process, and through avm.wasm on Node.js, in another: a batch of ours, a batch of
/// theirs, round after round, after both have warmed up. Options: <c>DIR --rounds N --filter TEXT</c>.
/// </summary>
internal static class AvmBenchmark
{
    private const double WarmUpSeconds = 2;
    private const double BatchMilliseconds = 150;

    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [string directory, ..] || NodeProgram.Missing("client") is not null)
        {
            await Console.Error.WriteLineAsync(NodeProgram.Missing("client") ?? "usage: avm DIR [--rounds N] [--filter TEXT]");
            return 1;
        }

        directory = Path.GetFullPath(directory);
        int rounds = int.Parse(Option(arguments, "--rounds", "5"), CultureInfo.InvariantCulture);
        string program = Path.Combine(AppContext.BaseDirectory, "avm.mjs");
        await using AvmWasm wasm = new(NodeProgram.Start("client", program, directory));
        Console.WriteLine($"{rounds} rounds, ours and avm.wasm in turn; medians; 'fresh' remembers no signature and no script");
        Console.WriteLine($"{"",-32}{"wasm ms",9}{"ours ms",9}{"ratio",8}{"fresh ms",10}{"ratio",8}{"KiB/invoke",12}");
        List<Comparison> all = [];
        foreach (BenchInput input in BenchInput.ReadAll(directory, Option(arguments, "--filter", "")))
        {
            Comparison comparison = await CompareAsync(wasm, input, rounds);
            all.Add(comparison);
            Console.WriteLine(Line(input.Name, comparison));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"geometric mean of the ratios: {Mean(all.Select(one => one.Ratio)):F1}, fresh {Mean(all.Select(one => one.FreshRatio)):F1}"));
        return 0;
    }

    private static async Task<Comparison> CompareAsync(AvmWasm wasm, BenchInput input, int rounds)
    {
        AquaVm vm = new(), fresh = new(BenchTimer.Options(cold: true));
        List<double> theirs = await wasm.RunAsync(input.Name, 0, WarmUpSeconds);
        BenchTimer.WarmUp(vm, input, 100, TimeSpan.FromSeconds(WarmUpSeconds));
        BenchTimer.WarmUp(fresh, input, 100, TimeSpan.FromSeconds(WarmUpSeconds / 4));
        int theirRuns = Runs(theirs), ourRuns = Runs(BenchTimer.Measure(vm, input, 20).Milliseconds);
        int freshRuns = Runs(BenchTimer.Measure(fresh, input, 20).Milliseconds);
        theirs = [];
        List<double> ours = [], ofFresh = [];
        long allocated = 0;
        for (int round = 0; round < rounds; round++)
        {
            theirs.AddRange(await wasm.RunAsync(input.Name, theirRuns, 0));
            BenchTimes times = BenchTimer.Measure(vm, input, ourRuns);
            ours.AddRange(times.Milliseconds);
            allocated = times.AllocatedBytes;
            ofFresh.AddRange(BenchTimer.Measure(fresh, input, freshRuns).Milliseconds);
        }

        return new Comparison(Median(theirs), Median(ours), Median(ofFresh), allocated);
    }

    private static int Runs(IReadOnlyCollection<double> times) => (int)Math.Clamp(BatchMilliseconds / Median(times), 5, 5000);

    private static double Median(IReadOnlyCollection<double> values) => values.Order().ElementAt(values.Count / 2);

    private static double Mean(IEnumerable<double> ratios) => Math.Exp(ratios.Average(Math.Log));

    private static string Line(string name, Comparison one) => string.Create(
        CultureInfo.InvariantCulture,
        $"{name,-32}{one.Theirs,9:F3}{one.Ours,9:F4}{one.Ratio,8:F1}{one.Fresh,10:F4}{one.FreshRatio,8:F1}{one.Allocated / 1024.0,12:F0}");

    private static string Option(string[] arguments, string name, string otherwise)
    {
        int index = Array.IndexOf(arguments, name);
        return index >= 0 && index + 1 < arguments.Length ? arguments[index + 1] : otherwise;
    }

    private sealed record Comparison(double Theirs, double Ours, double Fresh, long Allocated)
    {
        public double Ratio => Theirs / Ours;

        public double FreshRatio => Theirs / Fresh;
    }
}

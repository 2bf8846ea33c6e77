using System.Globalization;
using Fluence.Contracts.Tests.Chain;
using Fluence.Contracts.Tests.Model;

namespace Fluence.Contracts.Tests.Sequences;

/// <summary>
/// The random sequences without end, for <c>./test --long contracts</c>: <c>long [--seed N] [--count N] [--threads N]</c>. Each seed is run
/// on our contracts with all calls, then with those of both on the original's and on ours. Exit code 1 on a difference.
/// </summary>
internal static class Program
{
    private const int ProgressEvery = 100;

    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is not ["long", ..])
        {
            Console.Error.WriteLine("known is: long [--seed N] [--count N] [--threads N]");
            return 2;
        }

        int first = Option(arguments, "--seed") ?? 0;
        int count = Option(arguments, "--count") ?? int.MaxValue - first;
        int next = first - 1;
        int done = 0;
        string? difference = null;
        int threads = Option(arguments, "--threads") ?? Environment.ProcessorCount;
        await Task.WhenAll(Enumerable.Range(0, threads).Select(_ => Task.Run(RunAsync)));
        Console.WriteLine(difference ?? $"{done} seeds from {first} on: no difference");
        return difference is null ? 0 : 1;

        async Task RunAsync()
        {
            await using SequenceSeries all = await SequenceSeries.StartAsync(Code.Ours, Rules.Ours, onlyOriginal: false);
            await using SequenceSeries original = await SequenceSeries.StartAsync(Code.Original, Rules.Original, onlyOriginal: true);
            await using SequenceSeries ours = await SequenceSeries.StartAsync(Code.Ours, Rules.Ours, onlyOriginal: true);
            while (Interlocked.Increment(ref next) is var seed && seed < first + count && difference is null)
            {
                difference = await all.RunAsync(seed) ?? await original.RunAsync(seed) ?? await ours.RunAsync(seed) ?? difference;
                if (Interlocked.Increment(ref done) % ProgressEvery == 0)
                {
                    Console.WriteLine($"{done} seeds");
                }
            }

            foreach (SequenceSeries series in new[] { all, original, ours })
            {
                Console.WriteLine($"{series.Summary}\n  {series.Outcomes}");
            }
        }
    }

    private static int? Option(string[] arguments, string name)
    {
        int index = Array.IndexOf(arguments, name);
        return index >= 0 && index + 1 < arguments.Length ? int.Parse(arguments[index + 1], CultureInfo.InvariantCulture) : null;
    }
}

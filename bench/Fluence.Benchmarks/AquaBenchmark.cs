using System.Globalization;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>
/// Our compiler of Aqua and the original one on Node.js, file by file in turn, round after round. Each is in a process of its own and warm.
/// Options: <c>[DIR|FILE]… [-I DIR]… [--rounds N]</c>; <c>--cold</c> for the first file that a process compiles, <c>--process</c> for
/// whole processes, <c>--lsp [--lines N]</c> for the language server. Without paths: the sources and packages of tests/interop/aqua.
/// </summary>
internal static class AquaBenchmark
{
    private const double WarmUpSeconds = 5;

    public static async Task<int> RunAsync(string[] arguments)
    {
        AquaInputs inputs = AquaInputs.Parse(arguments);
        if (inputs.IsOnlyServed)
        {
            return AquaOurs.Serve();
        }

        if (inputs.IsEditing)
        {
            return await AquaEditing.RunAsync(inputs);
        }

        if (NodeProgram.Missing(AquaInputs.Folder) is { } missing)
        {
            await Console.Error.WriteLineAsync(missing);
            return 1;
        }

        return inputs.IsWholeProcess ? await AquaProcesses.RunAsync(inputs)
            : inputs.IsCold ? await RunColdAsync(inputs)
            : await RunWarmAsync(inputs);
    }

    private static async Task<int> RunWarmAsync(AquaInputs inputs)
    {
        Console.WriteLine($"{inputs.Rounds} rounds, the original and ours in turn, warm; medians of each file; milliseconds");
        Console.WriteLine(Header);
        foreach ((string corpus, IReadOnlyList<string> files) in inputs.Corpora)
        {
            await using AquaCompilerProcess ours = AquaCompilerProcess.Ours(), theirs = AquaCompilerProcess.Original();
            List<string> good = await WarmUpAsync(files, inputs.Imports, theirs, ours);
            await ReportAsync(corpus, files.Count, good, inputs.Rounds, async file =>
                (await theirs.CompileAsync(file, inputs.Imports), await ours.CompileAsync(file, inputs.Imports)));
        }

        return 0;
    }

    private static async Task<int> RunColdAsync(AquaInputs inputs)
    {
        Console.WriteLine($"{inputs.Rounds} rounds, a new process for each file, in turn; compiling only; milliseconds");
        Console.WriteLine(Header);
        foreach ((string corpus, IReadOnlyList<string> files) in inputs.Corpora)
        {
            await ReportAsync(corpus, files.Count, files, inputs.Rounds, async file =>
            {
                await using AquaCompilerProcess theirs = AquaCompilerProcess.Original();
                AquaCompilation original = await theirs.CompileAsync(file, inputs.Imports);
                await using AquaCompilerProcess ours = AquaCompilerProcess.Ours();
                return (original, await ours.CompileAsync(file, inputs.Imports));
            });
        }

        return 0;
    }

    /// <summary>The files that both sides compile; both have done so for some seconds.</summary>
    private static async Task<List<string>> WarmUpAsync(
        IReadOnlyList<string> files, IReadOnlyList<string> imports, AquaCompilerProcess theirs, AquaCompilerProcess ours)
    {
        List<string> good = [];
        foreach (string file in files)
        {
            if (await theirs.CompileAsync(file, imports) is { Errors: 0 } && await ours.CompileAsync(file, imports) is { Errors: 0 })
            {
                good.Add(file);
            }
        }

        foreach (AquaCompilerProcess side in (AquaCompilerProcess[])[theirs, ours])
        {
            for (double spent = 0; spent < 1000 * WarmUpSeconds && good.Count > 0;)
            {
                foreach (string file in good)
                {
                    spent += (await side.CompileAsync(file, imports)).Ms;
                }
            }
        }

        return good;
    }

    private static async Task ReportAsync(
        string corpus, int all, IReadOnlyList<string> files, int rounds, Func<string, Task<(AquaCompilation, AquaCompilation)>> compile)
    {
        List<(double Theirs, double Ours)>[] times = [.. files.Select(_ => new List<(double, double)>())];
        long air = 0;
        for (int round = 0; round < rounds; round++)
        {
            for (int index = 0; index < files.Count; index++)
            {
                (AquaCompilation theirs, AquaCompilation ours) = await compile(files[index]);
                times[index].Add((theirs.Ms, ours.Ms));
                air += round == 0 ? ours.Air : 0;
            }
        }

        if (files.Count == 0)
        {
            Console.WriteLine($"{corpus,-34} nothing that both compile");
            return;
        }

        double[] original = [.. times.Select(file => Median(file.Select(time => time.Theirs)))];
        double[] own = [.. times.Select(file => Median(file.Select(time => time.Ours)))];
        double ratios = Median(original.Zip(own, (theirs, ours) => theirs / ours));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{corpus,-34}{files.Count,4} of {all,-4}{air / 1024,8}{Median(original),10:F1}{Median(own),9:F2}{ratios,8:F1}")
            + string.Create(
                CultureInfo.InvariantCulture, $"{original.Sum(),11:F0}{own.Sum(),9:F1}{original.Sum() / own.Sum(),8:F1}"));
    }

    private static string Header => $"{"",-34}{"files",11}{"AIR KiB",9}{"median",10}{"ours",9}{"ratio",8}{"total",11}{"ours",9}{"ratio",8}";

    internal static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}

/// <summary>How a file was compiled: in how many milliseconds, with how many errors, to how many characters of scripts.</summary>
internal sealed record AquaCompilation(double Ms, int Errors, long Air);

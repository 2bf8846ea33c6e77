using System.Diagnostics;
using System.Globalization;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>
/// Whole processes from the start to the end: the <c>fluence</c> command as it is run from the shell, and Node.js with the original
/// compiler, in turn.
/// </summary>
internal static class AquaProcesses
{
    private const string Hello = """
        aqua Hello declares *

        export hello

        service Greeter("greeter"):
            greet(name: string) -> string

        func hello(name: string) -> string:
            on HOST_PEER_ID:
                greeting <- Greeter.greet(name)
            <- greeting

        """;

    private static string Command => Path.GetFullPath(NodeProgram.PathOf(AquaInputs.Folder, "../../../fluence"));

    internal static async Task<int> RunAsync(AquaInputs inputs)
    {
        string folder = Directory.CreateTempSubdirectory("fluence-bench-").FullName;
        try
        {
            string hello = Path.Combine(folder, "hello.aqua");
            await File.WriteAllTextAsync(hello, Hello);
            (string, IReadOnlyList<string>)[] corpora = inputs.HasPaths ? [.. inputs.Corpora] : [("hello.aqua", [hello])];
            Console.WriteLine($"{inputs.Rounds} rounds, a new process for each, in turn; milliseconds: least, median, most");
            foreach (string file in corpora.SelectMany(corpus => corpus.Item2))
            {
                await CompareAsync(file, inputs);
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static async Task CompareAsync(string file, AquaInputs inputs)
    {
        // the first run builds the command where it has to
        await OursAsync(file, inputs.Imports);
        List<double> ours = [], theirs = [];
        for (int round = 0; round < inputs.Rounds; round++)
        {
            theirs.Add(await OriginalAsync(file, inputs.Imports));
            ours.Add(await OursAsync(file, inputs.Imports));
        }

        double ratio = AquaBenchmark.Median(theirs) / AquaBenchmark.Median(ours);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{Path.GetFileName(file),-30} the original {Times(theirs)}   ours {Times(ours)}   ratio of medians {ratio:F1}"));
    }

    private static async Task<double> OursAsync(string file, IEnumerable<string> imports)
    {
        ProcessStartInfo start = new(Command, ["aqua", "compile", file, .. imports.SelectMany(folder => new[] { "-I", folder })])
        {
            RedirectStandardOutput = true,
        };
        long since = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        return await EndAsync(process, since);
    }

    private static async Task<double> OriginalAsync(string file, IEnumerable<string> imports)
    {
        long since = Stopwatch.GetTimestamp();
        using Process process = NodeProgram.Start(AquaInputs.Folder, AquaCompilerProcess.Script, string.Join(',', imports), file);
        process.BeginErrorReadLine();
        return await EndAsync(process, since);
    }

    private static async Task<double> EndAsync(Process process, long since)
    {
        await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        double ms = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
        return process.ExitCode == 0 ? ms
            : throw new InvalidOperationException($"{process.StartInfo.FileName} ended with {process.ExitCode}");
    }

    private static string Times(List<double> times) =>
        string.Create(CultureInfo.InvariantCulture, $"{times.Min(),6:F0}{AquaBenchmark.Median(times),6:F0}{times.Max(),6:F0}");
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Fluence.AquaVM;
using Fluence.Cli.Output;

namespace Fluence.Cli.Avm.Bench;

/// <summary><c>fluence avm bench</c>: how long recorded invokes take.</summary>
internal static class BenchCommand
{
    private const int LeastWarmUpRuns = 50;

    public static Command Create()
    {
        Argument<DirectoryInfo> directory = new("dir")
        {
            Description = "One folder for each invoke: script.air, prev_data.bin, cur_data.bin, params.json, call_results.json.",
        };
        Option<int> runs = new("--runs") { Description = "How often each invoke is timed.", DefaultValueFactory = _ => 100 };
        Option<string> filter = new("--filter") { Description = "Only folders whose names contain this.", DefaultValueFactory = _ => "" };
        Option<int> warmUp = new("--warm-up")
        {
            Description = "How many milliseconds each invoke is repeated before it is timed.", DefaultValueFactory = _ => 1000,
        };
        Option<bool> cold = new("--cold") { Description = "Remember nothing between invokes: no signature, no script, no data." };
        Command command = new("bench", "Time recorded invokes and print a line of JSON for each: name, ms (median), min, ret_code, out.")
        {
            directory, runs, filter, warmUp, cold,
        };
        command.SetAction(parsed =>
        {
            int times = parsed.GetValue(runs) is >= 1 and int given ? given : throw new CommandException("--runs is at least 1");
            TextWriter output = parsed.Out();
            AquaVm vm = new(BenchTimer.Options(parsed.GetValue(cold)));
            foreach (BenchInput input in Read(parsed.GetValue(directory)!, parsed.GetValue(filter)!))
            {
                BenchTimer.WarmUp(vm, input, LeastWarmUpRuns, TimeSpan.FromMilliseconds(parsed.GetValue(warmUp)));
                output.WriteLine(Line(input.Name, BenchTimer.Measure(vm, input, times)));
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static IReadOnlyList<BenchInput> Read(DirectoryInfo directory, string filter)
    {
        try
        {
            return BenchInput.ReadAll(directory.FullName, filter);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"the inputs cannot be read: {error.Message}");
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new CommandException($"the inputs are malformed: {error.Message}");
        }
    }

    private static string Line(string name, BenchTimes times) => string.Create(
        CultureInfo.InvariantCulture,
        $"{{\"name\":{JsonSerializer.Serialize(name)},\"ms\":{times.Median:0.####},\"min\":{times.Least:0.####},"
        + $"\"ret_code\":{times.Outcome.RetCode},\"out\":{times.Outcome.DataLength},\"allocated\":{times.AllocatedBytes}}}");
}

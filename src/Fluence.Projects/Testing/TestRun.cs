using System.Text;
using Fluence.Marine;
using Fluence.Marine.Services;
using Fluence.Primitives.Json;

namespace Fluence.Projects.Testing;

/// <summary>Runs the tests of one module, each in a fresh instance of the service, with empty folders.</summary>
internal sealed class TestRun(TestPlan plan, TimeProvider time)
{
    private const string Prefix = "__marine_test__";
    private const string Hint = "note: run with `RUST_BACKTRACE=1`";

    // the harness of Rust would keep what a plain test says to itself
    private static readonly Dictionary<string, string> Uncaptured = new() { ["RUST_TEST_NOCAPTURE"] = "1" };

    // an endless test ends some time
    private const long MaxFuel = 500_000_000_000;

    /// <summary>The names of the tests, in the order of the module.</summary>
    public IEnumerable<string> Names => plan.Modules[plan.TestModule].Interface.Functions.Select(static function => function.Name)
        .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(static name => name[Prefix.Length..]);

    /// <summary>Runs one test.</summary>
    public TestResult Run(string name, CancellationToken cancellation)
    {
        long start = time.GetTimestamp();
        DirectoryInfo folder = Directory.CreateTempSubdirectory("fluence-test-");
        try
        {
            string? failure = FindFailure(name, folder.FullName, cancellation);
            cancellation.ThrowIfCancellationRequested();
            return new TestResult(plan.Name, name, failure, time.GetElapsedTime(start));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private string? FindFailure(string name, string folder, CancellationToken cancellation)
    {
        using MemoryStream output = new(), error = new();
        List<string> log = [];
        ServiceHost host = new()
        {
            ServiceId = "test", WorkingFolder = folder, Output = output, Error = error, Time = time, Environment = Uncaptured,
            Log = entry => log.Add($"{entry.Level} [{entry.Module}] {entry.Message}"),
        };
        try
        {
            using MarineService service = MarineService.Load(plan.Config, plan.Modules, host);
            ServiceOutcome outcome = service.CallModule(
                plan.TestModule, Prefix + name, JsonNull.Instance, CallParameters.Empty,
                new CallLimits { Fuel = MaxFuel, CancellationToken = cancellation });
            return outcome.Error is null ? null : Explain(outcome.Error.Message, error, log);
        }
        catch (MarineException wrong)
        {
            // plain tests of the harness run while the module is loaded
            return Explain($"the module could not be loaded: {wrong.Message}", error, [.. Lines(output), .. log]);
        }
    }

    /// <summary>What the module wrote says more than where it trapped.</summary>
    private static string Explain(string problem, MemoryStream error, IEnumerable<string> more)
    {
        string[] written = [.. Lines(error).Where(static line => !line.StartsWith(Hint, StringComparison.Ordinal))];
        return string.Join('\n', [.. written.Length > 0 ? written : problem.Split('\n'), .. more]);
    }

    private static string[] Lines(MemoryStream stream) =>
        Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}

namespace Fluence.Interop.Tests.Avm.Differential;

/// <summary>
/// The differential test without end, for <c>./test --long [--seed N]</c>: <c>long [--seed N] [--count N] [--threads N] [--mutations PERCENT]
/// [--findings N]</c>. Exit code 1 on a difference.
/// </summary>
internal static class Program
{
    private const int ProgressEvery = 500;

    public static int Main(string[] arguments)
    {
        if (arguments is not ["long", ..])
        {
            Console.Error.WriteLine("known is: long [--seed N] [--count N] [--threads N] [--mutations PERCENT] [--findings N]");
            return 2;
        }

        int? count = Option(arguments, "--count");
        int threads = Option(arguments, "--threads") ?? Environment.ProcessorCount;
        DifferentialRun run = new(Option(arguments, "--seed") ?? 0, count, Option(arguments, "--mutations") ?? 0)
        {
            MostFindings = Option(arguments, "--findings") ?? 1,
            OnDone = static done =>
            {
                if (done % ProgressEvery == 0)
                {
                    Console.WriteLine($"{done} networks");
                }
            },
        };
        run.Run(threads);
        using BothVms vms = new();
        foreach (Finding found in run.Findings)
        {
            Console.WriteLine($"seed {found.Case.Seed}: {found.Difference}\n");
            Finding finding = new Shrinker(vms).Shrink(found);
            Console.WriteLine($"shrunk: {finding.Difference}\n{finding.Case}\n");
        }

        Console.WriteLine(run.Summary);
        return run.Findings.Count > 0 ? 1 : 0;
    }

    private static int? Option(string[] arguments, string name)
    {
        int index = Array.IndexOf(arguments, name);
        return index >= 0 && index + 1 < arguments.Length ? int.Parse(arguments[index + 1]) : null;
    }
}

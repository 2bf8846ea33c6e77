using System.Diagnostics;
using Fluence.AquaVM;

namespace Fluence.Cli.Avm.Bench;

/// <summary>Times recorded invokes.</summary>
internal static class BenchTimer
{
    /// <summary>The options of an interpreter that remembers as usual, or nothing at all.</summary>
    public static AquaVmOptions Options(bool cold) =>
        cold ? new AquaVmOptions { RememberedSignatures = 0, RememberedScriptBytes = 0 } : new AquaVmOptions();

    /// <summary>Runs an invoke so many times.</summary>
    public static BenchTimes Measure(AquaVm vm, BenchInput input, int runs)
    {
        double[] milliseconds = new double[runs];
        BenchOutcome outcome = default;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            outcome = input.Run(vm);
            milliseconds[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new BenchTimes(milliseconds, allocated / runs, outcome);
    }

    /// <summary>Runs an invoke until it has been run so often for so long, so that the code is compiled at its best.</summary>
    public static void WarmUp(AquaVm vm, BenchInput input, int runs, TimeSpan time)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < runs || Stopwatch.GetElapsedTime(start) < time; i++)
        {
            input.Run(vm);
        }
    }
}

/// <summary>The times of one invoke that was run several times.</summary>
/// <param name="Milliseconds">The time of each run.</param>
/// <param name="AllocatedBytes">The mean memory that a run allocates.</param>
/// <param name="Outcome">What it came to.</param>
internal sealed record BenchTimes(double[] Milliseconds, long AllocatedBytes, BenchOutcome Outcome)
{
    /// <summary>The middle one of the times, the later one of two.</summary>
    public double Median => Milliseconds.Order().ElementAt(Milliseconds.Length / 2);

    /// <summary>The shortest time.</summary>
    public double Least => Milliseconds.Min();
}

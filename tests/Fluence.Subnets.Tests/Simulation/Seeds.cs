using System.Globalization;
using Fluence.AquaVM;

namespace Fluence.Subnets.Tests.Simulation;

/// <summary>Runs a test on many networks.</summary>
internal static class Seeds
{
    private const int Default = 200;

    /// <summary>How many seeds each test runs: 200, or what the environment variable <c>FLUENCE_SUBNET_SEEDS</c> says.</summary>
    public static int Count { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("FLUENCE_SUBNET_SEEDS"), CultureInfo.InvariantCulture, out int count) ? count : Default;

    /// <summary>Runs a test for each seed; the first failure is told with everything that happened on its network.</summary>
    /// <param name="replicas">How many replicas the network has.</param>
    /// <param name="test">The test.</param>
    /// <param name="share">For tests that take long: they run one in so many of the usual number of seeds.</param>
    public static void Run(int replicas, Action<SimulatedNetwork> test, int share = 1)
    {
        int first = int.TryParse(Environment.GetEnvironmentVariable("FLUENCE_SUBNET_FIRST"), CultureInfo.InvariantCulture, out int given)
            ? given : 1;
        ParallelOptions options = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };
        Parallel.For(first, first + Math.Max(1, Count / share), options, static () => new AquaVm(), (seed, state, vm) =>
        {
            SimulatedNetwork network = new(vm, seed, replicas);
            try
            {
                test(network);
            }
            catch (Exception failure)
            {
                state.Stop();
                Assert.Fail($"seed {seed}: {failure.Message}\n{network.Log}");
            }

            return vm;
        }, static _ => { });
    }
}

using System.Collections.Immutable;
using Fluence.Services.Hosting;
using Fluence.Services.Scopes;
using Fluence.Services.Tests.Support;
using Fluence.Services.Units;

namespace Fluence.Services.Tests.Units;

/// <summary>On which processors the work of a worker runs.</summary>
public sealed class AffinityTests
{
    [Fact]
    public async Task Work_runs_on_the_cores_of_its_scope_and_on_all_where_it_has_none()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        PeerScope worker = new(BuiltinHarness.Stranger);
        CpuCore core = CpuTopology.Read(null)[^1];
        using ServicePool pool = new(new HostingOptions { PoolSize = 1 }, scope => scope == worker ? [core] : ImmutableArray<CpuCore>.Empty);
        string before = await pool.RunAsync(PeerScope.Host, Allowed, CancellationToken.None);
        Assert.Equal(Range(core.Threads), await pool.RunAsync(worker, Allowed, CancellationToken.None));
        Assert.Equal(before, await pool.RunAsync(PeerScope.Host, Allowed, CancellationToken.None));
    }

    [Fact]
    public void Every_processor_is_on_one_core()
    {
        ImmutableArray<CpuCore> cores = CpuTopology.Read(null);
        Assert.Equal(Enumerable.Range(0, Environment.ProcessorCount), cores.SelectMany(core => core.Threads).Order());
        Assert.Equal(Enumerable.Range(0, cores.Length), cores.Select(core => core.Id));
        Assert.Equal([cores[0]], (IEnumerable<CpuCore>)[.. CpuTopology.Read([0]).Select(core => cores[core.Id])]);
    }

    private static string Allowed() => File.ReadLines("/proc/thread-self/status")
        .First(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];

    private static string Range(ImmutableArray<int> threads) => CoreRange.Print(threads);
}

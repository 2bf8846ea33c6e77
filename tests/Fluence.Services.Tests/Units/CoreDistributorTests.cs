using System.Collections.Immutable;
using Fluence.Services.Deals;
using Fluence.Services.Storage;
using Fluence.Services.Units;
using Fluence.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Fluence.Services.Tests.Units;

/// <summary>Cores of compute units.</summary>
public sealed class CoreDistributorTests : IDisposable
{
    private readonly string _folder = TestFolder.New();
    private StateDatabase _state;

    public CoreDistributorTests() => _state = PeerState.Open(_folder);

    public void Dispose() => _state.Dispose();

    [Fact]
    public void The_first_cores_are_the_peers_own_and_units_get_the_last_ones()
    {
        CoreDistributor cores = Make(4, new UnitOptions { SystemCores = 1, IsShared = false });
        Assert.Equal([0], cores.System.Select(core => core.Id));
        Assert.Null(cores.Acquire(["a", "b"]));
        Assert.Equal([3], Of(cores, "a"));
        Assert.Equal([2], Of(cores, "b"));
        Assert.Equal([2, 3], Of(cores, "a", "b"));
        Assert.Empty(Of(cores, "c"));
        Assert.Equal([6, 7], (IEnumerable<int>)cores.Of(["a"])[0].Threads);
    }

    [Fact]
    public void Where_cores_are_not_shared_too_many_units_get_none_and_the_reason_says_why()
    {
        CoreDistributor cores = Make(3, new UnitOptions { SystemCores = 1, IsShared = false });
        Assert.Null(cores.Acquire(["a"]));
        Assert.Equal(
            "Couldn't assign core: no free cores left. Required: 2, available: 1, of the 3 cores in cpus_range 1 are the peer's own "
            + "(system_cpu_count)",
            cores.Acquire(["a", "b", "c"]));
        Assert.Empty(Of(cores, "b"));
        cores.Release(["a"]);
        Assert.Null(cores.Acquire(["b", "c"]));
    }

    [Fact]
    public void Where_cores_are_shared_units_are_spread_evenly()
    {
        CoreDistributor cores = Make(3, new UnitOptions { SystemCores = 1, IsShared = true });
        Assert.Null(cores.Acquire(["a", "b", "c", "d"]));
        Assert.Equal(2, new[] { "a", "b", "c", "d" }.Count(unit => Of(cores, unit)[0] == 2));
        CoreDistributor single = Make(1, new UnitOptions { SystemCores = 1, IsShared = true });
        Assert.Null(single.Acquire(["a"]));
        Assert.Equal([0], Of(single, "a"));
    }

    [Fact]
    public void A_unit_gets_the_core_again_that_it_had_also_after_a_restart()
    {
        CoreDistributor before = Make(4, new UnitOptions { IsShared = false });
        before.Acquire(["a", "b", "c"]);
        before.Release(["a", "b", "c"]);
        Assert.Null(before.Acquire(["b", "a"]));
        Assert.Equal([2], Of(before, "b"));
        _state.Dispose();
        _state = PeerState.Open(_folder);
        CoreDistributor after = Make(4, new UnitOptions { IsShared = false });
        Assert.Null(after.Acquire(["c"]));
        Assert.Equal([1], Of(after, "c"));
    }

    [Fact]
    public void Units_on_the_chain_keep_their_cores_and_those_that_are_gone_lose_them()
    {
        CoreDistributor cores = Make(3, new UnitOptions { SystemCores = 1, IsShared = false });
        cores.Keep(Snapshot(("a", null), ("b", "deal")));
        Assert.Equal([2], Of(cores, "b"));
        Assert.Equal([1], Of(cores, "a"));
        cores.Keep(Snapshot(("a", "deal"), ("c", null)));
        Assert.Equal([1], Of(cores, "a"));
        Assert.Equal([2], Of(cores, "c"));
        Assert.Empty(Of(cores, "b"));
    }

    [Theory]
    [InlineData("0-3,6", "0-3,6")]
    [InlineData("5", "5")]
    [InlineData("3,1,2", "1-3")]
    public void Ranges_are_read_and_written(string text, string written)
    {
        Assert.True(CoreRange.TryParse(text, out ImmutableArray<int> cores));
        Assert.Equal(written, CoreRange.Print(cores));
    }

    [Theory]
    [InlineData("")]
    [InlineData("3-1")]
    [InlineData("a")]
    [InlineData("1-2-3")]
    [InlineData("-1")]
    [InlineData("4096")]
    public void What_is_no_range_is_refused(string text) => Assert.False(CoreRange.TryParse(text, out _));

    private static int[] Of(CoreDistributor cores, params string[] units) => [.. cores.Of(units).Select(core => core.Id)];

    private static DealSnapshot Snapshot(params (string Id, string? Deal)[] units) => new(
        1, DateTimeOffset.UnixEpoch, new ChainEpoch(1, DateTimeOffset.UnixEpoch, TimeSpan.FromDays(1)), [],
        [.. units.Select(unit => new ComputeUnit(unit.Id, unit.Deal, 1))], null, new ProofParameters("", "", 1, 1));

    private CoreDistributor Make(int count, UnitOptions options) => new(
        [.. Enumerable.Range(0, count).Select(core => new CpuCore(core, [core * 2, (core * 2) + 1]))], _state, options, NullLogger.Instance);
}

using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Tests.Support;
using Fluence.Primitives.Json;

namespace Fluence.Marine.Tests.Services;

/// <summary>A service that fails can be called again, and others do not notice.</summary>
public sealed class RecoveryTests
{
    private const ulong MiB = 1 << 20;

    [Fact]
    public void A_service_that_traps_goes_on_with_its_memory()
    {
        using MarineService service = Guests.Load("types"), other = Guests.Load("types");
        Assert.Equal("1", service.Call("count"));
        Assert.Equal(ServiceErrorKind.Trap, service.Fail("fail").Kind);
        Assert.Contains("integer divide by zero", service.Fail("divide", "[1,0]").Message, StringComparison.Ordinal);
        Assert.Equal("2", service.Call("count"));
        Assert.Equal("1", other.Call("count"));
    }

    [Fact]
    public void The_stack_in_memory_is_put_back_after_a_trap()
    {
        using MarineService service = Guests.Load("types");

        // each takes 4 KiB of a stack of 64
        for (int i = 0; i < 100; i++)
        {
            ServiceError error = service.Fail("fail_deep", $"[{i}]");
            Assert.Contains("wasm trap: unreachable", error.Message, StringComparison.Ordinal);
        }

        Assert.Equal("1", service.Call("count"));
    }

    [Fact]
    public void A_service_that_runs_out_of_fuel_is_made_anew()
    {
        using MarineService service = Guests.Load("types", "front"), other = Guests.Load("types");
        Assert.Equal("1", service.Call("pass_count"));
        CallLimits little = new() { Fuel = 100_000 };
        ServiceOutcome outcome = service.Call("pass_spin", JsonNull.Instance, CallParameters.Empty, little);
        Assert.Equal(ServiceErrorKind.OutOfFuel, outcome.Error!.Kind);
        Assert.Contains("wasm trap: out of fuel", outcome.Error.Message, StringComparison.Ordinal);
        Assert.Equal(100_000, outcome.FuelUsed);
        Assert.Equal("1", service.Call("pass_count"));
        Assert.Equal("2", service.Call("pass_count"));
        Assert.Equal("1", other.Call("count"));
    }

    [Fact]
    public void A_call_can_be_cancelled_before_and_while_it_runs()
    {
        using MarineService service = Guests.Load("types");
        using CancellationTokenSource before = new();
        before.Cancel();
        Assert.Equal(ServiceErrorKind.Interrupted, service.Fail("spin", "[]", new CallLimits { CancellationToken = before.Token }).Kind);
        using CancellationTokenSource during = new();
        Thread canceller = new(during.Cancel);
        canceller.Start();
        Assert.Equal(ServiceErrorKind.Interrupted, service.Fail("spin", "[]", new CallLimits { CancellationToken = during.Token }).Kind);
        canceller.Join();
        Assert.Equal("3", service.Call("add", "[1,2]"));
    }

    [Fact]
    public void A_token_cancelled_after_its_call_does_not_end_the_next()
    {
        using MarineService service = Guests.Load("types");
        using CancellationTokenSource source = new();
        Assert.Equal("3", service.Call("add", "[1,2]", new CallLimits { CancellationToken = source.Token }));
        source.Cancel();
        Assert.Equal("3", service.Call("add", "[1,2]"));
    }

    [Fact]
    public void Endless_recursion_ends_with_an_error()
    {
        using MarineService service = Guests.Load("types"), other = Guests.Load("types");
        ServiceError error = service.Fail("recurse");
        Assert.Equal(ServiceErrorKind.StackExhausted, error.Kind);
        Assert.Contains("wasm trap: call stack exhausted", error.Message, StringComparison.Ordinal);
        Assert.Equal("3", service.Call("add", "[1,2]"));
        Assert.Equal("1", other.Call("count"));
    }

    [Fact]
    public void Memory_beyond_the_limit_is_refused_and_the_service_made_anew()
    {
        using MarineService service = Guests.Load(new MarineConfig { TotalMemoryLimit = 4 * MiB }, new ServiceHost(), "types");
        string fresh = service.MemoryStatistics.ToString();
        service.Call("take", "[1048576]");
        Assert.NotEqual(fresh, service.MemoryStatistics.ToString());
        ServiceError error = service.Fail("take", "[8388608]");
        Assert.Equal(ServiceErrorKind.OutOfMemory, error.Kind);

        // the guest's allocator asks twice
        Assert.StartsWith(
            "Engine error when OOM suspected (2 failed allocations), original error: Execution error: `call-core ", error.Message,
            StringComparison.Ordinal);
        Assert.Equal(2, service.MemoryStatistics.AllocationRejects);
        service.Call("take", "[1048576]");
        Assert.Equal(0, service.MemoryStatistics.AllocationRejects);
        Assert.NotEqual(fresh, service.MemoryStatistics.ToString());
    }

    [Fact]
    public void Memory_and_tables_of_all_modules_count_together()
    {
        // each guest has three pages and a table of a few elements
        const ulong page = 65_536;
        MarineConfig enough = new() { TotalMemoryLimit = 7 * page };
        using MarineService service = Guests.Load(enough, new ServiceHost(), "types", "front");
        Assert.Equal([3L * (long)page, 3L * (long)page], service.MemoryStatistics.Modules.Select(static module => module.Bytes));
        MarineLoadException failure = Assert.Throws<MarineLoadException>(
            () => Guests.Load(new MarineConfig { TotalMemoryLimit = 6 * page }, new ServiceHost(), "types", "front"));
        Assert.Equal(
            new ServiceError(
                ServiceErrorKind.OutOfMemory,
                "Engine error when OOM suspected (1 failed allocations), original error: "
                    + "Wasm backend error: memory minimum size of 3 pages exceeds memory limits"),
            failure.Error);
    }

    [Theory]
    [InlineData("echo_string", "[\"12345678\"]", "[\"123456789\"]", "string.lift_memory")]
    [InlineData("echo_bytes", "[[1,2,3,4,5,6,7,8]]", "[[1,2,3,4,5,6,7,8,9]]", "byte_array.lift_memory")]
    [InlineData("echo_u32s", "[[1]]", "[[1,2]]", "array.lift_memory u32")]
    public void Values_larger_than_the_limit_are_refused(string function, string fits, string large, string instruction)
    {
        using MarineService service = Guests.Load("types");
        CallLimits small = new() { MaxValueSize = 8 };
        Assert.Equal(fits[1..^1], service.Call(function, fits, small));
        ServiceError error = service.Fail(function, large, small);
        Assert.Equal(ServiceErrorKind.Adapter, error.Kind);
        Assert.Equal($"engine error: Execution error: `{instruction}` a value is larger than 8 bytes", error.Message);
        Assert.Equal(large[1..^1], service.Call(function, large));
    }

    [Fact]
    public void Statistics_look_as_the_originals()
    {
        using MarineService service = Guests.Load("types");
        Assert.Equal("types - 196.6 KB\nAllocation rejects - 0\n", service.MemoryStatistics.ToString());
        Assert.Equal("999 B", MemoryStatistics.Size(999));
        Assert.Equal("1.1 MB", MemoryStatistics.Size(17 * 65_536));
    }

    [Fact]
    public void Modules_can_be_loaded_and_unloaded_and_importers_keep_what_they_import()
    {
        using MarineService service = Guests.Load("types");
        service.LoadModule(Guests.Module("front", ModuleSettings.Defaults), Guests.Compile("front"));
        Assert.Equal(["types", "front"], service.ModuleNames);
        service.UnloadModule("types");
        Assert.Equal(["front"], service.ModuleNames);
        ServiceOutcome outcome = Count(service);
        Assert.Equal("1", outcome.Result?.ToString());
        MarineLoadException failure = Assert.Throws<MarineLoadException>(() => service.UnloadModule("types"));
        Assert.Equal("engine error: module with name 'types' isn't loaded into Marine", failure.Message);

        // made anew, the importer has its provider still
        service.CallModule("front", "pass_spin", JsonNull.Instance, CallParameters.Empty, new CallLimits { Fuel = 1000 });
        Assert.Equal("1", Count(service).Result?.ToString());

        static ServiceOutcome Count(MarineService service) =>
            service.CallModule("front", "pass_count", JsonNull.Instance, CallParameters.Empty);
    }
}

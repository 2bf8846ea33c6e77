using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Services.Effectors;
using Fluence.Marine.Tests.Support;
using Fluence.Marine.Values;

namespace Fluence.Marine.Tests.Services;

public sealed class ConcurrencyTests
{
    [Fact]
    public void A_second_caller_at_the_same_time_is_turned_away()
    {
        ModuleSettings settings = ModuleSettings.Defaults with { MountedBinaries = Guests.Map(("tool", "/tool")) };
        Reentrant runner = new();
        using MarineService service = Guests.LoadWorld(settings, new ServiceHost { Effectors = runner });
        runner.Service = service;
        service.Call("run", "[[]]");
        Assert.IsType<InvalidOperationException>(runner.Thrown);
        service.Call("run", "[[]]");
    }

    [Fact]
    public void A_failure_of_the_host_passes_and_the_service_goes_on()
    {
        ModuleSettings settings = ModuleSettings.Defaults with { MountedBinaries = Guests.Map(("tool", "/tool")) };
        using MarineService service = Guests.LoadWorld(
            settings, new ServiceHost { Log = static entry => throw new TimeZoneNotFoundException(entry.Message) });
        Assert.Throws<TimeZoneNotFoundException>(() => service.Call("say", "[1,0,\"line\"]"));
        Assert.Equal("\"\"", service.Call("variable", "[\"NONE\"]"));
    }

    [Fact]
    public void A_closed_service_cannot_be_called()
    {
        MarineService service = Guests.Load("types");
        service.Dispose();
        service.Dispose();
        Assert.Throws<ObjectDisposedException>(() => service.Call("count"));
    }

    [Fact]
    public async Task Services_that_share_a_module_run_at_the_same_time()
    {
        CompiledServiceModule module = CompiledServiceModule.Compile(GuestFile.Read("types"), "types");
        using Barrier start = new(4);
        string[][] counts = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            start.SignalAndWait();
            using MarineService service = MarineService.Load(
                new MarineConfig { Modules = [Guests.Module("types", ModuleSettings.Defaults)] },
                new Dictionary<string, CompiledServiceModule> { ["types"] = module }, new ServiceHost());
            return Enumerable.Range(0, 100).Select(_ => service.Call("count")).ToArray();
        })));
        Assert.All(counts, static count => Assert.Equal(Enumerable.Range(1, 100).Select(static number => $"{number}"), count));
    }

    [Fact]
    public void Deep_calls_get_a_stack_of_their_own_and_errors_come_through_it()
    {
        using MarineService service = Guests.Load("types");
        CallLimits deep = new() { MaxDepth = 50_000_000 };
        ServiceError error = service.Fail("recurse", "[]", deep);
        Assert.Equal(ServiceErrorKind.StackExhausted, error.Kind);
        Assert.Equal("3", service.Call("add", "[1,2]", deep));
        Assert.True(DeepStack.Run(deep.MaxDepth, () => DeepStack.Covers(deep.MaxDepth)));
        Assert.False(DeepStack.Covers(deep.MaxDepth));
    }

    [Fact]
    public void Loading_gets_a_deep_stack_too()
    {
        MarineLoadException failure = Assert.Throws<MarineLoadException>(() => Guests.Load("deep"));
        Assert.Equal(ServiceErrorKind.StackExhausted, failure.Error.Kind);
        ServiceHost host = new() { LoadLimits = new CallLimits { MaxDepth = CallLimits.GenerousMaxDepth } };
        using MarineService service = Guests.Load(new MarineConfig(), host, "deep");
        Assert.Equal("10000", service.Call("depth"));

        // made anew, it is loaded again
        Assert.Equal(ServiceErrorKind.OutOfFuel, service.Fail("depth", "[]", new CallLimits { Fuel = 1 }).Kind);
        Assert.Equal("10000", service.Call("depth"));
    }

    private sealed class Reentrant : IEffectorRunner
    {
        public MarineService? Service { get; set; }

        public Exception? Thrown { get; private set; }

        public EffectorResult Run(EffectorCall call)
        {
            Thrown = Record.Exception(() => Service!.CallValues("world", "print", (IReadOnlyList<IValue>)[], CallParameters.Empty));
            return EffectorResult.Failed(0, "");
        }
    }
}

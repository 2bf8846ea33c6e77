using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Runtime;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Tests.Support;
using Fluence.Marine.Values;

namespace Fluence.Benchmarks;

/// <summary>Services: first call from the bytes, further instances, and what a call costs. The guests are those of the tests.</summary>
internal static class MarineBenchmark
{
    private const int Rounds = 7, FirstCalls = 15, Instances = 50, Calls = 200_000;

    /// <summary>Measures and prints. Takes the path of another module, whose first call <c>greeting</c> is measured too.</summary>
    internal static int Run(string[] arguments)
    {
        byte[] types = GuestFile.Read("types"), front = GuestFile.Read("front");

        // the runtime's own code is warm when a peer gets its next service
        PrintFirstCall("first call of a module from its bytes", types, "echo_string");
        if (arguments is [string other])
        {
            PrintFirstCall("first call of another module", File.ReadAllBytes(other), "greeting");
        }

        CompiledServiceModule compiled = CompiledServiceModule.Compile(types, "types");
        Print("further instance, loaded and called", Best(() => FurtherInstance(compiled)) * 1000, "µs", "");
        using MarineService service = Load(("types", compiled), ("front", CompiledServiceModule.Compile(front, "front")));
        string text = new('x', 100);
        for (int i = 0; i < Rounds; i++)
        {
            Repeat(service, "front", "pass_string", [IValue.Text(text)]);
            Repeat(service, "types", "add", [IValue.U32(1), IValue.U32(2)]);
        }

        Measure("add(u32, u32)", service, "types", "add", IValue.U32(1), IValue.U32(2));
        Measure("string of 100 bytes to string", service, "types", "echo_string", IValue.Text(text));
        Measure("record of three numbers to record", service, "types", "echo_inner",
            IValue.Record(IValue.Boolean(true), IValue.U32(1), IValue.U64(2)));
        Measure("u32 through a pair of modules", service, "front", "pass_u32", IValue.U32(1));
        Measure("string through a pair of modules", service, "front", "pass_string", IValue.Text(text));
        return 0;
    }

    private static void PrintFirstCall(string name, byte[] bytes, string function)
    {
        (double Compile, double Load, double Call)[] times = [.. Enumerable.Range(0, FirstCalls).Select(_ => FirstCall(bytes, function))];
        (double compile, double load, double call) = times.MinBy(static time => time.Compile + time.Load + time.Call);
        TimeSpan before = JitInfo.GetCompilationTime();
        long methods = JitInfo.GetCompiledMethodCount();
        FirstCall(bytes, function);
        double jit = (JitInfo.GetCompilationTime() - before).TotalMilliseconds;
        methods = JitInfo.GetCompiledMethodCount() - methods;
        string parts = string.Create(
            CultureInfo.InvariantCulture,
            $"compile {compile:F1}, load {load:F1}, call {call:F1}; {methods} methods jitted in {jit:F1}; {bytes.Length} bytes");
        Print(name, compile + load + call, "ms", parts);
    }

    private static (double Compile, double Load, double Call) FirstCall(byte[] bytes, string function)
    {
        Stopwatch clock = Stopwatch.StartNew();
        CompiledServiceModule compiled = CompiledServiceModule.Compile(bytes, "module");
        double compile = clock.Elapsed.TotalMilliseconds;
        using MarineService service = Load(("module", compiled));
        double load = clock.Elapsed.TotalMilliseconds;
        service.CallValues("module", function, [IValue.Text("hello")], CallParameters.Empty);
        return (compile, load - compile, clock.Elapsed.TotalMilliseconds - load);
    }

    private static double FurtherInstance(CompiledServiceModule compiled)
    {
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < Instances; i++)
        {
            using MarineService service = Load(("types", compiled));
            service.CallValues("types", "add", [IValue.U32(1), IValue.U32(2)], CallParameters.Empty);
        }

        return clock.Elapsed.TotalMilliseconds / Instances;
    }

    private static void Measure(string name, MarineService service, string module, string function, params IValue[] arguments) =>
        Print(name, Best(() => Repeat(service, module, function, arguments)), "ns", "typed, fuel on");

    private static double Repeat(MarineService service, string module, string function, IValue[] arguments)
    {
        Stopwatch clock = Stopwatch.StartNew();
        for (int i = 0; i < Calls; i++)
        {
            service.CallValues(module, function, arguments, CallParameters.Empty);
        }

        return clock.Elapsed.TotalNanoseconds / Calls;
    }

    private static MarineService Load(params (string Name, CompiledServiceModule Module)[] modules) => MarineService.Load(
        new MarineConfig
        {
            Modules =
            [
                .. modules.Select(static module => new ModuleConfig(module.Name, module.Name + ".wasm", null, ModuleSettings.Defaults)),
            ],
        },
        modules.ToImmutableDictionary(static module => module.Name, static module => module.Module),
        new ServiceHost());

    private static double Best(Func<double> measure) => Enumerable.Range(0, Rounds).Min(_ => measure());

    private static void Print(string name, double value, string unit, string remark) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-42}{value,10:F1} {unit}  {remark}"));
}

using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Fluence.TestKit;
using Fluence.Wasm;

namespace Fluence.Benchmarks;

/// <summary>
/// The Wasm engine, V8 in Node.js and clang's native code in turns on the kernels beside the repository; call overhead; start of avm.wasm.
/// </summary>
internal static class WasmBenchmark
{
    private const string KernelFolder = "oracle/wasm-kernels";
    private const int Rounds = 3, WarmUps = 2, Runs = 10;

    private static readonly (string Name, int Argument)[] Kernels = [("sha256", 160), ("nbody", 500_000), ("json", 20), ("fib_i64", 36)];

    /// <summary>Measures and prints; the exit code is 1 where the kernels are missing. Takes the path of avm.wasm, if given.</summary>
    internal static int Run(string[] arguments)
    {
        if (SharedFolder.ReasonToSkip(KernelFolder) is string reason)
        {
            Console.Error.WriteLine(reason);
            return 1;
        }

        using NativeKernels native = new(
            Path.Combine(SharedFolder.PathOf(KernelFolder), "src"), Kernels.Select(static kernel => kernel.Name));
        Dictionary<string, List<double>> v8 = [], plain = [], metered = [], compiled = [];
        for (int round = 0; round < Rounds; round++)
        {
            RunNode(v8);
            foreach ((string name, int argument) in Kernels)
            {
                Add(plain, name, Measure(name, argument, fuel: false));
                Add(metered, name, Measure(name, argument, fuel: true));
                if (native.Has(name))
                {
                    Add(compiled, name, Time(() => native.Run(name, argument)));
                }
            }
        }

        Console.WriteLine($"median of {Rounds} rounds, each the median of {Runs} runs, in milliseconds");
        Console.WriteLine($"{"",-10}{"V8",10}{"fuel off",10}{"to V8",8}{"fuel on",10}{"to off",8}{"native",10}");
        foreach ((string name, _) in Kernels)
        {
            double off = Median(plain[name]), on = Median(metered[name]), theirs = v8.TryGetValue(name, out var times) ? Median(times) : 0;
            string clang = compiled.TryGetValue(name, out List<double>? ofClang)
                ? Median(ofClang).ToString("F1", CultureInfo.InvariantCulture) : "no clang";
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{name,-10}{theirs,10:F1}{off,10:F1}{off / theirs,7:F2}x{on,10:F1}{on / off,7:F2}x{clang,10}"));
        }

        MeasureCalls();
        if (arguments is [string avm, ..])
        {
            MeasureStart(avm);
        }

        return 0;
    }

    private static double Measure(string name, int argument, bool fuel)
    {
        byte[] bytes = File.ReadAllBytes(Path.Combine(SharedFolder.PathOf(KernelFolder), name + ".wasm"));
        WasmInstance instance = WasmInstance.Instantiate(WasmModule.Decode(bytes, new WasmModuleOptions { Fuel = fuel }));
        WasmFunction run = instance.GetFunction("run")!;
        return Time(() =>
        {
            instance.FuelLeft = long.MaxValue;
            run.Invoke(argument);
        });
    }

    private static double Time(Action run)
    {
        List<double> times = [];
        for (int i = -WarmUps; i < Runs; i++)
        {
            long start = Stopwatch.GetTimestamp();
            run();
            if (i >= 0)
            {
                times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }

        return Median(times);
    }

    private static void RunNode(Dictionary<string, List<double>> times)
    {
        string script = Path.Combine(SharedFolder.PathOf(KernelFolder), "bench.mjs");
        ProcessStartInfo start = new("node", [script]) { RedirectStandardOutput = true };
        using Process node = Process.Start(start)!;
        while (node.StandardOutput.ReadLine() is string line)
        {
            using JsonDocument result = JsonDocument.Parse(line);
            JsonElement root = result.RootElement;
            Add(times, root.GetProperty("kernel").GetString()!, root.GetProperty("wall_med_min_max")[0].GetDouble());
        }
    }

    private static void MeasureCalls()
    {
        const int Calls = 5_000_000;

        // (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add)
        byte[] add = Convert.FromHexString("0061736D0100000001070160027F7F017F03020100070701036164640000" + "0A09010700200020016A0B");
        WasmInstance instance = WasmInstance.Instantiate(WasmModule.Decode(add));
        Func<int, int, int> call = instance.GetFunction("add")!.CreateDelegate<Func<int, int, int>>();
        List<double> times = [];
        for (int round = 0; round < Runs; round++)
        {
            long start = Stopwatch.GetTimestamp();
            int sum = 0;
            for (int i = 0; i < Calls; i++)
            {
                sum = call(sum, i);
            }

            times.Add(Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"call of add(u32, u32) with fuel: {Median(times):F1} ns"));
    }

    private static void MeasureStart(string file)
    {
        long start = Stopwatch.GetTimestamp();
        WasmModule module = WasmModule.Decode(File.ReadAllBytes(file));
        WasmImports imports = new();
        foreach (WasmImport import in module.Imports.Where(import => import.FunctionType is not null))
        {
            imports.DefineFunction(import.Module, import.Name, import.FunctionType!, (_, _, _) => { });
        }

        WasmInstance instance = WasmInstance.Instantiate(module, imports);
        double ready = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        instance.GetFunction("allocate")!.Invoke(100, 0);
        double called = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        start = Stopwatch.GetTimestamp();
        WasmInstance.Instantiate(module, imports).GetFunction("allocate")!.Invoke(100, 0);
        double second = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"avm.wasm: instance after {ready:F0} ms, first call done after {called:F0} ms; a second instance {second:F1} ms"));
    }

    private static void Add(Dictionary<string, List<double>> times, string name, double time)
    {
        if (!times.TryGetValue(name, out List<double>? list))
        {
            times[name] = list = [];
        }

        list.Add(time);
    }

    private static double Median(List<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted[sorted.Length / 2];
    }
}

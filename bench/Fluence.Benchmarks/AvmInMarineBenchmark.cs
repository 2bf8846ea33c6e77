using System.Diagnostics;
using System.Globalization;
using Fluence.AquaVM;
using Fluence.Cli.Avm.Bench;
using Fluence.Marine.Configuration;
using Fluence.Marine.Services;
using Fluence.Marine.Values;
using Fluence.TestKit;
using Fluence.Wasm;

namespace Fluence.Benchmarks;

/// <summary>
/// avm.wasm as a service in our Marine and on V8 in turns, on recorded invokes. Ours includes the lifting and lowering of all values and a
/// thread with a deep stack for each call; theirs copies bytes by hand. Options: <c>DIR [INPUT…]</c>.
/// </summary>
internal static class AvmInMarineBenchmark
{
    private const int Rounds = 5, Runs = 40;
    private const double WarmUpSeconds = 3;
    private const string Name = "avm";

    // some scripts nest far deeper than services do
    private static readonly CallLimits Deep = new() { MaxDepth = 40_000_000 };

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not [string directory, .. string[] names] || NodeProgram.Missing("client") is not null)
        {
            await Console.Error.WriteLineAsync(NodeProgram.Missing("client") ?? "usage: marine-avm DIR [INPUT…]");
            return 1;
        }

        directory = Path.GetFullPath(directory);
        byte[] bytes = await File.ReadAllBytesAsync(NodeProgram.PathOf("client", "node_modules/@fluencelabs/avm/dist/avm.wasm"));
        using MarineService plain = Load(bytes, fuel: false), metered = Load(bytes, fuel: true);
        await using AvmWasm theirs = new(NodeProgram.Start("client", Path.Combine(AppContext.BaseDirectory, "avm.mjs"), directory));
        Console.WriteLine($"medians of {Rounds} rounds of {Runs} runs each, in milliseconds");
        Console.WriteLine($"{"",-32}{"V8",9}{"fuel off",10}{"to V8",8}{"fuel on",10}{"to off",8}");
        foreach (BenchInput input in BenchInput.ReadAll(directory).Where(input => names.Length == 0 || names.Contains(input.Name)))
        {
            Console.WriteLine(await CompareAsync(input, plain, metered, theirs));
        }

        return 0;
    }

    private static async Task<string> CompareAsync(BenchInput input, MarineService plain, MarineService metered, AvmWasm theirs)
    {
        await theirs.RunAsync(input.Name, 0, WarmUpSeconds);
        WarmUp(plain, input);
        WarmUp(metered, input);
        List<double> v8 = [], off = [], on = [];
        for (int round = 0; round < Rounds; round++)
        {
            v8.AddRange(await theirs.RunAsync(input.Name, Runs, 0));
            off.AddRange(Enumerable.Range(0, Runs).Select(_ => Invoke(plain, input)));
            on.AddRange(Enumerable.Range(0, Runs).Select(_ => Invoke(metered, input)));
        }

        double ofV8 = Median(v8), ofOff = Median(off), ofOn = Median(on);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{input.Name,-32}{ofV8,9:F3}{ofOff,10:F3}{ofOff / ofV8,7:F2}x{ofOn,10:F3}{ofOn / ofOff,7:F2}x");
    }

    private static void WarmUp(MarineService service, BenchInput input)
    {
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < WarmUpSeconds)
        {
            Invoke(service, input);
        }
    }

    private static double Invoke(MarineService service, BenchInput input)
    {
        RunParameters run = input.Request.Parameters;
        long start = Stopwatch.GetTimestamp();
        service.CallValues(
            Name,
            "invoke",
            [
                IValue.Text(input.Request.Air), IValue.Bytes(input.Request.PreviousData), IValue.Bytes(input.Request.CurrentData),
                IValue.Record(
                    IValue.Text(run.InitPeerId), IValue.Text(run.CurrentPeerId), IValue.U64(run.Timestamp), IValue.U32(run.Ttl),
                    IValue.U8(run.KeyFormat), IValue.Bytes(run.SecretKey), IValue.Text(run.ParticleId), IValue.U64(run.Limits.Air),
                    IValue.U64(run.Limits.Particle), IValue.U64(run.Limits.CallResult), IValue.Boolean(run.Limits.Hard)),
                IValue.Bytes(input.CallResults),
            ],
            CallParameters.Empty,
            Deep);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static MarineService Load(byte[] bytes, bool fuel) => MarineService.Load(
        new MarineConfig { Modules = [new ModuleConfig(Name, "avm.wasm", null, ModuleSettings.Defaults)] },
        new Dictionary<string, CompiledServiceModule>
        {
            [Name] = CompiledServiceModule.Compile(bytes, Name, new WasmModuleOptions { Fuel = fuel }),
        },
        new ServiceHost());

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
}

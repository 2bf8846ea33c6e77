using Fluence.Benchmarks;
using Fluence.Benchmarks.Hosting;

// one entry for each benchmark: its name on the command line, and what runs it with the rest of the arguments
Dictionary<string, Func<string[], Task<int>>> benchmarks = new()
{
    ["aqua"] = AquaBenchmark.RunAsync,
    ["avm"] = AvmBenchmark.RunAsync,
    ["hosting"] = HostingBenchmark.RunAsync,
    ["libp2p"] = Libp2pBenchmark.RunAsync,
    ["marine"] = arguments => Task.FromResult(MarineBenchmark.Run(arguments)),
    ["market"] = arguments => Task.FromResult(MarketBenchmark.Run(arguments)),
    ["market-chain"] = MarketChainBenchmark.RunAsync,
    ["marine-avm"] = AvmInMarineBenchmark.RunAsync,
    ["particles"] = ParticleBenchmark.RunAsync,
    ["randomx"] = arguments => Task.FromResult(RandomXBenchmark.Run(arguments)),
    ["relay"] = ParticleBenchmark.ServeAsync,
    ["signatures"] = _ => Task.FromResult(SignatureBenchmark.Run()),
    ["wasm"] = arguments => Task.FromResult(WasmBenchmark.Run(arguments)),
};

if (args is [string name, .. string[] rest] && benchmarks.TryGetValue(name, out Func<string[], Task<int>>? benchmark))
{
    return await benchmark(rest);
}

Console.Error.WriteLine("usage: dotnet run -c Release --project bench/Fluence.Benchmarks -- BENCHMARK [options]");
Console.Error.WriteLine($"benchmarks: {string.Join(", ", benchmarks.Keys)}");
return 2;

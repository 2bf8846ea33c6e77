namespace Fluence.Benchmarks.Hosting;

/// <summary>
/// Calls of Wasm services over the network: <c>load</c> with many clients and services, and <c>hop</c>, the rate of one service.
/// </summary>
internal static class HostingBenchmark
{
    public static Task<int> RunAsync(string[] arguments) => arguments switch
    {
        ["load", .. string[] rest] => LoadBenchmark.RunAsync(rest),
        ["hop"] => HopBenchmark.RunAsync(),
        _ => UsageAsync(),
    };

    private static async Task<int> UsageAsync()
    {
        await Console.Error.WriteLineAsync("usage: hosting load [CALLS] | hosting hop");
        return 2;
    }
}

using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Marine.Tests.Support;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary>A deal whose services want more memory than a compute unit has is not even made.</summary>
public sealed class DeployLimitTests
{
    private const int Developer = 2;
    private const string Deployments =
        "deployments:\n  default:\n    targetWorkers: 1\n    pricePerWorkerEpoch: \"0.33\"\n    services: [small, big]\n    spells: []";

    [AnvilFact]
    public async Task More_memory_than_a_unit_has_is_told_before_anything_is_uploaded_or_paid()
    {
        await using MarketFolder market = await MarketFolder.StartAsync();
        await market.RunAsync(Developer, "init", ".", "--template", "minimal");
        await AddServiceAsync(market, "small", "1 GiB");
        await AddServiceAsync(market, "big", "5 GiB");
        string file = Path.Combine(market.Path, "fluence.yaml");
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file))
            .Replace("services: {}", "services:\n  small:\n    get: ./small\n  big:\n    get: ./big", StringComparison.Ordinal)
            .Replace("deployments: {}", Deployments, StringComparison.Ordinal));
        string wrong = await market.FailAsync(
            Developer, "deploy", "--no-build", "--rpc", market.Anvil.Url.ToString(), "--ipfs", "http://127.0.0.1:1");
        Assert.Equal(
            "fluence: default: totalMemoryLimit of its services is 6442450944 bytes (small 1073741824, big 5368709120), and a compute "
            + "unit has 4294967296; lower it, in service.yaml or in services of fluence.yaml",
            wrong);

        // fluence.yaml has the last word; then it goes on, to an IPFS node that is not there
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file)).Replace(
            "    get: ./big\n", "    get: ./big\n    totalMemoryLimit: 3 GiB\n", StringComparison.Ordinal));
        Outcome next = await market.TryAsync(
            market.Path, Developer, "deploy", "--no-build", "--rpc", market.Anvil.Url.ToString(), "--ipfs", "http://127.0.0.1:1");
        Assert.Equal(ExitCodes.Failure, next.ExitCode);
        Assert.Contains("the IPFS node http://127.0.0.1:1 does not take content", next.Error, StringComparison.Ordinal);
    }

    private static async Task AddServiceAsync(MarketFolder market, string name, string limit)
    {
        string folder = Path.Combine(market.Path, name), module = Path.Combine(folder, "module");
        Directory.CreateDirectory(module);
        await File.WriteAllTextAsync(
            Path.Combine(folder, "service.yaml"),
            $"version: 0\nname: {name}\ntotalMemoryLimit: {limit}\nmodules:\n  facade:\n    get: ./module\n");
        await File.WriteAllTextAsync(Path.Combine(module, "module.yaml"), "version: 1\nname: types\ntype: compiled\n");
        await File.WriteAllBytesAsync(Path.Combine(module, "types.wasm"), GuestFile.Read("types"));
    }
}

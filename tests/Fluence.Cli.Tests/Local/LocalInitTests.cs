using System.Text.Json;
using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Ethereum;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Local;

/// <summary><c>fluence local init</c>, and the market that <c>local up</c> makes of what it wrote.</summary>
public sealed class LocalInitTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly Wallet _account = Wallet.Create();

    public void Dispose() => _folder.Dispose();

    [AnvilFact]
    public async Task What_it_writes_is_what_the_network_starts_with_and_proofs_are_counted_there()
    {
        Outcome first = await RunAsync("local", "init", "--noxes", "1", "--no-input", "--env", "local");
        Assert.Equal(("", ExitCodes.Success), (first.Error, first.ExitCode));
        string file = Path.Combine(_folder.Path, "provider.yaml");
        Assert.Contains($"made {file}: 1 peers with 4 compute units", first.Output, StringComparison.Ordinal);
        Assert.Contains($"the program of the chain is {Anvil.File}", first.Output, StringComparison.Ordinal);
        string peer = await PeerIdAsync();

        // what is there is kept, changed or not
        string changed = (await File.ReadAllTextAsync(file)).Replace("computeUnits: 4", "computeUnits: 2", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, changed);
        Assert.Contains($"kept {file}: 1 peers with 2 compute units", (await RunAsync("local", "init")).Output, StringComparison.Ordinal);
        Assert.Contains("has 1 peers, not 2", (await RunAsync("local", "init", "--peers", "2")).Error, StringComparison.Ordinal);
        Assert.Equal(peer, await PeerIdAsync());

        try
        {
            Outcome up = await RunAsync(
                "local", "up", "--detach", "--no-input", "--json", "--epoch", "3600", "--port-base", FreePorts.Base(2), "--priv-key",
                Hex.Of(_account.PrivateKey.Span));
            Assert.True(up.ExitCode == ExitCodes.Success, up.Error);
            Assert.Equal(peer, JsonDocument.Parse(up.Output).RootElement.GetProperty("peers")[0].GetProperty("peer_id").GetString());

            // the account is the provider's, and got what it needs
            Outcome info = await RunAsync("provider", "offer-info");
            Assert.Contains(_account.Address.ToString(), info.Output, StringComparison.Ordinal);
            Assert.Contains("2 compute units, 0 of them in deals", info.Output, StringComparison.Ordinal);
            Assert.Contains("WaitStart", (await RunAsync("provider", "cc-info")).Output, StringComparison.Ordinal);
        }
        finally
        {
            await RunAsync("local", "down", "-v");
        }

        Assert.False(Directory.Exists(Path.Combine(_folder.Path, ".fluence", "local", "chain")));
        Assert.Equal(peer, await PeerIdAsync());
    }

    private async Task<string> PeerIdAsync() => JsonDocument.Parse((await RunAsync("provider", "info", "--json")).Output)
        .RootElement.GetProperty("computePeers")[0].GetProperty("peerId").GetString()!;

    private async Task<Outcome> RunAsync(params string[] args)
    {
        Dictionary<string, string> environment = new()
        {
            ["FLUENCE_ANVIL"] = Anvil.File, ["FLUENCE_USER_DIR"] = Path.Combine(_folder.Path, "user"),
            ["FLUENCE_WALLET_KEY"] = Hex.Of(_account.PrivateKey.Span),
        };
        await using FluenceProcess process = FluenceProcess.StartIn(_folder.Path, environment, args);
        process.Input.Close();
        string output = await process.Output.ReadToEndAsync().Soon();
        return new Outcome(await process.ExitAsync(), output, await process.Error);
    }
}

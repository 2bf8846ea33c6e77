using Fluence.Cli.Output;
using Fluence.Cli.Tests.Support;
using Fluence.Ethereum;
using Fluence.Market;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Market;

/// <summary>A folder of a provider or developer, and a chain with a market for it.</summary>
internal sealed class MarketFolder : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();

    private MarketFolder(Anvil anvil) => Anvil = anvil;

    public Anvil Anvil { get; }

    public string Path => _folder.Path;

    /// <summary>A chain with a market.</summary>
    /// <param name="epoch">How long an epoch is, in seconds; null for the 15 of local networks.</param>
    public static async Task<MarketFolder> StartAsync(long? epoch = null)
    {
        Anvil anvil = await Anvil.StartAsync();
        await using TransactionSender owner = anvil.Sender();
        DeploymentParameters parameters =
            DeploymentParameters.Local with { TestTokenHolders = [.. anvil.Accounts.Select(static each => each.Address)] };
        await Deployment.DeployAsync(
            owner, epoch is { } seconds ? parameters with { EpochDuration = seconds } : parameters).Soon();
        return new MarketFolder(anvil);
    }

    /// <summary>Runs a command line as an account, and gives what it said.</summary>
    public Task<string> RunAsync(int account, params string[] args) => RunInAsync(Path, account, args);

    /// <summary>The same in a folder, which is made where it is not there.</summary>
    public async Task<string> RunInAsync(string folder, int account, params string[] args)
    {
        Directory.CreateDirectory(folder);
        Outcome outcome = await TryAsync(folder, account, args);
        Assert.Equal(("", ExitCodes.Success), (outcome.Error, outcome.ExitCode));
        return outcome.Output;
    }

    /// <summary>Runs a command line as an account, and gives why it failed.</summary>
    public async Task<string> FailAsync(int account, params string[] args)
    {
        Outcome outcome = await TryAsync(Path, account, args);
        Assert.Equal(ExitCodes.Failure, outcome.ExitCode);
        return outcome.Error.Trim();
    }

    public async ValueTask DisposeAsync()
    {
        _folder.Dispose();
        await Anvil.DisposeAsync();
    }

    /// <summary>Runs a command line in a folder as an account.</summary>
    public async Task<Outcome> TryAsync(string folder, int account, params string[] args)
    {
        Dictionary<string, string> environment = new()
        {
            ["FLUENCE_RPC"] = Anvil.Url.ToString(),
            ["FLUENCE_WALLET_KEY"] = Hex.Of(Anvil.Accounts[account].PrivateKey.Span),
            ["FLUENCE_USER_DIR"] = System.IO.Path.Combine(Path, "user"),
        };
        await using FluenceProcess process = FluenceProcess.StartIn(folder, environment, args);
        process.Input.Close();
        string output = await process.Output.ReadToEndAsync().Soon();
        return new Outcome(await process.ExitAsync(), output, await process.Error);
    }
}

using System.Collections.Immutable;
using System.Diagnostics;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.Ethereum;

namespace Fluence.TestKit;

/// <summary>An Ethereum chain of its own for a test: anvil from npm, on a port that it chose. A new block for every transaction.</summary>
public sealed class Anvil : IAsyncDisposable
{
    private const string Program = "node_modules/@foundry-rs/anvil-linux-amd64/bin/anvil";

    private readonly Process _process;
    private readonly Task _draining;

    private Anvil(Process process, Uri url, ImmutableArray<Wallet> accounts)
    {
        _process = process;
        Url = url;
        Accounts = accounts;
        Client = new EthereumClient(url);
        _draining = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Where it answers over HTTP.</summary>
    public Uri Url { get; }

    /// <summary>Where it answers over WebSocket.</summary>
    public Uri WebSocketUrl => new UriBuilder(Url) { Scheme = "ws" }.Uri;

    /// <summary>The accounts of its mnemonic, ten unless options say otherwise, with 10,000 ether each.</summary>
    public ImmutableArray<Wallet> Accounts { get; }

    /// <summary>A client of it, over HTTP.</summary>
    public EthereumClient Client { get; }

    /// <summary>The program's file.</summary>
    public static string File => NodeProgram.PathOf("market", Program);

    /// <summary>Why it cannot run here; null when it can.</summary>
    public static string? Missing => System.IO.File.Exists(File) ? null
        : "anvil is not installed in tests/interop/market; ./test installs it where npm is present";

    /// <summary>Starts a chain.</summary>
    /// <param name="arguments">Further arguments, like <c>--no-mining</c> or <c>--slots-in-an-epoch 1</c>.</param>
    public static async Task<Anvil> StartAsync(params string[] arguments)
    {
        ProcessStartInfo start = new(NodeProgram.PathOf("market", Program)) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "--port", "0" }.Concat(arguments ?? []))
        {
            start.ArgumentList.Add(argument);
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException("anvil did not start");
        List<Wallet> accounts = [];
        while (await process.StandardOutput.ReadLineAsync().Soon() is { } line)
        {
            if (line.StartsWith('(') && Wallet.TryParse(line[(line.IndexOf(')', StringComparison.Ordinal) + 1)..], out Wallet? wallet))
            {
                accounts.Add(wallet);
            }
            else if (line.StartsWith("Listening on ", StringComparison.Ordinal))
            {
                return new Anvil(process, new Uri($"http://{line["Listening on ".Length..]}"), [.. accounts]);
            }
        }

        throw new InvalidOperationException($"anvil ended: {await process.StandardError.ReadToEndAsync().Soon()}");
    }

    /// <summary>A sender of one of the accounts.</summary>
    public TransactionSender Sender(int account = 0) => new(Client, Accounts[account]);

    /// <summary>Moves the chain's clock, and makes a block.</summary>
    public async Task IncreaseTimeAsync(TimeSpan time)
    {
        await RequestAsync("evm_increaseTime", (long)time.TotalSeconds);
        await MineAsync();
    }

    /// <summary>Makes blocks.</summary>
    public Task MineAsync(int blocks = 1) => RequestAsync("anvil_mine", Hex.Quantity((ulong)blocks));

    /// <summary>Whether a block is made for every transaction.</summary>
    public Task SetAutomineAsync(bool on) => RequestAsync("evm_setAutomine", on);

    /// <summary>Gives an account so much, in wei.</summary>
    public Task SetBalanceAsync(Address account, BigInteger balance) =>
        RequestAsync("anvil_setBalance", account.ToString(), Hex.Quantity(balance));

    /// <summary>Replaces the newest blocks by others, which hold none of their transactions.</summary>
    public Task ReorganiseAsync(int depth) => RequestAsync("anvil_reorg", depth, new JsonArray());

    /// <summary>Remembers the state of the chain.</summary>
    /// <returns>What <see cref="RevertAsync"/> takes, once.</returns>
    public async Task<string> SnapshotAsync() => (await Client.RequestAsync("evm_snapshot", [])).GetString()!;

    /// <summary>Goes back to a state.</summary>
    public async Task RevertAsync(string snapshot)
    {
        if (!(await Client.RequestAsync("evm_revert", [snapshot])).GetBoolean())
        {
            throw new InvalidOperationException($"anvil has no snapshot {snapshot}");
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Client.DisposeAsync();
        _process.Kill();
        await _draining.Soon();
        await _process.WaitForExitAsync().Soon();
        _process.Dispose();
    }

    private Task<JsonElement> RequestAsync(string method, params JsonNode?[] parameters) => Client.RequestAsync(method, parameters);
}

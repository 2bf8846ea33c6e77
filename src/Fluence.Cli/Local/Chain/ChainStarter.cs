using System.Globalization;
using Fluence.Cli.Chain;
using Fluence.Cli.Output;
using Fluence.Ethereum;

namespace Fluence.Cli.Local.Chain;

/// <summary>Starts the process of a local chain.</summary>
internal static class ChainStarter
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts anvil with what it stored when it ran last, and waits until it answers.</summary>
    /// <param name="program">Anvil.</param>
    /// <param name="folder">Where the chain's files are.</param>
    /// <param name="port">The port of its JSON-RPC.</param>
    /// <param name="indexPort">The port that the index is going to have.</param>
    /// <param name="patience">How long it may take to answer.</param>
    /// <param name="cancellation">Ends waiting, and stops it.</param>
    /// <exception cref="CommandException">It does not answer; then it has been stopped.</exception>
    public static async Task<LocalChain> StartAsync(
        string program, string folder, int port, int indexPort, TimeSpan patience, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        LocalChain chain = new(folder, port, 0, indexPort, 0);

        // blocks come with every transaction, and one each second without, so that time passes on the chain too
        string[] command =
        [
            program, "--host", "127.0.0.1", "--port", port.ToString(CultureInfo.InvariantCulture),
            "--chain-id", LocalChain.Id.ToString(CultureInfo.InvariantCulture),
            "--state", chain.StateFile, "--state-interval", "10", "--block-time", "1", "--mixed-mining", "--hardfork", "cancun", "--quiet",
        ];
        chain = chain with { ProcessId = BackgroundProcess.Start(chain.LogFile, command, chain.StateFile).ProcessId };
        chain.Save();
        try
        {
            await WaitAsync(chain, patience, cancellation);
            return chain;
        }
        catch
        {
            await chain.StopAsync(CancellationToken.None);
            throw;
        }
    }

    /// <summary>Starts the index of a chain that has the market's contracts, and waits until it answers.</summary>
    /// <exception cref="CommandException">It does not answer.</exception>
    public static async Task<LocalChain> StartIndexAsync(LocalChain chain, TimeSpan patience, CancellationToken cancellation)
    {
        (string program, IReadOnlyList<string> first) = OwnProgram.Find();
        string[] command =
        [
            program, .. first, "chain", "index", "--env", Networks.Local, "--rpc", chain.Url.ToString(),
            "--listen", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{chain.IndexPort}"), "--db", chain.IndexFile,
        ];
        LocalChain indexed = chain with
        {
            IndexProcessId = BackgroundProcess.Start(chain.IndexLogFile, command, chain.IndexFile).ProcessId,
        };
        indexed.Save();
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        using PeriodicTimer timer = new(PollInterval);
        try
        {
            while (!await AnswersAsync(http, indexed, timeout.Token))
            {
                if (!indexed.IndexProcess.IsRunning)
                {
                    string reason = LogTail.Read(indexed.IndexLogFile, 1).FirstOrDefault() ?? "it wrote no log";
                    throw new CommandException($"the market's index did not start: {reason} (its log is {indexed.IndexLogFile})");
                }

                await timer.WaitForNextTickAsync(timeout.Token);
            }

            return indexed;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException(
                $"the market's index did not answer within {patience.TotalSeconds} s; its log is {indexed.IndexLogFile}");
        }
    }

    private static async Task<bool> AnswersAsync(HttpClient http, LocalChain chain, CancellationToken cancellation)
    {
        try
        {
            using StringContent query = new("{\"query\":\"{ _meta { block { number } } }\"}");
            using HttpResponseMessage answer = await http.PostAsync(chain.IndexUrl, query, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception silent) when (silent is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            // it does not listen yet, or is too busy to answer
            return false;
        }
    }

    private static async Task WaitAsync(LocalChain chain, TimeSpan patience, CancellationToken cancellation)
    {
        await using EthereumClient client = new(chain.Url);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(patience);
        using PeriodicTimer timer = new(PollInterval);
        try
        {
            while (await timer.WaitForNextTickAsync(timeout.Token))
            {
                if (!chain.Process.IsRunning)
                {
                    string reason = LogTail.Read(chain.LogFile, 1).FirstOrDefault() ?? "it wrote no log";
                    throw new CommandException($"the chain did not start: {reason} (its log is {chain.LogFile})");
                }

                try
                {
                    await client.BlockNumberAsync(timeout.Token);
                    return;
                }
                catch (RpcUnavailableException)
                {
                    // it does not listen yet
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new CommandException($"the chain did not answer within {patience.TotalSeconds} s; its log is {chain.LogFile}");
        }
    }
}

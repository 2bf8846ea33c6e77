using System.Globalization;
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

using System.Net;
using Fluence.Cli.Local.Chain;
using Fluence.Cli.Output;
using Fluence.Crypto;

namespace Fluence.Cli.Local;

/// <summary>Starts, watches and stops the processes of a local network.</summary>
internal static class NetworkStarter
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan WatchInterval = TimeSpan.FromSeconds(1);

    /// <summary>Starts the peers and waits until each is healthy, which includes being connected with the others.</summary>
    /// <exception cref="CommandException">A network runs already, or a peer did not come up; those that did have been stopped.</exception>
    public static async Task<IReadOnlyList<LocalPeer>> StartAsync(
        LocalNetwork network, int count, LocalPorts ports, PeerId manager, TimeSpan patience, CancellationToken cancellation,
        PeerMarket? market = null)
    {
        if (network.Load().Any(PeerProcess.IsRunning))
        {
            throw new CommandException("a local network is running already; 'fluence local ps' shows it, 'fluence local down' stops it");
        }

        LocalPeer[] peers = [.. network.Prepare(count, ports, manager, market)];
        for (int i = 0; i < peers.Length; i++)
        {
            peers[i] = peers[i] with { ProcessId = PeerProcess.Start(peers[i]) };
            network.Save(peers);
        }

        string?[] problems = new string?[peers.Length];
        try
        {
            using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
            using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            timeout.CancelAfter(patience);
            await Task.WhenAll(
                peers.Select((peer, i) => WaitUntilHealthyAsync(http, peer, problem => problems[i] = problem, timeout.Token)));
            return peers;
        }
        catch (Exception failure)
        {
            await StopAsync(network, peers, CancellationToken.None);
            if (failure is OperationCanceledException && !cancellation.IsCancellationRequested)
            {
                int ill = Math.Max(0, Array.FindIndex(problems, static problem => problem is not null));
                throw new CommandException($"the peers were not healthy within {patience.TotalSeconds} s: "
                    + $"{peers[ill].Name}: {problems[ill]} (its log is {peers[ill].LogFile})");
            }

            throw;
        }
    }

    /// <summary>Starts a peer of the network again, and waits until it is healthy.</summary>
    /// <exception cref="CommandException">It runs, or does not come up.</exception>
    public static async Task<LocalPeer> StartAgainAsync(LocalNetwork network, LocalPeer peer, CancellationToken cancellation)
    {
        if (PeerProcess.IsRunning(peer))
        {
            throw new CommandException($"{peer.Name} runs already");
        }

        LocalPeer started = peer with { ProcessId = PeerProcess.Start(peer) };
        network.Replace(started);
        using HttpClient http = new() { Timeout = TimeSpan.FromSeconds(5) };
        await WaitUntilHealthyAsync(http, started, static _ => { }, cancellation);
        return started;
    }

    /// <summary>Waits until interrupted, then stops the peers.</summary>
    /// <exception cref="CommandException">A peer has died.</exception>
    public static async Task WatchAsync(
        LocalNetwork network, LiveTable table, TextWriter progress, CancellationToken cancellation)
    {
        progress.WriteLine("running; Ctrl-C stops the peers");
        using PeriodicTimer timer = new(WatchInterval);
        try
        {
            await table.RunAsync(async ask =>
            {
                while (await timer.WaitForNextTickAsync(cancellation))
                {
                    // a peer without a process was stopped on purpose
                    if ((await ask(cancellation)).FirstOrDefault(static each => each is { State: "stopped", Peer.ProcessId: > 0 })?.Peer
                        is { } dead)
                    {
                        throw new CommandException($"peer {dead.Number} has died; its log is {dead.LogFile}");
                    }
                }
            });
        }
        catch (OperationCanceledException)
        {
            // the user wants the peers to stop
        }
        finally
        {
            await StopAsync(network, network.Load(), CancellationToken.None);
        }
    }

    /// <summary>Stops the peers that run, and their chain, and forgets the network.</summary>
    public static async Task StopAsync(LocalNetwork network, IReadOnlyList<LocalPeer> peers, CancellationToken cancellation)
    {
        await Task.WhenAll(peers.Select(peer => PeerProcess.StopAsync(peer, cancellation)));
        if (LocalChain.Load(network) is { } chain)
        {
            await chain.StopAsync(cancellation);
        }

        network.Forget();
    }

    private static async Task WaitUntilHealthyAsync(
        HttpClient http, LocalPeer peer, Action<string?> report, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(PollInterval);
        Uri health = new(peer.Http, "health");
        while (await timer.WaitForNextTickAsync(cancellation))
        {
            if (!PeerProcess.IsRunning(peer))
            {
                string reason = LogTail.Read(peer.LogFile, 1).FirstOrDefault() ?? "it wrote no log";
                reason = reason.StartsWith(CommandRunner.Prefix, StringComparison.Ordinal) ? reason[CommandRunner.Prefix.Length..] : reason;
                throw new CommandException($"peer {peer.Number} did not start: {reason} (its log is {peer.LogFile})");
            }

            try
            {
                using HttpResponseMessage response = await http.GetAsync(health, cancellation);
                if (response.StatusCode == HttpStatusCode.OK)
                {
                    report(null);
                    return;
                }

                report(await response.Content.ReadAsStringAsync(cancellation));
            }
            catch (HttpRequestException)
            {
                report("it does not listen yet");
            }
            catch (TaskCanceledException) when (!cancellation.IsCancellationRequested)
            {
                report("it listens and is too busy to answer");
            }
        }
    }
}

using System.Diagnostics;
using System.Runtime.InteropServices;
using Fluence.Cli.Output;

namespace Fluence.Cli.Local;

/// <summary>The process of one local peer: this same program, run as <c>peer run</c>, with its output in the peer's log file.</summary>
internal static partial class PeerProcess
{
    private const int Terminate = 15;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>
    /// Starts the peer. The shell appends the output to the log and is replaced by the peer, so the process is the peer's own. The
    /// terminal's Ctrl-C and end are not for the peer: who watches it stops it, and a detached one stays.
    /// </summary>
    public static int Start(LocalPeer peer)
    {
        (string program, IReadOnlyList<string> first) = OwnProgram.Find();
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("trap '' INT HUP; log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(peer.LogFile);
        start.ArgumentList.Add(program);
        foreach (string argument in (string[])[.. first, "peer", "run", "--config", peer.ConfigFile])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new CommandException($"peer {peer.Number} could not be started");
        return process.Id;
    }

    /// <summary>Whether the peer's process is there; a process id that meanwhile belongs to another program does not count.</summary>
    public static bool IsRunning(LocalPeer peer)
    {
        using Process? process = Find(peer);
        return process is not null;
    }

    /// <summary>The memory of the peer's process in bytes; null when it does not run.</summary>
    public static long? MemoryOf(LocalPeer peer)
    {
        using Process? process = Find(peer);
        return process?.WorkingSet64;
    }

    /// <summary>Ends the peer's process at once.</summary>
    public static void Kill(LocalPeer peer)
    {
        using Process? process = Find(peer);
        process?.Kill();
    }

    /// <summary>Asks the peer to stop and waits for it; a peer that does not obey is killed.</summary>
    public static async Task StopAsync(LocalPeer peer, CancellationToken cancellation)
    {
        using Process? process = Find(peer);
        if (process is null || kill(peer.ProcessId, Terminate) != 0)
        {
            return;
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(StopTimeout);
        using PeriodicTimer timer = new(PollInterval);
        try
        {
            // not Process.WaitForExit: it waits for ever where the machine's first process does not collect the dead
            while (IsRunning(peer))
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
        }
    }

    private static Process? Find(LocalPeer peer)
    {
        if (peer.ProcessId == 0)
        {
            return null;
        }

        Process? process = null;
        try
        {
            process = Process.GetProcessById(peer.ProcessId);
            string commandLine = $"/proc/{peer.ProcessId}/cmdline";
            if (!process.HasExited
                && (!File.Exists(commandLine) || File.ReadAllText(commandLine).Contains(peer.ConfigFile, StringComparison.Ordinal)))
            {
                return process;
            }
        }
        catch (Exception gone) when (gone is ArgumentException or IOException or InvalidOperationException)
        {
            // it ended while it was looked at
        }

        process?.Dispose();
        return null;
    }

    [LibraryImport("libc")]
    private static partial int kill(int processId, int signal);
}

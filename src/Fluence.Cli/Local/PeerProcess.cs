using System.Diagnostics;
using System.Reflection;
using System.Runtime.InteropServices;
using Fluence.Cli.Output;

namespace Fluence.Cli.Local;

/// <summary>The process of one local peer: this same program, run as <c>peer run</c>, with its output in the peer's log file.</summary>
internal static partial class PeerProcess
{
    private const int Terminate = 15;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Starts the peer. The shell appends the output to the log and is replaced by the peer, so the process is the peer's own.</summary>
    public static int Start(LocalPeer peer)
    {
        string program = Environment.ProcessPath ?? throw new CommandException("the path of this program cannot be found out");
        string library = Assembly.GetExecutingAssembly().Location;
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null");
        start.ArgumentList.Add("sh");
        start.ArgumentList.Add(peer.LogFile);
        start.ArgumentList.Add(program);
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(library);
        }

        foreach (string argument in (string[])["peer", "run", "--config", peer.ConfigFile])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new CommandException($"peer {peer.Number} could not be started");
        return process.Id;
    }

    /// <summary>Whether the peer's process is there; a process id that meanwhile belongs to another program does not count.</summary>
    public static bool IsRunning(LocalPeer peer)
    {
        if (peer.ProcessId == 0)
        {
            return false;
        }

        try
        {
            using Process process = Process.GetProcessById(peer.ProcessId);
            if (process.HasExited)
            {
                return false;
            }

            string commandLine = $"/proc/{peer.ProcessId}/cmdline";
            return !File.Exists(commandLine) || File.ReadAllText(commandLine).Contains(peer.ConfigFile, StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Asks the peer to stop and waits for it; a peer that does not obey is killed.</summary>
    public static async Task StopAsync(LocalPeer peer, CancellationToken cancellation)
    {
        if (!IsRunning(peer))
        {
            return;
        }

        using Process process = Process.GetProcessById(peer.ProcessId);
        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(StopTimeout);
        try
        {
            if (kill(peer.ProcessId, Terminate) != 0)
            {
                return;
            }

            await process.WaitForExitAsync(timeout.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
        }
    }

    [LibraryImport("libc")]
    private static partial int kill(int processId, int signal);
}

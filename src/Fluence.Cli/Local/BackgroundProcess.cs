using System.Diagnostics;
using System.Runtime.InteropServices;
using Fluence.Cli.Output;

namespace Fluence.Cli.Local;

/// <summary>
/// A process that goes on when this program ends, with its output in a log file. It is found again by its number and by a text that is
/// on its command line, so another program that has got the number meanwhile is not taken for it.
/// </summary>
/// <param name="ProcessId">Its number; 0 for a process that was never started, or was stopped on purpose.</param>
/// <param name="Mark">The text.</param>
internal sealed partial record BackgroundProcess(int ProcessId, string Mark)
{
    private const int Terminate = 15;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(20);

    /// <summary>Whether the process is there.</summary>
    public bool IsRunning
    {
        get
        {
            using Process? process = Find();
            return process is not null;
        }
    }

    /// <summary>The memory of the process in bytes; null when it does not run.</summary>
    public long? Memory
    {
        get
        {
            using Process? process = Find();
            return process?.WorkingSet64;
        }
    }

    /// <summary>
    /// Starts a process. The shell appends the output to the log and is replaced by the program, so the number is the program's own. The
    /// terminal's Ctrl-C and end are not for it: who watches it stops it, and a detached one stays.
    /// </summary>
    /// <param name="logFile">Where its output goes.</param>
    /// <param name="command">The program and its arguments; <paramref name="mark"/> is in one of them.</param>
    /// <param name="mark">The text by which it is found again.</param>
    /// <exception cref="CommandException">There is no shell.</exception>
    public static BackgroundProcess Start(string logFile, IEnumerable<string> command, string mark)
    {
        ProcessStartInfo start = new("/bin/sh") { RedirectStandardInput = true };
        foreach (string argument in (string[])
            ["-c", "trap '' INT HUP; log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null", "sh", logFile, .. command])
        {
            start.ArgumentList.Add(argument);
        }

        using Process process = Process.Start(start) ?? throw new CommandException($"{mark} could not be started");
        return new BackgroundProcess(process.Id, mark);
    }

    /// <summary>Ends the process at once.</summary>
    public void Kill()
    {
        using Process? process = Find();
        process?.Kill();
    }

    /// <summary>Asks the process to stop and waits for it; one that does not obey is killed.</summary>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using Process? process = Find();
        if (process is null || kill(ProcessId, Terminate) != 0)
        {
            return;
        }

        using CancellationTokenSource timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        timeout.CancelAfter(StopTimeout);
        using PeriodicTimer timer = new(PollInterval);
        try
        {
            // not Process.WaitForExit: it waits for ever where the machine's first process does not collect the dead
            while (IsRunning)
            {
                await timer.WaitForNextTickAsync(timeout.Token);
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            process.Kill();
        }
    }

    private Process? Find()
    {
        if (ProcessId == 0)
        {
            return null;
        }

        Process? process = null;
        try
        {
            process = Process.GetProcessById(ProcessId);
            string commandLine = $"/proc/{ProcessId}/cmdline";
            if (!process.HasExited
                && (!File.Exists(commandLine) || File.ReadAllText(commandLine).Contains(Mark, StringComparison.Ordinal)))
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

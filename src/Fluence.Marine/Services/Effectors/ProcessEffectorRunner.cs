using System.ComponentModel;
using System.Diagnostics;

namespace Fluence.Marine.Services.Effectors;

/// <summary>
/// Runs programs as processes of the host: by absolute path, without a shell, with empty standard input, and within bounds of time and
/// output. A program that exceeds them is ended with all that it started. So is what a program leaves behind when it ends, if that holds
/// its outputs open.
/// </summary>
public sealed class ProcessEffectorRunner : IEffectorRunner
{
    // processes that a signal ended report 128 and its number
    private const int FirstSignalCode = 129, LastSignalCode = 192;

    /// <summary>How long a program may run.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The bytes that a program may write to each of its outputs.</summary>
    public int MaxOutput { get; init; } = 64 << 20;

    /// <summary>How long the outputs of a program may stay open when it has ended, because something that it started holds them.</summary>
    public TimeSpan MaxLinger { get; init; } = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    public EffectorResult Run(EffectorCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (!Path.IsPathFullyQualified(call.Path))
        {
            return EffectorResult.Failed(EffectorResult.NotRun, $"the path {call.Path} of a mounted binary is not absolute");
        }

        ProcessStartInfo start = new(call.Path, call.Arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
        };
        ProcessFamily family = new();
        family.Mark(start);
        try
        {
            using Process process = Process.Start(start) ?? throw new InvalidOperationException("no process was started");
            return Finish(process, family, call.CancellationToken);
        }
        catch (Exception failure) when (failure is Win32Exception or InvalidOperationException or IOException or ArgumentException)
        {
            string reason = failure is Win32Exception { NativeErrorCode: 2 } ? "No such file or directory (os error 2)" : failure.Message;
            return EffectorResult.Failed(EffectorResult.NotRun, reason);
        }
    }

    private EffectorResult Finish(Process process, ProcessFamily family, CancellationToken cancellation)
    {
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using CancellationTokenRegistration ending = limit.Token.Register(() => family.End(process));
        limit.CancelAfter(MaxTime);
        process.StandardInput.Close();
        BoundedOutput output = new(process.StandardOutput.BaseStream, MaxOutput, () => family.End(process));
        BoundedOutput error = new(process.StandardError.BaseStream, MaxOutput, () => family.End(process));
        process.WaitForExit();
        bool wasStopped = limit.IsCancellationRequested;
        if (!WaitForEnd(output, error))
        {
            family.End(process);
            WaitForEnd(output, error);
        }

        if (output.IsExceeded || error.IsExceeded)
        {
            return EffectorResult.Failed(EffectorResult.Terminated, $"the program wrote more than {MaxOutput} bytes");
        }

        if (wasStopped)
        {
            string reason = cancellation.IsCancellationRequested
                ? "the call was cancelled" : $"the program ran for more than {MaxTime.TotalSeconds} s";
            return EffectorResult.Failed(EffectorResult.Terminated, reason);
        }

        int code = process.ExitCode is >= FirstSignalCode and <= LastSignalCode ? EffectorResult.Terminated : process.ExitCode;
        return new EffectorResult(code, "", output.ToArray(), error.ToArray());
    }

    private bool WaitForEnd(BoundedOutput output, BoundedOutput error) => output.WaitForEnd(MaxLinger) && error.WaitForEnd(MaxLinger);
}

using System.Diagnostics;
using Fluence.TestKit;

namespace Fluence.Cli.Tests.Support;

/// <summary>The fluence command as a process of its own. Killed when disposed, if it still runs.</summary>
internal sealed class FluenceProcess : IAsyncDisposable
{
    private readonly Process _process;

    private FluenceProcess(Process process)
    {
        _process = process;
        Error = process.StandardError.ReadToEndAsync();
    }

    public StreamReader Output => _process.StandardOutput;

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Everything on standard error, once the process has ended.</summary>
    public Task<string> Error { get; }

    public static FluenceProcess Start(params string[] args) => Start([], args);

    public static FluenceProcess Start(Dictionary<string, string> environment, params string[] args) => StartIn("", environment, args);

    /// <summary>Starts the command in a folder; that of the tests if it is empty.</summary>
    public static FluenceProcess StartIn(string folder, Dictionary<string, string> environment, params string[] args)
    {
        ProcessStartInfo start = new("dotnet")
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "fluence.dll"));
        foreach (string argument in args)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new FluenceProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start"));
    }

    /// <summary>Runs a command line to its end.</summary>
    public static async Task<Outcome> RunAsync(string input, params string[] args)
    {
        await using FluenceProcess process = Start(args);
        await process.Input.WriteAsync(input);
        process.Input.Close();
        string output = await process.Output.ReadToEndAsync().Soon();
        return new Outcome(await process.ExitAsync(), output, await process.Error);
    }

    /// <summary>Runs a command line in a folder to its end.</summary>
    public static async Task<Outcome> RunInAsync(string folder, params string[] args)
    {
        await using FluenceProcess process = StartIn(folder, [], args);
        process.Input.Close();
        string output = await process.Output.ReadToEndAsync().Soon();
        return new Outcome(await process.ExitAsync(), output, await process.Error);
    }

    public async Task<string> ReadLineAsync() => await Output.ReadLineAsync().Soon()
        ?? throw new EndOfStreamException($"the process ended: {await Error}");

    /// <summary>All lines of its output, until it ends.</summary>
    /// <exception cref="TimeoutException">No line came for too long; the message has those that came.</exception>
    public async Task<List<string>> ReadLinesAsync()
    {
        List<string> lines = [];
        try
        {
            while (await Output.ReadLineAsync().Soon() is { } line)
            {
                lines.Add(line);
            }

            return lines;
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"nothing came after:\n{string.Join('\n', lines)}");
        }
    }

    /// <summary>Sends a signal, for example <c>TERM</c>, and waits for the end.</summary>
    public async Task<int> SignalAsync(string signal)
    {
        await SendAsync(signal);
        return await ExitAsync();
    }

    /// <summary>Sends a signal.</summary>
    public async Task SendAsync(string signal)
    {
        using Process kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {_process.Id}"]);
        await kill.WaitForExitAsync().Soon();
    }

    /// <summary>Kills it, and waits until it is no more.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().Soon();
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await ExitAsync();
        }

        await Error;
        _process.Dispose();
    }
}

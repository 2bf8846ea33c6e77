using System.Diagnostics;
using Fluence.Cli.Output;

namespace Fluence.Cli.Quickstart;

/// <summary>
/// Runs commands as a person would, each a process of its own, and shows what was typed, what came, and how long it took.
/// </summary>
/// <param name="screen">Where it is shown.</param>
/// <param name="environment">Variables of the processes.</param>
internal sealed class ShownCommand(Screen screen, IReadOnlyDictionary<string, string> environment)
{
    /// <summary>The same with another variable for the processes.</summary>
    public ShownCommand WithVariable(string name, string value) =>
        new(screen, new Dictionary<string, string>(environment) { [name] = value });

    /// <summary>Runs a command line of this program.</summary>
    /// <param name="folder">The folder in which it runs.</param>
    /// <param name="cancellation">Kills it.</param>
    /// <param name="arguments">The command line.</param>
    /// <returns>How long it took.</returns>
    /// <exception cref="CommandException">It failed.</exception>
    public async Task<TimeSpan> RunAsync(string folder, CancellationToken cancellation, params string[] arguments)
    {
        screen.Say($"[bold]$ fluence {Screen.Escape(string.Join(' ', arguments.Select(Quoted)))}[/]");
        long start = Stopwatch.GetTimestamp();
        using Process process = Start(folder, arguments);
        Task output = ShowAsync(process.StandardOutput), error = ShowAsync(process.StandardError);
        try
        {
            await Task.WhenAll(output, error).WaitAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: false);
            throw;
        }

        TimeSpan took = Stopwatch.GetElapsedTime(start);
        screen.Say($"  [green]{took.TotalSeconds:F1} s[/]");
        return process.ExitCode == ExitCodes.Success
            ? took
            : throw new CommandException($"`fluence {string.Join(' ', arguments)}` ended with exit code {process.ExitCode}; see above");
    }

    private Process Start(string folder, string[] arguments)
    {
        (string program, IReadOnlyList<string> first) = OwnProgram.Find();
        ProcessStartInfo start = new(program)
        {
            WorkingDirectory = folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        foreach (string argument in first.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        Process process = Process.Start(start) ?? throw new CommandException($"{program} could not be started");
        process.StandardInput.Close();
        return process;
    }

    private async Task ShowAsync(StreamReader lines)
    {
        while (await lines.ReadLineAsync() is { } line)
        {
            lock (screen)
            {
                screen.Say($"  {Screen.Escape(line)}");
            }
        }
    }

    private static string Quoted(string argument) => argument.AsSpan().ContainsAny("'\" ()") ? $"'{argument}'" : argument;
}

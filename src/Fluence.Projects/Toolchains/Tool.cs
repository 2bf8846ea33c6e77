using System.Diagnostics;

namespace Fluence.Projects.Toolchains;

/// <summary>A program of a toolchain and what its environment must be.</summary>
/// <param name="Path">The program's absolute path.</param>
/// <param name="Environment">Variables over those of this process.</param>
public sealed record Tool(string Path, IReadOnlyDictionary<string, string> Environment)
{
    /// <summary>A program without an environment of its own.</summary>
    public Tool(string path)
        : this(path, new Dictionary<string, string>())
    {
    }

    /// <summary>Runs the program to its end.</summary>
    /// <param name="folder">The folder in which it runs.</param>
    /// <param name="arguments">Its arguments, which no shell sees.</param>
    /// <param name="error">Takes what it writes to its standard error, line by line while it runs.</param>
    /// <param name="cancellation">Kills the program and all it has started.</param>
    /// <returns>Its exit code and what it wrote to its standard output.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(
        string folder, IReadOnlyList<string> arguments, TextWriter error, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(error);
        using Process process = Start(folder, arguments);
        try
        {
            Task<string> output = process.StandardOutput.ReadToEndAsync(cancellation);
            while (await process.StandardError.ReadLineAsync(cancellation) is { } line)
            {
                lock (error)
                {
                    error.WriteLine(line);
                }
            }

            string text = await output;
            await process.WaitForExitAsync(cancellation);
            return (process.ExitCode, text);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Finds a program in the folders of <c>PATH</c>; null if there is none.</summary>
    public static string? OnPath(string name) => (System.Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .SelectMany(folder => Names(name).Select(each => System.IO.Path.Combine(folder, each)))
        .FirstOrDefault(File.Exists);

    private static string[] Names(string name) => OperatingSystem.IsWindows() ? [name + ".exe", name] : [name];

    private Process Start(string folder, IReadOnlyList<string> arguments)
    {
        ProcessStartInfo start = new(Path, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }
}

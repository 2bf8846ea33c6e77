using System.Diagnostics;
using Fluence.Cli.Output;

namespace Fluence.Cli.Tests.Support;

/// <summary>Runs the fluence command as a process in the folder of a project, with a user's folder of its own.</summary>
internal sealed class ProjectShell : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public ProjectShell() => Directory.CreateDirectory(Root);

    /// <summary>The folder in which commands run.</summary>
    public string Root => _folder.File("project");

    /// <summary>The folder of the user.</summary>
    public string User => _folder.File("user");

    /// <summary>What stands for <c>PATH</c>; null for that of the tests.</summary>
    public string? SearchPath { get; init; }

    public string File(string name) => Path.Combine(Root, name);

    public string Read(string name) => System.IO.File.ReadAllText(File(name));

    public void Write(string name, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File(name))!);
        System.IO.File.WriteAllText(File(name), text);
    }

    /// <summary>Changes a file.</summary>
    public void Edit(string name, string old, string changed)
    {
        string text = Read(name);
        Assert.Contains(old, text, StringComparison.Ordinal);
        Write(name, text.Replace(old, changed, StringComparison.Ordinal));
    }

    public async Task<Outcome> RunAsync(params string[] args)
    {
        ProcessStartInfo start = new(Environment.ProcessPath!)
        {
            WorkingDirectory = Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "fluence.dll"));
        foreach (string argument in args)
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["FLUENCE_USER_DIR"] = User;
        start.Environment["WASI_SDK_PATH"] = SearchPath is null ? Environment.GetEnvironmentVariable("WASI_SDK_PATH") : null;
        start.Environment["PATH"] = SearchPath ?? Environment.GetEnvironmentVariable("PATH");
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync(), error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Outcome(process.ExitCode, await output, await error);
    }

    /// <summary>Runs a command that must succeed; gives what it prints.</summary>
    public async Task<string> OkAsync(params string[] args)
    {
        Outcome outcome = await RunAsync(args);
        Assert.True(outcome.ExitCode == ExitCodes.Success, $"{outcome.ExitCode}: {outcome.Error}{outcome.Output}");
        return outcome.Output;
    }

    /// <summary>Runs a command that must fail; gives what it says, with the project's folder left out.</summary>
    public async Task<string> FailAsync(params string[] args)
    {
        Outcome outcome = await RunAsync(args);
        Assert.Equal((ExitCodes.Failure, ""), (outcome.ExitCode, outcome.Output));
        return outcome.Error.Replace(Root + "/", "", StringComparison.Ordinal).TrimEnd('\n');
    }

    public void Dispose() => _folder.Dispose();
}

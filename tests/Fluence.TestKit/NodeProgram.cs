using System.Collections.Immutable;
using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Fluence.TestKit;

/// <summary>The original programs from npm, in the folders of <c>tests/interop</c>; <c>./test</c> installs them.</summary>
public static class NodeProgram
{
    private static readonly string Interop = FindInterop();

    /// <summary>Why the programs of a folder cannot run here; null when they can.</summary>
    public static string? Missing(string folder)
    {
        if (!Directory.Exists(Path.Combine(Interop, folder, "node_modules")))
        {
            return $"the npm packages of tests/interop/{folder} are not installed; ./test installs them where Node.js is present";
        }

        return Node(folder) is null ? "Node.js is not installed" : null;
    }

    /// <summary>Why tests with the programs of a folder are skipped; null when they run, as they always do in continuous integration.</summary>
    public static string? ReasonToSkip(string folder) =>
        Environment.GetEnvironmentVariable("CI") == "true" ? null : Missing(folder);

    /// <summary>The path of a file of a folder.</summary>
    public static string PathOf(string folder, string file) => Path.Combine(Interop, folder, file);

    /// <summary>Starts a script of a folder with its standard streams redirected.</summary>
    public static Process Start(string folder, string script, params ReadOnlySpan<string> arguments) =>
        StartIn(Path.Combine(Interop, folder), folder, script, ImmutableDictionary<string, string>.Empty, arguments);

    /// <summary>Starts a script of a folder in another folder, with variables of its own.</summary>
    public static Process StartIn(
        string workingDirectory, string folder, string script, IReadOnlyDictionary<string, string> environment,
        params ReadOnlySpan<string> arguments)
    {
        string directory = Path.Combine(Interop, folder);
        ProcessStartInfo start = new(Node(folder) ?? throw new InvalidOperationException(Missing(folder)))
        {
            WorkingDirectory = workingDirectory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("--no-warnings");
        string polyfill = Path.Combine(directory, "polyfill.mjs");
        if (File.Exists(polyfill))
        {
            start.ArgumentList.Add("--import");
            start.ArgumentList.Add(new Uri(polyfill).AbsoluteUri);
        }

        start.ArgumentList.Add(Path.Combine(directory, script));
        foreach (string argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"{start.FileName} did not start");
    }

    /// <summary>The Node.js that the folder brings along as an npm package, or else the machine's.</summary>
    private static string? Node(string folder)
    {
        string own = Path.Combine(Interop, folder, "node_modules", "node", "bin", "node");
        return File.Exists(own) ? own : (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(path => Path.Combine(path, "node")).FirstOrDefault(File.Exists);
    }

    private static string FindInterop([CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "interop"));
}

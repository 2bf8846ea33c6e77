using System.Diagnostics;
using System.Text.Json;

namespace Fluence.TestKit;

/// <summary>
/// Scripts that run an original implementation under Node.js: a folder below <c>tests/interop</c> with its own <c>package.json</c>, whose
/// modules <c>npm ci</c> installs. A Node.js that is installed as a module there is preferred to the system's.
/// </summary>
public sealed class NodeScripts
{
    private readonly string _folder;

    private NodeScripts(string folder, string? missing)
    {
        _folder = folder;
        Missing = missing;
    }

    /// <summary>What keeps the scripts from running, for the reason of a skipped test; null when nothing does.</summary>
    public string? Missing { get; }

    /// <summary>Whether tests must not be skipped for want of Node.js: on a build machine (environment variable <c>CI</c>).</summary>
    public static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private string Node
    {
        get
        {
            string module = Path.Combine(_folder, "node_modules", "node", "bin", "node");
            return File.Exists(module) ? module : "node";
        }
    }

    /// <summary>Finds the scripts of a folder below <c>tests/interop</c>.</summary>
    public static NodeScripts Find(string name)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Fluence.slnx")))
        {
            root = root.Parent;
        }

        string folder = Path.Combine(root?.FullName ?? "", "tests", "interop", name);
        string? missing = root is null ? "the source tree is not above the test binaries"
            : !Directory.Exists(Path.Combine(folder, "node_modules")) ? $"npm modules are missing: run 'npm ci' in tests/interop/{name}"
            : null;
        return new NodeScripts(folder, missing);
    }

    /// <summary>Starts a script; its standard input stays open until the process is disposed.</summary>
    /// <exception cref="InvalidOperationException">Something is <see cref="Missing"/>.</exception>
    public NodeProcess Start(string script, params IEnumerable<string> arguments)
    {
        if (Missing is not null)
        {
            throw new InvalidOperationException(Missing);
        }

        ProcessStartInfo start = new(Node, [script, .. arguments])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new NodeProcess(Process.Start(start) ?? throw new InvalidOperationException("Node.js did not start"));
    }
}

/// <summary>A running script. It prints one line of JSON at a time and ends when its input does.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    internal NodeProcess(Process process)
    {
        _process = process;
        _errors = process.StandardError.ReadToEndAsync();
    }

    /// <summary>The next line that the script prints.</summary>
    /// <exception cref="InvalidOperationException">The script ended; the message holds what it wrote to its error stream.</exception>
    public async Task<JsonElement> ReadAsync()
    {
        string? line = await _process.StandardOutput.ReadLineAsync().Soon();
        return line is null
            ? throw new InvalidOperationException($"the script ended: {await _errors.Soon()}")
            : JsonSerializer.Deserialize<JsonElement>(line);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().Soon();
        }
        catch (TimeoutException)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}

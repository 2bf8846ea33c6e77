using System.Diagnostics;
using System.Text.Json;

namespace Fluence.TestKit;

/// <summary>A running script. It prints one line of JSON at a time and ends when its input does.</summary>
public sealed class NodeProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly Task<string> _errors;

    /// <summary>Takes over a process that <see cref="NodeProgram.Start"/> has started.</summary>
    public NodeProcess(Process process)
    {
        ArgumentNullException.ThrowIfNull(process);
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

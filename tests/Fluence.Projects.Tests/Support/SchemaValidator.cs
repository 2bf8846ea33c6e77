using System.Diagnostics;
using System.Text.Json;
using Fluence.TestKit;

namespace Fluence.Projects.Tests.Support;

/// <summary>Another's reader of YAML and validator of JSON schemas, in Node.js.</summary>
internal sealed class SchemaValidator : IDisposable
{
    public const string Folder = "schemas";

    private readonly Process _process = NodeProgram.Start(Folder, "validate.mjs");

    /// <summary>What is wrong with a text; empty if nothing is.</summary>
    public async Task<string[]> ValidateAsync(string schema, string yaml)
    {
        await _process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { schema, yaml }));
        await _process.StandardInput.FlushAsync();
        string? line = await _process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return line is null
            ? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync())
            : JsonSerializer.Deserialize<string[]>(line)!;
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }
}

using System.Diagnostics;
using System.Text.Json;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>The other side: avm.wasm on Node.js, in <c>avm.mjs</c>.</summary>
internal sealed class AvmWasm(Process process) : IAsyncDisposable
{
    private readonly NodeProcess _node = new(process);
    private bool _isReady;

    /// <summary>Runs an input so often and so long; the times in milliseconds.</summary>
    internal async Task<List<double>> RunAsync(string name, int runs, double seconds)
    {
        if (!_isReady)
        {
            await _node.ReadAsync();
            _isReady = true;
        }

        await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(new { name, runs, seconds }));
        await process.StandardInput.FlushAsync();
        JsonElement answer = await _node.ReadAsync();
        return [.. answer.GetProperty("ms").EnumerateArray().Select(time => time.GetDouble())];
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}

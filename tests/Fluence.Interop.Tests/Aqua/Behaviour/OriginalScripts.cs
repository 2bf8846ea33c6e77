using System.Diagnostics;
using System.Text.Json;
using Fluence.Aqua.Emission;
using Fluence.TestKit;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>The original compiler, which stays started (tests/interop/aqua/scripts.mjs).</summary>
internal sealed class OriginalScripts : IAsyncDisposable
{
    private readonly Process _process;
    private readonly NodeProcess _node;

    public OriginalScripts()
    {
        _process = NodeProgram.Start(OriginalCompiler.Folder, "scripts.mjs");
        _node = new NodeProcess(_process);
    }

    /// <summary>Compiles a file or a text, and compares its scripts with ours.</summary>
    public async Task<OriginalAnswer> CompileAsync(
        string? file, string? code, AirOptions options, OurScripts ours, params string[] imports)
    {
        string request = JsonSerializer.Serialize(new
        {
            file,
            code,
            imports,
            options = new { options.NoRelay, options.NoXor, options.Tracing, options.NoEmptyResponse },
            ours = ours.Functions.DistinctBy(static function => function.Name).ToDictionary(
                static function => function.Name, static function => function.Air),
        }, JsonSerializerOptions.Web);
        await _process.StandardInput.WriteLineAsync(request);
        await _process.StandardInput.FlushAsync();
        return (await _node.ReadAsync()).Deserialize<OriginalAnswer>(JsonSerializerOptions.Web)!;
    }

    public ValueTask DisposeAsync() => _node.DisposeAsync();
}

/// <summary>What the original makes of a source.</summary>
internal sealed record OriginalAnswer(Dictionary<string, OriginalScript> Functions, string[] Errors)
{
    /// <summary>Whether it has thrown an internal error.</summary>
    public bool HasFailed => Errors is [var error] && error.StartsWith("the compiler fails", StringComparison.Ordinal);
}

/// <summary>A script of the original.</summary>
/// <param name="Air">The script.</param>
/// <param name="Equal">Whether ours is the same up to the names of variables.</param>
/// <param name="EqualButCanons">Whether it is the same up to these and the sigils of canonical streams.</param>
internal sealed record OriginalScript(string Air, bool Equal, bool EqualButCanons);

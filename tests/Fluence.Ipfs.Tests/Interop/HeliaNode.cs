using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fluence.TestKit;

namespace Fluence.Ipfs.Tests.Interop;

/// <summary>A helia node in a process of its own.</summary>
internal sealed class HeliaNode : IAsyncDisposable
{
    private readonly Process _process;
    private readonly NodeProcess _output;

    private HeliaNode(Process process)
    {
        _process = process;
        _output = new NodeProcess(process);
    }

    public string Address { get; private set; } = "";

    public static async Task<HeliaNode> StartAsync()
    {
        HeliaNode node = new(NodeProgram.Start("ipfs", "helia.mjs"));
        node.Address = (await node._output.ReadAsync()).GetProperty("addresses")[0].GetString()!;
        return node;
    }

    /// <summary>Runs a command of the script.</summary>
    public async Task<JsonElement> RunAsync(string command, params (string Name, JsonNode? Value)[] options)
    {
        JsonObject line = new(options.Select(option => KeyValuePair.Create(option.Name, option.Value))) { ["command"] = command };
        await _process.StandardInput.WriteLineAsync(line.ToJsonString());
        JsonElement answer = await _output.ReadAsync();
        return answer.TryGetProperty("error", out JsonElement error) ? throw new InvalidOperationException(error.GetString()) : answer;
    }

    public ValueTask DisposeAsync() => _output.DisposeAsync();
}

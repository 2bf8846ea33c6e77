using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Fluence.TestKit;

namespace Fluence.Benchmarks;

/// <summary>
/// An editor with one document, which waits for each answer of the language server and tells how many milliseconds it took.
/// </summary>
internal sealed class AquaEditor : IAsyncDisposable
{
    private const string Address = "file:///large/large.aqua";

    private readonly Process _process;
    private int _lastId;
    private int _mistakes;

    private AquaEditor(Process process)
    {
        _process = process;
    }

    internal static async Task<AquaEditor> StartAsync()
    {
        string command = Path.GetFullPath(NodeProgram.PathOf(AquaInputs.Folder, "../../../fluence"));
        ProcessStartInfo start = new(command, ["aqua", "lsp"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        AquaEditor editor = new(Process.Start(start)!);
        await editor.RequestAsync("initialize", new JsonObject { ["rootUri"] = null });
        return editor;
    }

    /// <summary>Makes sure that the document is understood as it should be: what is quick has to be right as well.</summary>
    internal void AssertMistakes(int expected)
    {
        if (_mistakes != expected)
        {
            throw new InvalidOperationException($"the server has found {_mistakes} mistakes where there are {expected}");
        }
    }

    internal Task<double> OpenAsync(string text) => NotifyAsync("didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Address, ["languageId"] = "aqua", ["version"] = 1, ["text"] = text },
    });

    /// <summary>Replaces characters of a line; waits for the diagnostics.</summary>
    internal Task<double> ChangeAsync(int line, int character, int length, string text) => NotifyAsync("didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Address, ["version"] = 2 },
        ["contentChanges"] = new JsonArray(new JsonObject
        {
            ["range"] = new JsonObject { ["start"] = Place(line, character), ["end"] = Place(line, character + length) },
            ["text"] = text,
        }),
    });

    internal Task<double> AskAsync(string method, int line, int character) => RequestAsync("textDocument/" + method, new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Address }, ["position"] = Place(line, character),
    });

    public async ValueTask DisposeAsync()
    {
        await RequestAsync("shutdown", []);
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static JsonObject Place(int line, int character) => new() { ["line"] = line, ["character"] = character };

    private async Task<double> NotifyAsync(string method, JsonObject parameters)
    {
        JsonObject message = new() { ["jsonrpc"] = "2.0", ["method"] = "textDocument/" + method, ["params"] = parameters };
        return await TimeAsync(message, answer => (string?)answer["method"] == "textDocument/publishDiagnostics");
    }

    private async Task<double> RequestAsync(string method, JsonObject parameters)
    {
        int id = ++_lastId;
        JsonObject message = new() { ["jsonrpc"] = "2.0", ["id"] = id, ["method"] = method, ["params"] = parameters };
        return await TimeAsync(message, answer => (int?)answer["id"] == id);
    }

    private async Task<double> TimeAsync(JsonObject message, Func<JsonNode, bool> isAnswer)
    {
        byte[] body = Encoding.UTF8.GetBytes(message.ToJsonString());
        byte[] head = Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n");
        long since = Stopwatch.GetTimestamp();
        await _process.StandardInput.BaseStream.WriteAsync((byte[])[.. head, .. body]);
        await _process.StandardInput.BaseStream.FlushAsync();
        while (true)
        {
            byte[] answer = await ReadAsync(_process.StandardOutput.BaseStream);
            double ms = Stopwatch.GetElapsedTime(since).TotalMilliseconds;
            if (JsonNode.Parse(answer) is { } read && isAnswer(read))
            {
                _mistakes = read["params"]?["diagnostics"] is JsonArray found ? found.Count : _mistakes;
                return read["error"] is { } error ? throw new InvalidOperationException(error.ToJsonString()) : ms;
            }
        }
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        StringBuilder head = new();
        byte[] one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            await stream.ReadExactlyAsync(one);
            head.Append((char)one[0]);
        }

        string length = head.ToString().Split('\n').Single(line => line.StartsWith("Content-Length:", StringComparison.Ordinal));
        byte[] body = new byte[int.Parse(length["Content-Length:".Length..], CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body);
        return body;
    }
}

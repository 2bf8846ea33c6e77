using System.Text;
using System.Text.Json.Nodes;
using Fluence.Aqua.LanguageServer;

namespace Fluence.Aqua.Tests.LanguageServer;

/// <summary>A scripted editor: what it sends is collected, then the server answers all of it.</summary>
internal sealed class Editor : IDisposable
{
    private readonly MemoryStream _sent = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("fluence-lsp-").FullName;
    private int _lastId;

    public Editor()
    {
        Request("initialize", new JsonObject { ["rootUri"] = new Uri(_folder).AbsoluteUri });
    }

    public void Dispose()
    {
        _sent.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    public string Address(string name) => new Uri(Path.Combine(_folder, name)).AbsoluteUri;

    public void Save(string name, string text) => File.WriteAllText(Path.Combine(_folder, name), text);

    public void Open(string name, string text) => Notify("textDocument/didOpen", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Address(name), ["languageId"] = "aqua", ["version"] = 1, ["text"] = text },
    });

    public void Change(string name, params JsonNode[] changes) => Notify("textDocument/didChange", new JsonObject
    {
        ["textDocument"] = new JsonObject { ["uri"] = Address(name), ["version"] = 2 }, ["contentChanges"] = new JsonArray(changes),
    });

    public int Ask(string method, string name, (int Line, int Character) position = default, JsonObject? more = null)
    {
        JsonObject parameters = more ?? [];
        parameters["textDocument"] = new JsonObject { ["uri"] = Address(name) };
        parameters["position"] = new JsonObject { ["line"] = position.Line, ["character"] = position.Character };
        return Request("textDocument/" + method, parameters);
    }

    public int Request(string method, JsonObject parameters)
    {
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = ++_lastId, ["method"] = method, ["params"] = parameters }.ToJsonString());
        return _lastId;
    }

    public void Notify(string method, JsonObject parameters) =>
        Send(new JsonObject { ["jsonrpc"] = "2.0", ["method"] = method, ["params"] = parameters }.ToJsonString());

    public void Send(string body) => SendRaw($"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}");

    public void SendRaw(string text) => _sent.Write(Encoding.UTF8.GetBytes(text));

    /// <summary>Lets the server work; gives what it says.</summary>
    public Conversation Finish(bool saysGoodbye = true)
    {
        if (saysGoodbye)
        {
            Request("shutdown", []);
            Notify("exit", []);
        }

        _sent.Position = 0;
        using MemoryStream answers = new();
        bool isRight = new AquaLanguageServer(_sent, answers, []).Run();
        answers.Position = 0;
        MessageStream reader = new(answers, Stream.Null);
        List<JsonObject> messages = [];
        while (reader.Read() is { } message)
        {
            messages.Add(message);
        }

        return new Conversation(messages, isRight);
    }
}

/// <summary>What a server has said.</summary>
internal sealed record Conversation(IReadOnlyList<JsonObject> Messages, bool IsRight)
{
    public JsonNode? Result(int id) => Messages.Single(message => message["method"] is null && (int?)message["id"] == id)["result"];

    public JsonNode Error(int id) => Messages.Single(message => (int?)message["id"] == id)["error"]!;

    /// <summary>The mistakes told last of a document, as codes.</summary>
    public string[] Mistakes(string uri) =>
        [.. ((JsonArray)Messages.Last(message => (string?)message["params"]?["uri"] == uri)["params"]!["diagnostics"]!)
            .Select(each => (string)each!["code"]!)];
}

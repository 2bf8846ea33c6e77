using System.Text.Json;
using System.Text.Json.Nodes;

namespace Fluence.Aqua.LanguageServer;

/// <summary>
/// Serves an editor by the Language Server Protocol: mistakes while typing, types, definitions, references, renaming, completion, outline,
/// layout and colours. Requests are answered one after the other.
/// </summary>
public sealed class AquaLanguageServer
{
    private readonly MessageStream _messages;
    private readonly List<string> _folders;
    private readonly HashSet<string> _withMistakes = new(StringComparer.Ordinal);
    private Workspace? _workspace;
    private bool _isShutDown;

    /// <param name="input">Where messages come from.</param>
    /// <param name="output">Where messages go to.</param>
    /// <param name="folders">Folders in which imports are looked for, beside those that the editor names.</param>
    public AquaLanguageServer(Stream input, Stream output, IEnumerable<string> folders)
    {
        _messages = new MessageStream(input, output);
        _folders = [.. folders];
    }

    private Workspace Workspace => _workspace ?? throw new RequestException(RequestException.NotInitialized, "`initialize` comes first");

    /// <summary>Serves until the editor says that it ends, or its messages do.</summary>
    /// <returns>Whether the editor said so beforehand, as the protocol wants.</returns>
    public bool Run()
    {
        while (true)
        {
            try
            {
                if (_messages.Read() is not { } message || (string?)message["method"] == "exit")
                {
                    return _isShutDown;
                }

                Handle(message);
            }
            catch (InvalidDataException)
            {
                return false;
            }
            catch (JsonException wrong)
            {
                Respond(null, Error(RequestException.ParseError, wrong.Message));
            }
            catch (InvalidOperationException wrong)
            {
                // a member of another kind than the protocol says
                Respond(null, Error(RequestException.InvalidRequest, wrong.Message));
            }
        }
    }

    private void Handle(JsonObject message)
    {
        JsonNode? id = message["id"];
        if (message["method"] is not JsonNode name)
        {
            return;
        }

        string method = (string)name!;
        JsonNode? parameters = message["params"];
        try
        {
            if (id is null)
            {
                Notice(method, parameters);
            }
            else
            {
                Respond(id, ("result", Answer(method, parameters)));
            }
        }
        catch (RequestException refused) when (id is not null)
        {
            Respond(id, Error(refused.Code, refused.Message));
        }
        catch (RequestException)
        {
            // a notification has no answer
        }
        catch (Exception wrong) when (id is not null && wrong is InvalidOperationException or FormatException or OverflowException)
        {
            Respond(id, Error(RequestException.InvalidParameters, wrong.Message));
        }
    }

    private void Notice(string method, JsonNode? parameters)
    {
        string? path = ProtocolJson.Path((string?)parameters?["textDocument"]?["uri"]);
        switch (method)
        {
            case "textDocument/didOpen" when path is not null:
                Workspace.Change(path, (string?)parameters!["textDocument"]!["text"] ?? "");
                break;
            case "textDocument/didChange" when path is not null:
                JsonArray changes = parameters!["contentChanges"] as JsonArray ?? [];
                Workspace.Change(path, DocumentChanges.Apply(Workspace.Sources.Document(path) ?? "", changes));
                break;
            case "textDocument/didClose" when path is not null:
                Workspace.Change(path, null);
                break;
            case "workspace/didChangeWatchedFiles":
                foreach (JsonNode? change in parameters?["changes"] as JsonArray ?? [])
                {
                    if (ProtocolJson.Path((string?)change?["uri"]) is { } changed && Workspace.Sources.Document(changed) is null)
                    {
                        Workspace.Change(changed, null);
                    }
                }

                break;
            default:
                return;
        }

        Publish();
    }

    private void Publish()
    {
        Workspace.Update();
        var mistakes = Workspace.Mistakes;
        foreach (string path in mistakes.Select(each => each.Key).Concat(_withMistakes).Concat(Workspace.Sources.Open).Distinct().ToArray())
        {
            bool hasMistakes = mistakes.Contains(path);
            if (hasMistakes)
            {
                _withMistakes.Add(path);
            }
            else
            {
                _withMistakes.Remove(path);
            }

            _messages.Write(new JsonObject
            {
                ["jsonrpc"] = "2.0",
                ["method"] = "textDocument/publishDiagnostics",
                ["params"] = new JsonObject
                {
                    ["uri"] = ProtocolJson.Address(path),
                    ["diagnostics"] = new JsonArray([.. mistakes[path].Select(ProtocolJson.Diagnostic)]),
                },
            });
        }
    }

    private JsonNode? Answer(string method, JsonNode? parameters)
    {
        if (method == "initialize")
        {
            string? root = ProtocolJson.Path((string?)parameters?["rootUri"] ?? (string?)parameters?["workspaceFolders"]?[0]?["uri"]);
            JsonArray folders = parameters?["initializationOptions"]?["imports"] as JsonArray ?? [];
            _workspace = new Workspace(root, [.. _folders, .. folders.Select(folder => (string)folder!)]);
            return Capabilities.All();
        }

        if (method == "shutdown")
        {
            _isShutDown = true;
            return null;
        }

        return new Requests(Workspace).Answer(method, parameters);
    }

    private void Respond(JsonNode? id, (string Name, JsonNode? Value) outcome) =>
        _messages.Write(new JsonObject { ["jsonrpc"] = "2.0", ["id"] = id?.DeepClone(), [outcome.Name] = outcome.Value });

    private static (string, JsonNode?) Error(int code, string message) =>
        ("error", new JsonObject { ["code"] = code, ["message"] = message });
}

using System.Text.Json.Nodes;

namespace Fluence.Aqua.LanguageServer;

/// <summary>What the server can do, as it tells the editor.</summary>
internal static class Capabilities
{
    internal static JsonObject All() => new()
    {
        ["capabilities"] = new JsonObject
        {
            ["positionEncoding"] = "utf-16",
            ["textDocumentSync"] = new JsonObject { ["openClose"] = true, ["change"] = 2 },
            ["hoverProvider"] = true,
            ["definitionProvider"] = true,
            ["referencesProvider"] = true,
            ["renameProvider"] = new JsonObject { ["prepareProvider"] = true },
            ["completionProvider"] = new JsonObject { ["triggerCharacters"] = new JsonArray(".", "\"", "/") },
            ["documentSymbolProvider"] = true,
            ["documentFormattingProvider"] = true,
            ["semanticTokensProvider"] = new JsonObject
            {
                ["legend"] = new JsonObject
                {
                    ["tokenTypes"] = new JsonArray([.. SemanticTokens.Types.Select(type => (JsonNode)type)]),
                    ["tokenModifiers"] = new JsonArray([.. SemanticTokens.Modifiers.Select(modifier => (JsonNode)modifier)]),
                },
                ["full"] = true,
            },
        },
        ["serverInfo"] = new JsonObject { ["name"] = "fluence aqua lsp" },
    };
}

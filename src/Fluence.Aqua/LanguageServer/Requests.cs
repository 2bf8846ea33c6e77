using System.Text.Json.Nodes;
using Fluence.Aqua.Formatting;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Answers what an editor asks about its documents.</summary>
internal sealed class Requests(Workspace workspace)
{
    internal JsonNode? Answer(string method, JsonNode? parameters)
    {
        string path = ProtocolJson.Path((string?)parameters?["textDocument"]?["uri"]) ?? "";
        LinkedFile? file = path.Length > 0 ? workspace.File(path) : null;
        if (file is null)
        {
            return method.StartsWith("textDocument/", StringComparison.Ordinal) ? null : throw Unknown(method);
        }

        SourceFile source = file.Syntax.Source;
        int position = ProtocolJson.Offset(source, parameters!["position"]);
        return method switch
        {
            "textDocument/hover" => Hover(path, source, position),
            "textDocument/definition" => GoTo(path, file, position),
            "textDocument/references" => References(path, position, (bool?)parameters["context"]?["includeDeclaration"] ?? true),
            "textDocument/prepareRename" => PrepareRename(path, source, position),
            "textDocument/rename" => Renaming.Edits(
                workspace, source, Renamed(path, position), (string?)parameters["newName"] ?? ""),
            "textDocument/completion" => new Completion(workspace).At(path, source, position),
            "textDocument/documentSymbol" => DocumentSymbols.Of(file.Syntax),
            "textDocument/formatting" => Format(source),
            "textDocument/semanticTokens/full" => SemanticTokens.Of(file),
            _ => throw Unknown(method),
        };
    }

    private JsonObject? Hover(string path, SourceFile source, int position)
    {
        if (workspace.SymbolAt(path, position) is not { } use)
        {
            return null;
        }

        string word = use.Definition.Kind switch
        {
            DefinitionKind.Constant => "const ",
            DefinitionKind.Parameter => "(parameter) ",
            DefinitionKind.Function when use.Definition.Type is not null => "func ",
            _ => "",
        };
        AquaType? type = use.Type ?? use.Definition.Type;
        string text = type switch
        {
            null => use.Definition.Name,
            ArrowType arrow when use.Definition.Kind is DefinitionKind.Function or DefinitionKind.Method =>
                $"{word}{use.Definition.Name}{arrow}",
            NamedType named when IsItself(use.Definition, named) => $"{named}",
            _ => $"{word}{use.Definition.Name}: {type}",
        };
        return new JsonObject
        {
            ["contents"] = new JsonObject { ["kind"] = "markdown", ["value"] = $"```aqua\n{text}\n```" },
            ["range"] = ProtocolJson.Range(source, use.Span),
        };
    }

    private static bool IsItself(Definition definition, NamedType type) =>
        definition.Kind is DefinitionKind.Type or DefinitionKind.Ability or DefinitionKind.Service
        && (type.Name == definition.Name || type.Name.EndsWith("." + definition.Name, StringComparison.Ordinal));

    private JsonObject? GoTo(string path, LinkedFile file, int position)
    {
        foreach ((TextSpan span, string imported) in file.Symbols!.Imports)
        {
            if (span.Start <= position && position <= span.End && workspace.File(imported) is { } target)
            {
                return ProtocolJson.Location(target.Syntax.Source, default);
            }
        }

        return workspace.SymbolAt(path, position) is { } use ? ProtocolJson.Location(use.Definition.Source, use.Definition.Span) : null;
    }

    private JsonArray? References(string path, int position, bool withDefinition) =>
        workspace.SymbolAt(path, position) is { } use
            ? [.. workspace.Uses(use.Definition).Where(each => withDefinition || !each.Use.IsDefinition)
                .DistinctBy(each => (each.Source.Path, each.Use.Span)).Select(each => ProtocolJson.Location(each.Source, each.Use.Span))]
            : null;

    private JsonObject? PrepareRename(string path, SourceFile source, int position) =>
        workspace.SymbolAt(path, position) is { } use ? ProtocolJson.Range(source, use.Span) : null;

    private SymbolUse Renamed(string path, int position) => workspace.SymbolAt(path, position)
        ?? throw new RequestException(RequestException.RequestFailed, "there is no name here");

    private static JsonArray Format(SourceFile source)
    {
        string text = AquaFormatter.Format(source).Text;
        return text == source.Text ? [] : [ProtocolJson.Edit(source, new TextSpan(0, source.Text.Length), text)];
    }

    private static RequestException Unknown(string method) => new(RequestException.UnknownMethod, $"`{method}` is not known");
}

using System.Text.Json.Nodes;
using Fluence.Aqua.Syntax;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Changes of a document, each of a part of it or of the whole.</summary>
internal static class DocumentChanges
{
    internal static string Apply(string text, JsonArray changes)
    {
        foreach (JsonNode? change in changes)
        {
            string part = (string?)change?["text"] ?? "";
            if (change?["range"] is not { } range)
            {
                text = part;
                continue;
            }

            SourceFile source = new("", text);
            int start = ProtocolJson.Offset(source, range["start"]), end = Math.Max(start, ProtocolJson.Offset(source, range["end"]));
            text = string.Concat(text.AsSpan(0, start), part, text.AsSpan(end));
        }

        return text;
    }
}

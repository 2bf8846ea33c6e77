using System.Text.Json.Nodes;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.LanguageServer;

/// <summary>What names are, for colours: five numbers for each, as the protocol packs them.</summary>
internal static class SemanticTokens
{
    /// <summary>The kinds in the order of their numbers.</summary>
    internal static readonly string[] Types =
        ["enumMember", "function", "struct", "interface", "class", "variable", "parameter", "property", "method", "namespace"];

    internal static readonly string[] Modifiers = ["declaration", "readonly"];

    internal static JsonObject Of(LinkedFile file)
    {
        JsonArray data = [];
        int lastLine = 0, lastColumn = 0, lastEnd = -1;
        foreach (SymbolUse use in file.Symbols!.Uses.OrderBy(use => use.Span.Start))
        {
            if (use.Span.Start < lastEnd)
            {
                continue;
            }

            (int line, int column) = file.Syntax.Source.Locate(use.Span.Start);
            int modifiers = (use.IsDefinition ? 1 : 0) | (use.Definition.Kind == DefinitionKind.Constant ? 2 : 0);
            foreach (int number in (ReadOnlySpan<int>)
                [line - lastLine, line == lastLine ? column - lastColumn : column, use.Span.Length, (int)use.Definition.Kind, modifiers])
            {
                data.Add(number);
            }

            (lastLine, lastColumn, lastEnd) = (line, column, use.Span.End);
        }

        return new JsonObject { ["data"] = data };
    }
}

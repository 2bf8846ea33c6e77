using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Gives a thing another name wherever it is used.</summary>
internal static partial class Renaming
{
    internal static JsonObject Edits(Workspace workspace, SymbolUse use, string name)
    {
        Definition definition = use.Definition;
        Regex form = definition.Kind switch
        {
            DefinitionKind.Type or DefinitionKind.Ability or DefinitionKind.Service => Capitalized(),
            DefinitionKind.Constant => Capitals(),
            DefinitionKind.Variable => Any(),
            _ => Small(),
        };
        if (!form.IsMatch(name))
        {
            throw new RequestException(RequestException.InvalidParameters, $"`{name}` cannot be the name of this: it has to match {form}");
        }

        JsonObject changes = [];
        foreach ((SourceFile source, SymbolUse each) in workspace.Uses(definition))
        {
            // under another name it stays
            if (source.Text.AsSpan(each.Span.Start, each.Span.Length).SequenceEqual(definition.Name))
            {
                string text = each.Form switch
                {
                    SymbolForm.ShortVariable => $"{definition.Name} = {name}",
                    SymbolForm.ShortMember => $"{name} = {definition.Name}",
                    _ => name,
                };
                string address = ProtocolJson.Address(source.Path);
                if (changes[address] is not JsonArray edits)
                {
                    changes[address] = edits = [];
                }

                edits.Add((JsonNode)ProtocolJson.Edit(source, each.Span, text));
            }
        }

        return new JsonObject { ["changes"] = changes };
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9_]*$")]
    private static partial Regex Capitalized();

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$")]
    private static partial Regex Capitals();

    [GeneratedRegex("^[a-z][A-Za-z0-9_]*$")]
    private static partial Regex Small();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Any();
}

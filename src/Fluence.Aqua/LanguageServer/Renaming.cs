using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Fluence.Aqua.Diagnostics;
using Fluence.Aqua.Semantics;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.LanguageServer;

/// <summary>Gives a thing another name wherever it is used; refuses names with which the sources would mean something else.</summary>
internal static partial class Renaming
{
    internal static JsonObject Edits(Workspace workspace, SourceFile source, SymbolUse use, string name)
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

        if (!source.Text.AsSpan(use.Span.Start, use.Span.Length).SequenceEqual(definition.Name))
        {
            throw Refused($"this is another name of `{definition.Name}` in this file; change it here by hand, or rename `{definition.Name}`");
        }

        List<(SourceFile Source, SymbolUse Use)> uses = [.. workspace.Uses(definition)];
        ILookup<SourceFile, (TextSpan Span, string Text)> edits = uses
            // under another name it stays
            .Where(each => each.Source.Text.AsSpan(each.Use.Span.Start, each.Use.Span.Length).SequenceEqual(definition.Name))
            .ToLookup(each => each.Source, each => (each.Use.Span, each.Use.Form switch
            {
                SymbolForm.ShortVariable => $"{definition.Name} = {name}",
                SymbolForm.ShortMember => $"{name} = {definition.Name}",
                _ => name,
            }));
        Check(workspace, definition, name, uses.Count, edits);
        JsonObject changes = [];
        foreach (IGrouping<SourceFile, (TextSpan Span, string Text)> file in edits)
        {
            changes[ProtocolJson.Address(file.Key.Path)] =
                new JsonArray([.. file.Select(edit => ProtocolJson.Edit(file.Key, edit.Span, edit.Text))]);
        }

        return new JsonObject { ["changes"] = changes };
    }

    /// <summary>
    /// Refuses a name that means something else already: with it there are mistakes that were not there, or other places mean this thing.
    /// </summary>
    private static void Check(
        Workspace workspace, Definition definition, string name, int uses, ILookup<SourceFile, (TextSpan Span, string Text)> edits)
    {
        Workspace changed = workspace.With(edits.ToDictionary(file => file.Key.Path, Changed, StringComparer.Ordinal));
        HashSet<string> before = [.. Errors(workspace)];
        if (Errors(changed).FirstOrDefault(error => !before.Contains(error)) is { } wrong)
        {
            throw Refused($"`{name}` does not fit here: {wrong}");
        }

        int start = definition.Span.Start + edits[definition.Source]
            .Where(edit => edit.Span.Start < definition.Span.Start).Sum(edit => edit.Text.Length - edit.Span.Length);
        if (changed.SymbolAt(definition.Source.Path, start) is not { } renamed || changed.Uses(renamed.Definition).Count() != uses)
        {
            throw Refused($"`{name}` means something else already where this is used");
        }
    }

    private static IEnumerable<string> Errors(Workspace workspace) => workspace.Mistakes.SelectMany(file => file)
        .Where(each => each.Severity == AquaSeverity.Error).Select(each => $"{each.Message} ({Path.GetFileName(each.Source.Path)})");

    private static string Changed(IGrouping<SourceFile, (TextSpan Span, string Text)> file)
    {
        StringBuilder text = new();
        int end = 0;
        foreach ((TextSpan span, string part) in file.OrderBy(edit => edit.Span.Start))
        {
            text.Append(file.Key.Text.AsSpan(end..span.Start)).Append(part);
            end = span.End;
        }

        return text.Append(file.Key.Text.AsSpan(end)).ToString();
    }

    private static RequestException Refused(string reason) => new(RequestException.RequestFailed, reason);

    [GeneratedRegex("^[A-Z][A-Za-z0-9_]*$")]
    private static partial Regex Capitalized();

    [GeneratedRegex("^[A-Z][A-Z0-9_]*$")]
    private static partial Regex Capitals();

    [GeneratedRegex("^[a-z][A-Za-z0-9_]*$")]
    private static partial Regex Small();

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9_]*$")]
    private static partial Regex Any();
}

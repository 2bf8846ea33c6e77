using System.Text.Json.Nodes;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.LanguageServer;

/// <summary>
/// What could be written at a place. A name that occurs nowhere else is put there, and the analyzer tells what could stand in its stead;
/// as the line is rarely complete while somebody writes it, several endings are tried.
/// </summary>
internal sealed class Completion(Workspace workspace)
{
    private const string Wanted = "wantedHere__";
    private const int MaxFiles = 500, KeywordKind = 14, FileKind = 17, FolderKind = 19;

    private static readonly string[] Keywords =
    [
        "for", "on", "if", "else", "try", "catch", "otherwise", "par", "parseq", "co", "join", "via",
        "func", "service", "data", "ability", "alias", "const",
    ];

    internal JsonArray At(string path, SourceFile source, int position)
    {
        string text = source.Text;
        int lineStart = position == 0 ? 0 : text.LastIndexOf('\n', position - 1) + 1;
        string before = text[lineStart..position];
        if (before.Count(each => each == '"') % 2 == 1)
        {
            string trimmed = before.TrimStart();
            return trimmed.StartsWith("import ", StringComparison.Ordinal) || trimmed.StartsWith("use ", StringComparison.Ordinal)
                ? Files(path, before[(before.LastIndexOf('"') + 1)..])
                : [];
        }

        int start = position, end = position, lineEnd = text.IndexOf('\n', position);
        lineEnd = lineEnd < 0 ? text.Length : lineEnd;
        while (start > lineStart && IsWord(text[start - 1]))
        {
            start--;
        }

        while (end < lineEnd && IsWord(text[end]))
        {
            end++;
        }

        bool isMember = start > 0 && text[start - 1] == '.';
        string indent = before[..(before.Length - before.TrimStart().Length)];
        foreach (string first in (ReadOnlySpan<string>)["x", "X"])
        {
            string name = first + Wanted, rest = text[end..lineEnd];
            foreach (string ending in (ReadOnlySpan<string>)
                [name + rest, name, name + ")", name + "()", name + $":\n{indent}  x()", name + " = 1"])
            {
                string tried = string.Concat(text.AsSpan(0, start), ending, text.AsSpan(lineEnd), "\n");
                if (workspace.Try(path, tried, Wanted).Symbols!.Offers is { } offers)
                {
                    return [.. offers.DistinctBy(offer => offer.Name).Select(Item), .. isMember ? [] : Words()];
                }
            }
        }

        return isMember ? [] : [.. Words()];
    }

    private static IEnumerable<JsonNode> Words() => Keywords.Select(word => new JsonObject { ["label"] = word, ["kind"] = KeywordKind });

    private static JsonNode Item((string Name, AquaType? Type, DefinitionKind Kind) offer) => new JsonObject
    {
        ["label"] = offer.Name,
        ["kind"] = offer.Kind switch
        {
            DefinitionKind.Constant => 21,
            DefinitionKind.Function => 3,
            DefinitionKind.Type => 22,
            DefinitionKind.Ability => 8,
            DefinitionKind.Service => 7,
            DefinitionKind.Field => 5,
            DefinitionKind.Method => 2,
            DefinitionKind.Module => 9,
            _ => 6,
        },
        ["detail"] = offer.Type?.ToString(),
    };

    private JsonArray Files(string path, string written)
    {
        string folder = written[..(written.LastIndexOf('/') + 1)];
        SortedDictionary<string, int> found = new(StringComparer.Ordinal);
        foreach (string start in workspace.Folders.Prepend(Path.GetDirectoryName(path)!))
        {
            try
            {
                foreach (string entry in Directory.EnumerateFileSystemEntries(Path.Combine(start, folder)).Take(MaxFiles))
                {
                    bool isFolder = Directory.Exists(entry);
                    bool isSource = entry.EndsWith(".aqua", StringComparison.Ordinal) && entry != path;
                    if (isFolder ? !Path.GetFileName(entry).StartsWith('.') : isSource)
                    {
                        found.TryAdd(Path.GetFileName(entry), isFolder ? FolderKind : FileKind);
                    }
                }
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                // a folder that is not there has nothing to offer
            }
        }

        return [.. found.Select(entry => new JsonObject { ["label"] = entry.Key, ["kind"] = entry.Value })];
    }

    private static bool IsWord(char each) => char.IsAsciiLetterOrDigit(each) || each == '_';
}

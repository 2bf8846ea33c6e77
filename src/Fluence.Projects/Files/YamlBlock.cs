using System.Text.RegularExpressions;

namespace Fluence.Projects.Files;

/// <summary>
/// Adds entries to and removes them from a map at the top of a YAML file, as text, so that comments and order stay as people wrote them.
/// </summary>
public static partial class YamlBlock
{
    /// <summary>The text with an entry <c>name: { get: path }</c> at the end of the map, which is made if it is missing.</summary>
    /// <exception cref="ProjectException">The map is in braces, so that it cannot be changed line by line.</exception>
    public static string Add(string text, string map, string name, string get)
    {
        List<string> lines = Lines(text);
        int start = Open(lines, map), end = End(lines, start);
        string indent = lines.Skip(start + 1).Take(end - start - 1).Where(static line => !IsBlank(line))
            .Select(static line => line[..^line.TrimStart().Length]).FirstOrDefault() ?? "  ";
        lines.InsertRange(end, [$"{indent}{name}:", $"{indent}{indent}get: {get}"]);
        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The text with an entry <c>name: value</c>, in the place of the one of this name or at the end of the map.</summary>
    /// <exception cref="ProjectException">The map is in braces, so that it cannot be changed line by line.</exception>
    public static string Put(string text, string map, string name, string value)
    {
        List<string> lines = Lines(text);
        int start = Open(lines, map), end = End(lines, start);
        int entry = lines.FindIndex(start + 1, end - start - 1, line => KeyOf(line) == name);
        string indent = lines.Skip(start + 1).Take(end - start - 1).Where(static line => !IsBlank(line))
            .Select(static line => line[..^line.TrimStart().Length]).FirstOrDefault() ?? "  ";
        string put = $"{indent}{YamlText.Quote(name)}: {YamlText.Quote(value)}";
        if (entry >= 0)
        {
            lines[entry] = put;
        }
        else
        {
            lines.Insert(end, put);
        }

        return string.Join('\n', lines) + "\n";
    }

    /// <summary>The text without an entry; null if the map has none of this name.</summary>
    public static string? Remove(string text, string map, string name)
    {
        List<string> lines = Lines(text);
        int start = Find(lines, map);
        if (start < 0)
        {
            return null;
        }

        int end = End(lines, start);
        int entry = lines.FindIndex(start + 1, end - start - 1, line => KeyOf(line) == name);
        if (entry < 0)
        {
            return null;
        }

        int indent = Indent(lines[entry]);
        int next = entry + 1;
        while (next < end && (IsBlank(lines[next]) || Indent(lines[next]) > indent))
        {
            next++;
        }

        lines.RemoveRange(entry, next - entry);
        if (End(lines, start) == start + 1)
        {
            lines[start] = $"{map}: {{}}";
        }

        return string.Join('\n', lines) + "\n";
    }

    private static List<string> Lines(string text) => [.. text.TrimEnd('\n').Split('\n').Select(static line => line.TrimEnd('\r'))];

    private static int Find(List<string> lines, string map) =>
        lines.FindIndex(line => line == $"{map}:" || (line.StartsWith($"{map}:", StringComparison.Ordinal) && EmptyMap().IsMatch(line)));

    /// <summary>The line of a map to which entries can be added; it is made if it is missing.</summary>
    private static int Open(List<string> lines, string map)
    {
        int start = Find(lines, map);
        if (start < 0 && lines.Exists(line => line.StartsWith($"{map}:", StringComparison.Ordinal)))
        {
            throw new ProjectException(
                $"{map} is written in braces; write each of its entries in a line of its own, so that they can be changed");
        }

        if (start < 0)
        {
            lines.Add($"{map}:");
            start = lines.Count - 1;
        }

        // an empty map in braces gives way to one of lines
        lines[start] = EmptyMap().Replace(lines[start], "$1:");
        return start;
    }

    /// <summary>The line after the last one of a map.</summary>
    private static int End(List<string> lines, int start)
    {
        int end = start + 1;
        for (int index = start + 1; index < lines.Count && (IsBlank(lines[index]) || Indent(lines[index]) > 0); index++)
        {
            end = IsBlank(lines[index]) ? end : index + 1;
        }

        return end;
    }

    /// <summary>The key that a line begins with; null if it begins with none.</summary>
    private static string? KeyOf(string line)
    {
        Match key = Key().Match(line);
        return key.Success ? key.Groups[1].Value is { Length: > 0 } quoted ? quoted : key.Groups[2].Value : null;
    }

    private static int Indent(string line) => line.Length - line.TrimStart().Length;

    private static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    [GeneratedRegex("""^\s*(?:["']([^"']+)["']|([^\s"'#:][^\s:]*))\s*:(?:\s|$)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"^(\w+):\s*\{\s*\}\s*$")]
    private static partial Regex EmptyMap();
}

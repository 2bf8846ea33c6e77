using Fluence.Marine.Configuration.Tree;
using Fluence.Projects.Files.Shapes;

namespace Fluence.Projects.Files;

/// <summary>
/// Takes the name of a service or spell out of all deployments, as text, so that comments and order stay as people wrote them.
/// </summary>
public static class ListedNames
{
    /// <summary>The text of a <c>fluence.yaml</c> without the name in the lists of its deployments and hosts.</summary>
    /// <param name="text">The text.</param>
    /// <param name="file">The file as it was given, for messages.</param>
    /// <param name="kind"><c>services</c> or <c>spells</c>.</param>
    /// <param name="name">The name.</param>
    /// <exception cref="ProjectFileException">The file is wrong.</exception>
    public static string Remove(string text, string file, string kind, string name)
    {
        ConfigMap map = ShapedFile.Parse(text, file, FluenceYamlShape.Shape);
        List<string> lines = [.. text.Split('\n')];
        IEnumerable<ConfigScalar> items = ((string[])["deployments", "hosts"])
            .SelectMany(group => map.Map(group)?.Entries ?? [])
            .SelectMany(deployment => (((ConfigMap)deployment.Value).Find(kind) as ConfigList)?.Items ?? [])
            .Cast<ConfigScalar>().Where(item => item.Text == name)
            .OrderByDescending(static item => (item.Line, item.Column));
        foreach (ConfigScalar item in items)
        {
            Remove(lines, item);
        }

        return string.Join('\n', lines);
    }

    private static void Remove(List<string> lines, ConfigScalar item)
    {
        int index = item.Line - 1, start = item.Column - 1;
        string line = lines[index];
        if (line[..start].Trim() == "-")
        {
            lines.RemoveAt(index);
            return;
        }

        // in brackets: with the comma after it, or else the one before
        int end = start;
        while (end < line.Length && line[end] is not (',' or ']'))
        {
            end++;
        }

        if (end < line.Length && line[end] == ',')
        {
            lines[index] = line[..start] + line[(end + 1)..].TrimStart();
            return;
        }

        string before = line[..start].TrimEnd();
        lines[index] = (before.EndsWith(',') ? before[..^1] : before) + line[end..];
    }
}

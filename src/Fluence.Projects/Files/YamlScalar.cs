namespace Fluence.Projects.Files;

/// <summary>Changes one setting at the top of a YAML file, as text, so that comments and order stay as people wrote them.</summary>
public static class YamlScalar
{
    /// <summary>A text as it must be written in YAML to be read as one.</summary>
    public static string Quote(string text) => YamlText.Quote(text);

    /// <summary>The text with the setting, in its place or at the end; without it if the value is null.</summary>
    public static string Set(string text, string key, string? value)
    {
        ArgumentNullException.ThrowIfNull(text);
        List<string> lines = [.. text.TrimEnd('\n').Split('\n').Select(static line => line.TrimEnd('\r'))];
        int index = lines.FindIndex(line => line.StartsWith(key + ":", StringComparison.Ordinal));
        if (index >= 0)
        {
            lines.RemoveAt(index);
        }

        if (value is not null)
        {
            lines.Insert(index >= 0 ? index : lines.Count, $"{key}: {YamlText.Quote(value)}");
        }

        return string.Join('\n', lines) + "\n";
    }
}

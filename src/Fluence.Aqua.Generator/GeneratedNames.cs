using System.Text;

namespace Fluence.Aqua.Generator;

/// <summary>The names of what is made from files.</summary>
internal static class GeneratedNames
{
    /// <summary>The namespace: what the project says of the file, or its own with that of the file's folder in it.</summary>
    internal static string SpaceOf(AquaUnit unit)
    {
        if (unit.Input.Space.Length > 0)
        {
            return unit.Input.Space;
        }

        string folder = Relative(unit) is { } relative ? Path.GetDirectoryName(relative) ?? "" : "";
        IEnumerable<string> folders = folder.Split('/', '\\').Where(static part => part.Length > 0).Select(AquaProgram.ClassNameOf);
        return string.Join('.', unit.Settings.Space.Split('.').Where(static part => part.Length > 0).Select(Identifier).Concat(folders));
    }

    // the root namespace is the project's name where nothing else is said, whatever that is
    private static string Identifier(string part)
    {
        string valid = string.Concat(part.Select(static each => char.IsLetterOrDigit(each) || each == '_' ? each : '_'));
        return char.IsDigit(valid[0]) ? "_" + valid : valid;
    }

    /// <summary>
    /// The class: what the project says of the file, or the file's name. A class that is called as a part of its namespace could not be
    /// named without it, so it has another name.
    /// </summary>
    internal static string ClassOf(AquaUnit unit)
    {
        string name = unit.Input.ClassName.Length > 0 ? unit.Input.ClassName : AquaProgram.ClassNameOf(unit.Input.Path);
        return unit.Input.ClassName.Length == 0 && SpaceOf(unit).Split('.').Contains(name) ? name + "Client" : name;
    }

    /// <summary>A name that no other file has, also where case does not count.</summary>
    internal static string HintOf(AquaUnit unit)
    {
        string? relative = Relative(unit);
        string name = relative ?? Path.GetFileName(unit.Input.Path);
        StringBuilder hint = new();
        foreach (char each in name)
        {
            hint.Append(char.IsAsciiLetterOrDigit(each) || each is '-' or '_' ? each : '.');
        }

        bool isPlain = relative is not null
            && relative.All(static each => char.IsAsciiLetterLower(each) || char.IsAsciiDigit(each) || each is '/' or '.' or '_');
        return isPlain ? $"{hint}.g.cs" : $"{hint}.{HashOf(unit.Input.Path):x8}.g.cs";
    }

    // of a file in the project's folder
    private static string? Relative(AquaUnit unit)
    {
        if (unit.Settings.Folder.Length == 0)
        {
            return null;
        }

        string relative = Path.GetRelativePath(ProjectSources.Normalize(unit.Settings.Folder), unit.Input.Path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || Path.IsPathRooted(relative) ? null : relative;
    }

    // FNV-1a: the same in every process
    private static uint HashOf(string text) => text.Aggregate(2166136261u, static (hash, each) => unchecked((hash ^ each) * 16777619u));
}

using System.Text.RegularExpressions;

namespace Fluence.Projects.Dependencies;

/// <summary>The names of packages, and what stands behind an <c>@</c> after them.</summary>
public static partial class PackageName
{
    /// <summary>Whether a text is the name of a package, by the rules of npm.</summary>
    public static bool IsName(string name) => name is { Length: <= 214 } && Name().IsMatch(name);

    /// <summary>Takes <c>NAME@VERSION</c> apart; the version is null if there is none.</summary>
    public static (string Name, string? Version) Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        int sign = text.IndexOf('@', Math.Min(1, text.Length));
        return sign < 0 ? (text, null) : (text[..sign], text[(sign + 1)..]);
    }

    [GeneratedRegex(@"^(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*\z")]
    private static partial Regex Name();
}

using System.Text;

namespace Fluence.Projects.Building.Cpp;

/// <summary>The files that an object was made of, as the compiler writes them: a rule for make.</summary>
internal static class DependencyFile
{
    /// <summary>Reads the paths after the rule's colon.</summary>
    public static IEnumerable<string> Read(string text)
    {
        int colon = text.IndexOf(": ", StringComparison.Ordinal);
        StringBuilder path = new();
        for (int index = colon < 0 ? text.Length : colon + 1; index < text.Length; index++)
        {
            char each = text[index];
            if (each == '\\' && index + 1 < text.Length && text[index + 1] is ' ' or '#' or '\\')
            {
                path.Append(text[++index]);
            }
            else if (each is ' ' or '\n' or '\r' or '\\')
            {
                if (path.Length > 0)
                {
                    yield return path.ToString();
                    path.Clear();
                }
            }
            else
            {
                path.Append(each);
            }
        }

        if (path.Length > 0)
        {
            yield return path.ToString();
        }
    }
}

using System.Text;

namespace Fluence.Projects.Building;

/// <summary>Names and texts in Aqua that is made.</summary>
internal static class AquaName
{
    private static readonly HashSet<string> Keywords = new(
        [
            "ability", "alias", "aqua", "as", "catch", "co", "const", "data", "declares", "else", "export", "false", "for", "from", "func",
            "if", "import", "join", "module", "nil", "on", "otherwise", "par", "parsec", "rec", "service", "true", "try", "use", "via",
        ],
        StringComparer.Ordinal);

    /// <summary>The name of a field: in camel case, and no word that Aqua keeps for itself.</summary>
    public static string Field(string name)
    {
        string[] words = [.. Words(name)];
        string camel = words.Length == 0 ? "" : words[0].ToLowerInvariant() + string.Concat(words.Skip(1).Select(Capital));
        return Keywords.Contains(camel) ? camel + "_" : camel;
    }

    /// <summary>The name of a type: in Pascal case.</summary>
    public static string Type(string name) => string.Concat(Words(name).Select(Capital));

    /// <summary>A text as a literal.</summary>
    public static string Literal(string text)
    {
        StringBuilder literal = new("\"");
        foreach (char letter in text)
        {
            literal.Append(letter switch
            {
                '"' => "\\\"",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ => letter.ToString(),
            });
        }

        return literal.Append('"').ToString();
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();

    // letters and numbers; a new word begins at a capital letter after a small one, and between letters and numbers
    private static IEnumerable<string> Words(string name)
    {
        int start = 0;
        for (int index = 0; index <= name.Length; index++)
        {
            bool isEnd = index == name.Length || !char.IsAsciiLetterOrDigit(name[index]);
            bool isNew = !isEnd && index > start
                && ((char.IsAsciiLetterUpper(name[index]) && !char.IsAsciiLetterUpper(name[index - 1]))
                    || char.IsAsciiDigit(name[index]) != char.IsAsciiDigit(name[index - 1]));
            if (isEnd || isNew)
            {
                if (index > start)
                {
                    yield return name[start..index];
                }

                start = isEnd ? index + 1 : index;
            }
        }
    }
}

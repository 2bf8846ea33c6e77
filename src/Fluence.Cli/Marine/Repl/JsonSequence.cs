namespace Fluence.Cli.Marine.Repl;

/// <summary>Tells the JSON values of a line apart.</summary>
internal static class JsonSequence
{
    /// <summary>The first value of a text, and what follows it. Whether the value is JSON is not looked at.</summary>
    public static (string First, string After) Split(string text)
    {
        string trimmed = text.TrimStart();
        int depth = 0;
        bool inString = false;
        for (int i = 0; i < trimmed.Length; i++)
        {
            char letter = trimmed[i];
            if (inString)
            {
                i += letter == '\\' ? 1 : 0;
                inString = letter != '"';
            }
            else
            {
                inString = letter == '"';
                depth += letter is '[' or '{' ? 1 : letter is ']' or '}' ? -1 : 0;
            }

            bool isEnd = !inString && depth <= 0 && (letter is ']' or '}' or '"' || i + 1 == trimmed.Length || trimmed[i + 1] == ' ');
            if (isEnd && !(letter == '"' && i == 0))
            {
                return (trimmed[..(i + 1)], trimmed[(i + 1)..].Trim());
            }
        }

        return (trimmed, "");
    }
}

using System.Text.RegularExpressions;

namespace Fluence.Interop.Tests.Aqua;

/// <summary>Small mistakes as people make them: a token left out, doubled, put elsewhere, changed; another indentation; another type.</summary>
internal static partial class RejectMutation
{
    private static readonly string[] Others =
        ["u32", "string", "i8", "f64", "bool", "[]string", "?u64", "*string", "\"a\"", "1", "-1", "[]", "!", ".x"];

    public static string Apply(string source, Random random)
    {
        for (int changes = random.Next(4) == 0 ? 2 : 1; changes > 0; changes--)
        {
            MatchCollection tokens = Token().Matches(source);
            if (tokens.Count == 0)
            {
                return source;
            }

            Match token = tokens[random.Next(tokens.Count)];
            bool isLine = token.Value[0] == '\n';
            string changed = random.Next(6) switch
            {
                0 => "",
                1 => isLine ? token.Value + " " : token.Value + token.Value,
                2 => tokens[random.Next(tokens.Count)].Value,
                3 => char.IsAsciiLetter(token.Value[0]) ? token.Value + "x" : token.Value[..^1],
                4 => Others[random.Next(Others.Length)],
                _ => !isLine ? " " + token.Value : token.Length > 1 ? token.Value[..^1] : "\n\n",
            };
            source = string.Concat(source.AsSpan(0, token.Index), changed, source.AsSpan(token.Index + token.Length));
        }

        return source;
    }

    [GeneratedRegex(@"[A-Za-z_][A-Za-z0-9_]*|\d+|<-|->|<<-|==|!=|[^\sA-Za-z0-9_]|\n[ \t]*")]
    private static partial Regex Token();
}

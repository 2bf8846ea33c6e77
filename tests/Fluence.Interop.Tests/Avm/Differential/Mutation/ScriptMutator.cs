using System.Text.RegularExpressions;

namespace Fluence.Interop.Tests.Avm.Differential.Mutation;

/// <summary>Damages scripts: tokens lost, doubled, swapped, replaced; characters flipped, put in, left out; ends cut off.</summary>
internal static partial class ScriptMutator
{
    private static readonly string[] Tokens =
    [
        "(", ")", "[", "]", "\"", "\"\"", ";", "seq", "par", "xor", "null", "never", "new", "next", "fold", "match", "mismatch", "fail", "call",
        "canon", "ap", "x", "$s", "%m", "#c", "#cs", "#%cm", "#$c", "x.$.a", "x.$", "x.$.", "x.length", "x.$.[0]!", "x.$.[y]", "x.$.[-1]",
        "#c.length", "#cs.length", "$s.length", "%m.$.k", "0", "-1", "1.5", "1.", ".5", "1e5", "12345678901.5", "9223372036854775808", "12abc",
        "true", "%init_peer_id%", "%init_peer_id%.$.a", "%last_error%", "%last_error%.$.a", ":error:", ":error:.$.message", ":error", "%ttl%",
        "%timestamp%", "é", "x.$.é", "😀", "\0", "\u00a0", "\u2003", "a%b", "a#b", "$", "%", "#", "#%", "#$", "-", "+", "--", "_", "[]", "[1]", "%%",
        "(null)", "(next i0)", "x.$.a.b.c", "x.$.a[0]b", "x..$", "x.$..a", "x.$.a!!", "x.$.0", "x.$.[4294967296]", "x.$.['a']",
    ];

    private static readonly char[] Characters = [.. "()[]\"; .$%#:!-+_abxz019\n\t\r\u000b\u000c\u0085\u00a0é"];

    public static string Mutate(string script, Random random)
    {
        string text = script;
        for (int i = 1 + random.Next(3); i > 0; i--)
        {
            text = random.Next(3) == 0 ? MutateCharacters(text, random) : MutateTokens(text, random);
        }

        return text;
    }

    private static string MutateTokens(string script, Random random)
    {
        List<string> tokens = [.. Token().Matches(script).Select(static match => match.Value)];
        if (tokens.Count == 0)
        {
            return script;
        }

        int index = random.Next(tokens.Count);
        int other = random.Next(tokens.Count);
        switch (random.Next(5))
        {
            case 0:
                tokens.RemoveAt(index);
                break;
            case 1:
                tokens.Insert(other, tokens[index]);
                break;
            case 2:
                (tokens[index], tokens[other]) = (tokens[other], tokens[index]);
                break;
            case 3:
                tokens[index] = Tokens[random.Next(Tokens.Length)];
                break;
            default:
                tokens.Insert(index, Tokens[random.Next(Tokens.Length)]);
                break;
        }

        return string.Concat(tokens);
    }

    private static string MutateCharacters(string script, Random random)
    {
        if (script.Length == 0)
        {
            return script;
        }

        // never between the halves of a character outside the basic plane: such text cannot reach an interpreter
        int index = random.Next(script.Length);
        if (char.IsSurrogate(script[index]))
        {
            return script;
        }

        char character = Characters[random.Next(Characters.Length)];
        return random.Next(8) switch
        {
            0 => script[..index],
            < 3 => script.Remove(index, 1),
            < 5 => script.Insert(index, $"{character}"),
            _ => script.Remove(index, 1).Insert(index, $"{character}"),
        };
    }

    [GeneratedRegex("""\s+|"[^"]*"|[()\[\]]|[^\s()\[\]"]+|.""", RegexOptions.Singleline)]
    private static partial Regex Token();
}

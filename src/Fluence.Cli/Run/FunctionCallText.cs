using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;
using Fluence.Cli.Output;
using Fluence.Primitives.Json;

namespace Fluence.Cli.Run;

/// <summary>A call as it is written on a command line: <c>name(argument, …)</c>, arguments as JSON or as names of data.</summary>
/// <param name="Name">The function.</param>
/// <param name="Arguments">The arguments as written.</param>
internal sealed partial record FunctionCallText(string Name, ImmutableArray<string> Arguments)
{
    /// <summary>Reads a call.</summary>
    /// <exception cref="CommandException">It is none; the message says what is expected.</exception>
    public static FunctionCallText Parse(string text)
    {
        Match call = Call().Match(text);
        if (!call.Success)
        {
            throw new CommandException(
                $"--func is '{text}', expected a call such as -f 'hello(\"world\", 5, names)', where names is a member of --data");
        }

        return new FunctionCallText(call.Groups["name"].Value, [.. Split(call.Groups["arguments"].Value)]);
    }

    /// <summary>The values of the arguments.</summary>
    /// <param name="data">What names stand for.</param>
    /// <exception cref="CommandException">An argument is neither JSON nor a name of data.</exception>
    public ImmutableArray<JsonValue> Values(JsonObject data) => [.. Arguments.Select((text, index) => Value(text, index, data))];

    private JsonValue Value(string text, int index, JsonObject data)
    {
        if (text is "nil")
        {
            return JsonNull.Instance;
        }

        if (Identifier().IsMatch(text) && text is not ("true" or "false" or "null"))
        {
            return data.TryGetValue(text, out JsonValue? value)
                ? value
                : throw new CommandException(
                    $"argument {index + 1} of {Name} is the name '{text}', which --data and --data-path do not have"
                    + $"{Known(data)}; texts are written in double quotes: \"{text}\"");
        }

        return JsonValue.TryParse(Encoding.UTF8.GetBytes(text), out JsonValue? json, out string? error)
            ? json
            : throw new CommandException($"argument {index + 1} of {Name} is {text}, which is neither JSON ({error}) nor a name");
    }

    private static string Known(JsonObject data) =>
        data.Count == 0 ? "" : $" (they have {string.Join(", ", data.Names)})";

    /// <summary>Parts between commas that are in no brackets and no quotes.</summary>
    private static List<string> Split(string text)
    {
        List<string> parts = [];
        int depth = 0, begin = 0;
        bool isText = false;
        for (int i = 0; i < text.Length; i++)
        {
            char sign = text[i];
            if (isText)
            {
                i += sign == '\\' ? 1 : 0;
                isText = sign != '"';
                continue;
            }

            isText = sign == '"';
            depth += sign is '[' or '{' ? 1 : sign is ']' or '}' ? -1 : 0;
            if (sign == ',' && depth == 0)
            {
                parts.Add(text[begin..i].Trim());
                begin = i + 1;
            }
        }

        string last = text[begin..].Trim();
        if (last.Length > 0 || parts.Count > 0)
        {
            parts.Add(last);
        }

        return parts;
    }

    [GeneratedRegex(@"^\s*(?<name>[A-Za-z_][A-Za-z0-9_.]*)\s*\((?<arguments>.*)\)\s*$", RegexOptions.Singleline)]
    private static partial Regex Call();

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9_]*$")]
    private static partial Regex Identifier();
}

using System.Text.RegularExpressions;
using Fluence.Primitives.Json;

namespace Fluence.Interop.Tests.Aqua.Behaviour;

/// <summary>
/// Texts of errors without the names of variables: errors quote instructions, in which two compilers may number variables differently.
/// Only texts with spaces are touched; data have none.
/// </summary>
internal sealed partial class ErrorTexts
{
    private static readonly HashSet<string> Keywords = new(StringComparer.Ordinal)
    {
        "call", "canon", "ap", "seq", "par", "xor", "fold", "match", "mismatch", "new", "next", "null", "never", "fail", "true", "false",
    };

    private readonly HashSet<string> _names;

    /// <param name="scripts">The scripts that are compared.</param>
    public ErrorTexts(params IEnumerable<string> scripts)
    {
        _names = scripts.SelectMany(static script => Word().Matches(Text().Replace(script, "\"")))
            .Select(static match => WithoutNumber(match.Value)).Where(static name => !Keywords.Contains(name)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>A value with each text in it changed.</summary>
    public JsonValue Normalise(JsonValue value) => value switch
    {
        JsonString text => new JsonString(Normalise(text.Value)),
        JsonArray array => new JsonArray(array.Items.Select(Normalise).ToList()),
        JsonObject members => new JsonObject(members.Members.Select(member => KeyValuePair.Create(member.Key, Normalise(member.Value))).ToList()),
        _ => value,
    };

    public string Normalise(string text) => !text.Contains(' ') ? text
        : Word().Replace(text, match => _names.Contains(WithoutNumber(match.Value)) ? "_" : match.Value);

    private static string WithoutNumber(string name) => Number().Replace(name, "");

    [GeneratedRegex(@"-?[A-Za-z_][\w-]*")]
    private static partial Regex Word();

    [GeneratedRegex("\"[^\"]*\"")]
    private static partial Regex Text();

    [GeneratedRegex(@"-\d+(?=$|_)|(?<=\D)\d+$")]
    private static partial Regex Number();
}

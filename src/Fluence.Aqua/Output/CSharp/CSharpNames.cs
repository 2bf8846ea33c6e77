using System.Collections.Frozen;

namespace Fluence.Aqua.Output.CSharp;

/// <summary>Names as C# writes them.</summary>
internal static class CSharpNames
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "abstract", "as", "await", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue",
        "decimal", "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed",
        "float", "for", "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace",
        "new", "null", "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return",
        "sbyte", "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try",
        "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ], StringComparer.Ordinal);

    // what every record has, and what no record may have
    private static readonly FrozenSet<string> OfRecords = FrozenSet.ToFrozenSet(
    [
        "Clone", "Deconstruct", "EqualityContract", "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "PrintMembers",
        "ReferenceEquals", "ToString",
    ], StringComparer.OrdinalIgnoreCase);

    /// <summary>The name of a type or member: words joined, each with a capital.</summary>
    internal static string Pascal(string name)
    {
        string joined = string.Concat(name.Split('_', '.', '-', '(', ')', ' ').Where(word => word.Length > 0).Select(Capital));
        string known = string.Concat(joined.Where(static each => char.IsLetterOrDigit(each) || each == '_'));
        return known.Length == 0 || char.IsDigit(known[0]) ? "_" + known : known;
    }

    /// <summary>The names of parameters, each used once.</summary>
    /// <param name="names">Their names in Aqua.</param>
    /// <param name="own">The names that the method uses itself.</param>
    internal static IEnumerable<string> Parameters(IEnumerable<string> names, params IEnumerable<string> own)
    {
        string[] reserved = [.. own];
        CSharpScope scope = new(StringComparer.Ordinal, reserved);
        return [.. names.Select(Camel).Select(name => Escape(scope.Take(reserved.Contains(name) ? name + "Argument" : name)))];
    }

    /// <summary>
    /// The names of a record's properties, each used once; their case does not count, as it does not for System.Text.Json.
    /// </summary>
    internal static IEnumerable<string> Properties(string record, IEnumerable<string> fields)
    {
        CSharpScope scope = new(StringComparer.OrdinalIgnoreCase, record);
        return [.. fields.Select(Pascal).Select(name => scope.Take(OfRecords.Contains(name) || name == record ? name + "Value" : name))];
    }

    private static string Camel(string name)
    {
        string pascal = Pascal(name);
        return char.ToLowerInvariant(pascal[0]) + pascal[1..];
    }

    private static string Escape(string name) => Keywords.Contains(name) ? "@" + name : name;

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

using System.Collections.Frozen;

namespace Fluence.Aqua.Output.CSharp;

/// <summary>Names as C# writes them.</summary>
internal static class CSharpNames
{
    private static readonly FrozenSet<string> Keywords = FrozenSet.ToFrozenSet(
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal",
        "default", "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for",
        "foreach", "goto", "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null",
        "object", "operator", "out", "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte",
        "sealed", "short", "sizeof", "stackalloc", "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint",
        "ulong", "unchecked", "unsafe", "ushort", "using", "virtual", "void", "volatile", "while",
    ], StringComparer.Ordinal);

    /// <summary>The name of a type or member: words joined, each with a capital.</summary>
    internal static string Pascal(string name)
    {
        string joined = string.Concat(name.Split('_', '.', '-', '(', ')').Where(word => word.Length > 0).Select(Capital));
        return joined.Length == 0 || char.IsAsciiDigit(joined[0]) ? "_" + joined : joined;
    }

    /// <summary>The name of a parameter.</summary>
    internal static string Camel(string name)
    {
        string pascal = Pascal(name);
        string camel = char.ToLowerInvariant(pascal[0]) + pascal[1..];
        return Keywords.Contains(camel) ? "@" + camel : camel;
    }

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}

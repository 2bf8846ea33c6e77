using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Formatting;

/// <summary>A tree as text without the places of its parts: two sources with the same text mean the same.</summary>
internal static class SyntaxShape
{
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    internal static string Of(FileSyntax file)
    {
        StringBuilder text = new();
        Write(text, file.Header);
        Write(text, file.Items);
        return text.ToString();
    }

    private static void Write(StringBuilder text, object? part)
    {
        switch (part)
        {
            case SyntaxNode node:
                text.Append('(').Append(node.GetType().Name);
                foreach (PropertyInfo property in Properties.GetOrAdd(node.GetType(), Parts))
                {
                    Write(text.Append(' '), property.GetValue(node));
                }

                text.Append(')');
                break;
            case string word:
                text.Append(word);
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (object? item in list)
                {
                    Write(text, item);
                }

                text.Append(']');
                break;
            default:
                text.Append(part ?? "null");
                break;
        }
    }

    private static PropertyInfo[] Parts(Type type) =>
    [
        .. type.GetProperties(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public)
            .Where(property => property.PropertyType != typeof(TextSpan)).OrderBy(property => property.Name, StringComparer.Ordinal),
    ];
}

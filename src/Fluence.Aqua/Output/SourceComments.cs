using System.Collections.Immutable;
using Fluence.Aqua.Linking;
using Fluence.Aqua.Syntax;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Output;

/// <summary>What the comments directly above definitions say, for the documentation of clients.</summary>
internal sealed class SourceComments
{
    private readonly Dictionary<string, ImmutableArray<string>> _comments = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _exports = new(StringComparer.Ordinal);

    private SourceComments()
    {
    }

    internal static SourceComments None { get; } = new();

    /// <summary>The comments of files; of a name that several define, the first one's.</summary>
    internal static SourceComments Of(IEnumerable<LinkedFile> files)
    {
        SourceComments comments = new();
        foreach (LinkedFile file in files)
        {
            foreach ((string path, string name) in file.Compiled.Exports)
            {
                comments._exports.TryAdd(name, path[(path.LastIndexOf('.') + 1)..]);
            }

            foreach (ItemSyntax item in file.Syntax.Items)
            {
                comments.Add(file.Syntax.Source, item.Name.Text, item);
                foreach (MemberSyntax member in Members(item))
                {
                    comments.Add(file.Syntax.Source, $"{item.Name.Text}.{member.Name.Text}", member);
                }
            }
        }

        return comments;
    }

    /// <summary>The lines above what is exported under a name; empty where there are none.</summary>
    internal ImmutableArray<string> OfExport(string name) => OfDefinition(_exports.GetValueOrDefault(name, name));

    /// <summary>The lines above a member of what is exported under a name.</summary>
    internal ImmutableArray<string> OfExport(string name, string member) =>
        OfDefinition($"{_exports.GetValueOrDefault(name, name)}.{member}");

    /// <summary>The lines above a definition, or above a member of one, which is called <c>Name.member</c>.</summary>
    internal ImmutableArray<string> OfDefinition(string name) => _comments.GetValueOrDefault(name, []);

    private static ImmutableArray<MemberSyntax> Members(ItemSyntax item) => item switch
    {
        DataSyntax data => data.Members,
        ServiceSyntax service => service.Members,
        _ => [],
    };

    private void Add(SourceFile source, string name, SyntaxNode node)
    {
        List<string> lines = [];
        for (int line = source.Locate(node.Span.Start).Line - 1; line >= 0; line--)
        {
            ReadOnlySpan<char> text = source.Line(line).Trim();
            if (!text.StartsWith("--", StringComparison.Ordinal))
            {
                break;
            }

            lines.Add(text.TrimStart('-').Trim().ToString());
        }

        lines.Reverse();
        if (lines.Exists(static line => line.Length > 0))
        {
            _comments.TryAdd(name, [.. lines.SkipWhile(static line => line.Length == 0)]);
        }
    }
}

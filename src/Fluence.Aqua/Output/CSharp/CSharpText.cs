using System.Collections.Immutable;
using System.Text;

namespace Fluence.Aqua.Output.CSharp;

/// <summary>The text of a C# source while it is written.</summary>
internal sealed class CSharpText
{
    private readonly StringBuilder _text = new();

    /// <summary>A line at a level of indentation.</summary>
    internal void Line(int level, string line) => _text.Append(' ', line.Length == 0 ? 0 : 4 * level).Append(line).Append('\n');

    /// <summary>An empty line.</summary>
    internal void Line() => _text.Append('\n');

    /// <summary>Documentation: the lines of a comment of the source, or else what is said of everything of the kind.</summary>
    internal void Summary(int level, ImmutableArray<string> comment, string otherwise)
    {
        if (comment.IsEmpty)
        {
            Line(level, $"/// <summary>{otherwise}</summary>");
            return;
        }

        Line(level, "/// <summary>");
        foreach (string line in comment)
        {
            Line(level, $"/// {Escape(line)}".TrimEnd());
        }

        Line(level, "/// </summary>");
    }

    /// <summary>Documentation of a parameter.</summary>
    internal void Parameter(int level, string name, ImmutableArray<string> comment, string otherwise) =>
        Line(level, $"/// <param name=\"{name}\">{(comment.IsEmpty ? otherwise : Escape(string.Join(' ', comment)))}</param>");

    /// <summary>Takes the empty line away that was written last.</summary>
    internal void TrimEmptyLine()
    {
        if (_text.Length > 1 && _text[^1] == '\n' && _text[^2] == '\n')
        {
            _text.Length--;
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>A text as C# writes it, over several lines.</summary>
    internal static string Literal(string text)
    {
        int quotes = 3;
        while (text.Contains(new string('"', quotes), StringComparison.Ordinal))
        {
            quotes++;
        }

        string mark = new('"', quotes);
        return $"{mark}\n{text.TrimEnd('\n')}\n{mark}";
    }

    private static string Escape(string text)
    {
        StringBuilder escaped = new(text.Length);
        foreach (char each in text)
        {
            escaped.Append(each switch
            {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '\t' => " ",
                < ' ' or '\u2028' or '\u2029' or '\u0085' or '\ufffe' or '\uffff' => "",
                _ => each.ToString(),
            });
        }

        return escaped.ToString();
    }
}

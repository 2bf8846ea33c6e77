using System.Text;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Formatting;

/// <summary>
/// Writes a file line by line: each with the indentation that its depth asks for, its tokens spaced as <see cref="Spacing"/> says.
/// </summary>
/// <param name="file">A file without mistakes.</param>
/// <param name="movesContinuations">Whether lines that go on with one before get a new indentation.</param>
internal sealed class LineLayout(FileSyntax file, bool movesContinuations)
{
    private const int Indent = 2;

    private readonly string _text = file.Source.Text;
    private readonly LayoutFacts _facts = new(file);
    private readonly StringBuilder _output = new();

    // the original indentations of the lines that are open, with their depths
    private readonly List<(int Width, int Depth)> _open = [];
    private int _depth;
    private int _brackets;
    private bool _wasEmpty = true;

    internal string Write()
    {
        List<List<FormatToken>> lines = Lines();
        Spacing spacing = new(_text, _facts);
        for (int i = 0; i < lines.Count; i++)
        {
            List<FormatToken> line = lines[i];
            if (line.Count == 0)
            {
                EmptyLine(NextCode(lines, i));
                continue;
            }

            _output.Append(' ', Indentation(line[0], NextCode(lines, i)));
            CountBrackets(line);
            for (int j = 0; j < line.Count; j++)
            {
                _output.Append(j == 0 ? "" : spacing.Between(line[j - 1], line[j]))
                    .Append(_text, line[j].Span.Start, line[j].Span.Length);
            }

            _output.Append('\n');
            _wasEmpty = false;
        }

        while (_output.Length > 1 && _output[^1] == '\n' && _output[^2] == '\n')
        {
            _output.Length--;
        }

        return _output.ToString();
    }

    private List<List<FormatToken>> Lines()
    {
        List<List<FormatToken>> lines = [[]];
        foreach (FormatToken token in FormatLexer.Read(_text))
        {
            if (token.Kind == TokenKind.LineEnd)
            {
                lines.Add([]);
            }
            else
            {
                lines[^1].Add(token);
            }
        }

        return lines;
    }

    private static FormatToken? NextCode(List<List<FormatToken>> lines, int from)
    {
        for (int i = from; i < lines.Count; i++)
        {
            if (lines[i].Count > 0 && lines[i][0].Kind != TokenKind.Comment)
            {
                return lines[i][0];
            }
        }

        return null;
    }

    private void EmptyLine(FormatToken? next)
    {
        // within a statement empty lines say nothing
        bool isInside = next is { } token && _facts.DepthAt(token.Span.Start) is null;
        if (!_wasEmpty && !isInside)
        {
            _output.Append('\n');
            _wasEmpty = true;
        }
    }

    private int Indentation(FormatToken first, FormatToken? next)
    {
        int width = WidthBefore(first.Span.Start);
        if (first.Kind == TokenKind.Comment)
        {
            return next is { } token && _facts.DepthAt(token.Span.Start) is null
                ? Continuation(first, width)
                : Indent * CommentDepth(width, next);
        }

        if (_facts.DepthAt(first.Span.Start) is not { } depth)
        {
            return Continuation(first, width);
        }

        _open.RemoveAll(line => line.Depth >= depth);
        _open.Add((width, depth));
        _depth = depth;
        return Indent * depth;
    }

    // most places where a line goes on take no indentation, so none is added where there was none
    private int Continuation(FormatToken first, int width) =>
        width == 0 ? 0 : movesContinuations ? Indent * (_depth + Levels(first)) : width;

    // what stands in brackets is as deep as they are, in the head of a definition one deeper than its body
    private int Levels(FormatToken first)
    {
        bool closes = first.Kind == TokenKind.Sign && _text[first.Span.Start] is ')' or ']' or '}';
        return Math.Max(1, _brackets) - (closes ? 1 : 0) + (_depth == 0 && !closes ? 1 : 0);
    }

    private void CountBrackets(List<FormatToken> line)
    {
        foreach (FormatToken token in line.Where(token => token.Kind == TokenKind.Sign))
        {
            _brackets += _text[token.Span.Start] switch
            {
                '(' or '[' or '{' => 1,
                ')' or ']' or '}' => -1,
                _ => 0,
            };
        }
    }

    /// <summary>Comments stand with the code behind them, or with that before them whose indentation they have.</summary>
    private int CommentDepth(int width, FormatToken? next)
    {
        if (next is { } token && WidthBefore(token.Span.Start) == width)
        {
            return _facts.DepthAt(token.Span.Start) ?? 0;
        }

        int depth = next is { } behind && width > WidthBefore(behind.Span.Start) && _facts.DepthAt(behind.Span.Start) is { } least
            ? least : 0;
        foreach ((int lineWidth, int lineDepth) in _open)
        {
            depth = lineWidth <= width ? Math.Max(depth, lineDepth) : depth;
        }

        return depth;
    }

    private int WidthBefore(int position) => position - _text.AsSpan(0, position).LastIndexOf('\n') - 1;
}

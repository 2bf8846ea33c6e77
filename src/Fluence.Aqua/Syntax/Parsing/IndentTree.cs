using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>
/// Puts the lines of a body into the blocks that their indentation says. A line belongs to the block whose indentation it begins with and
/// exceeds; the first line of a block fixes the indentation of its others.
/// </summary>
internal sealed class IndentTree<T>
    where T : class
{
    // deeper nesting is refused before the stack is full
    private const int MaxDepth = 200;

    private readonly Stack<Block> _open = new();
    private readonly Action<TextSpan, string> _report;

    /// <param name="indent">The indentation of the line that opens the outermost block.</param>
    /// <param name="report">Takes what is wrong, and the indentation at which.</param>
    internal IndentTree(string indent, Action<TextSpan, string> report)
    {
        _report = report;
        _open.Push(new Block(indent, default, null, isArrow: true));
    }

    /// <summary>Adds a line.</summary>
    /// <param name="span">The place of its indentation.</param>
    /// <param name="indent">Its indentation.</param>
    /// <param name="line">The line.</param>
    /// <param name="close">Takes the lines of its block when that is complete; null where the line opens none.</param>
    /// <param name="isArrow">Whether the block may end with a return.</param>
    internal void Add(TextSpan span, string indent, T line, Action<List<T>>? close, bool isArrow)
    {
        while (true)
        {
            Block block = _open.Peek();
            if (indent.Length > block.Indent.Length && indent.StartsWith(block.Indent, StringComparison.Ordinal))
            {
                if (block.ChildIndent is { } other && other != indent)
                {
                    _report(span, "inconsistent indentation in the block");
                }

                AddTo(block, span, indent, line, close, isArrow);
                return;
            }

            if (!block.Indent.StartsWith(indent, StringComparison.Ordinal) || _open.Count == 1)
            {
                _report(span, "unexpected indentation: it does not continue that of any line before");
                return;
            }

            Close();
        }
    }

    /// <summary>Ends all blocks; returns the lines of the outermost.</summary>
    internal List<T> End()
    {
        while (_open.Count > 1)
        {
            Close();
        }

        return _open.Pop().Lines;
    }

    private void AddTo(Block block, TextSpan span, string indent, T line, Action<List<T>>? close, bool isArrow)
    {
        if (line is ReturnSyntax && !block.IsArrow)
        {
            _report(span, "a return must be on the top indentation level and at the end of the function's body");
            return;
        }

        block.ChildIndent ??= indent;
        block.Lines.Add(line);
        if (close is not null && _open.Count > MaxDepth)
        {
            _report(span, $"blocks are nested deeper than {MaxDepth} levels");
        }
        else if (close is not null)
        {
            _open.Push(new Block(indent, span, close, isArrow));
        }
    }

    private void Close()
    {
        Block block = _open.Pop();
        if (block.Lines.Count == 0)
        {
            _report(block.Span, "the block has no body");
        }

        block.Close!(block.Lines);
    }

    private sealed class Block(string indent, TextSpan span, Action<List<T>>? close, bool isArrow)
    {
        internal string Indent { get; } = indent;

        internal TextSpan Span { get; } = span;

        internal string? ChildIndent { get; set; }

        internal List<T> Lines { get; } = [];

        internal Action<List<T>>? Close { get; } = close;

        internal bool IsArrow { get; } = isArrow;
    }
}

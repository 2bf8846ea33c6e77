using System.Collections.Immutable;

namespace Fluence.Aqua.Syntax;

/// <summary>A source text and where its lines begin.</summary>
public sealed class SourceFile
{
    private readonly ImmutableArray<int> _lineStarts;

    /// <summary>A source.</summary>
    /// <param name="path">Its path, as messages show it.</param>
    /// <param name="text">Its text.</param>
    public SourceFile(string path, string text)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(text);
        Path = path;
        Text = text;
        ImmutableArray<int>.Builder starts = ImmutableArray.CreateBuilder<int>();
        starts.Add(0);
        for (int i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        _lineStarts = starts.ToImmutable();
    }

    /// <summary>The path, as messages show it.</summary>
    public string Path { get; }

    /// <summary>The text.</summary>
    public string Text { get; }

    /// <summary>The number of lines; a newline at the end begins another, empty one.</summary>
    public int LineCount => _lineStarts.Length;

    /// <summary>The line and column of a position, both from 0.</summary>
    public (int Line, int Column) Locate(int position)
    {
        int found = _lineStarts.BinarySearch(position);
        int line = found >= 0 ? found : ~found - 1;
        return (line, position - _lineStarts[line]);
    }

    /// <summary>The position of a line and column, both from 0; what lies beyond the text or the line is moved to its end.</summary>
    public int PositionOf(int line, int column)
    {
        if (line >= _lineStarts.Length)
        {
            return Text.Length;
        }

        return Math.Min(_lineStarts[line] + column, LineEnd(line));
    }

    /// <summary>A line without its newline, counted from 0.</summary>
    public ReadOnlySpan<char> Line(int line) => Text.AsSpan(_lineStarts[line]..LineEnd(line)).TrimEnd('\r');

    private int LineEnd(int line) => line + 1 < _lineStarts.Length ? _lineStarts[line + 1] - 1 : Text.Length;
}

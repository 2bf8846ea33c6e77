using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>
/// Reads a source as the original's grammar does: alternatives are tried in a fixed order, the first that fits is taken, and nothing is a
/// reserved word. Methods that read a part return null and stay where they are when it is not there; what they missed at the farthest
/// place is the message when the whole fails.
/// </summary>
internal sealed partial class Parser
{
    // deeper nesting is refused before the stack is full
    private const int MaxDepth = 400;

    private readonly SourceFile _source;
    private readonly string _text;
    private readonly List<string> _expected = [];
    private readonly List<SyntaxProblem> _problems = [];
    private int _position;
    private int _farthest;
    private int _depth;

    // where a text begins that has no end; -1 where there is none
    private int _unclosedText = -1;

    // where the last line of the body that is read ended
    private int _lineEnd;
    private bool _isTooDeep;

    private Parser(SourceFile source)
    {
        _source = source;
        _text = source.Text;
    }

    /// <summary>Reads a file.</summary>
    /// <returns>What could be read, and what is wrong; the file is complete only where nothing is wrong.</returns>
    internal static (FileSyntax File, ImmutableArray<SyntaxProblem> Problems) Parse(SourceFile source) => new Parser(source).ParseFile();

    private (FileSyntax File, ImmutableArray<SyntaxProblem> Problems) ParseFile()
    {
        ImmutableArray<HeaderSyntax> header = ParseHeader();
        ImmutableArray<ItemSyntax>.Builder items = ImmutableArray.CreateBuilder<ItemSyntax>();
        int start = _position;
        Newlines();
        Spaces();
        if (_position < _text.Length)
        {
            _position = start;
            ParseItems(items);
        }

        return (new FileSyntax(_source, header, items.ToImmutable()), [.. _problems]);
    }

    private void ParseItems(ImmutableArray<ItemSyntax>.Builder items)
    {
        Newlines();
        while (_position < _text.Length)
        {
            ItemSyntax? item = Item();
            if (item is null)
            {
                Report();
                SkipToNextItem();
                continue;
            }

            items.Add(item);
            bool isSeparated = Newlines();
            if (_position < _text.Length && (!isSeparated || !StartsItem()))
            {
                Missing(isSeparated ? "a definition" : item is ConstSyntax or AliasSyntax ? "the end of the line"
                    : "a statement, or an empty line before the next definition");
                Report();
                SkipToNextItem();
            }
        }
    }

    /// <summary>After a mistake: goes on at the next line that begins as a definition.</summary>
    private void SkipToNextItem()
    {
        _position = Math.Max(_position, _farthest);
        do
        {
            int next = _text.IndexOf('\n', _position);
            _position = next < 0 ? _text.Length : next + 1;
        }
        while (_position < _text.Length && !StartsItem());
        _expected.Clear();
        _isTooDeep = false;
        _unclosedText = -1;
    }

    /// <summary>Notes what would have fitted at the present place.</summary>
    private void Missing(string what)
    {
        if (_position > _farthest)
        {
            _farthest = _position;
            _expected.Clear();
        }

        if (_position == _farthest && !_expected.Contains(what))
        {
            _expected.Add(what);
        }
    }

    private void Report()
    {
        string message = _isTooDeep ? $"nested deeper than {MaxDepth} levels"
            : _expected.Count == 0 ? "cannot be read"
            : "expected " + (_expected.Count == 1 ? _expected[0] : string.Join(", ", _expected[..^1]) + " or " + _expected[^1]);
        int place = _unclosedText >= 0 && _farthest == _text.Length ? _unclosedText
            : _expected.Any(Closes) ? EndOfLineBefore(_farthest)
            : _farthest;
        Problem(new TextSpan(place, Math.Min(place + 1, _text.Length)), message);
    }

    private static bool Closes(string expected) => expected is "`)`" or "`]`" or "`}`";

    /// <summary>Where only spaces and ends of lines lie before a place: the end of the line on which something is missing.</summary>
    private int EndOfLineBefore(int place)
    {
        int end = place;
        while (end > 0 && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        return _text.AsSpan(end..place).Contains('\n') ? end : place;
    }

    private void Problem(TextSpan span, string message) => _problems.Add(new SyntaxProblem(span, message));

    private T? Back<T>(int position)
        where T : class
    {
        _position = position;
        return null;
    }

    private TextSpan From(int start) => new(start, _position);
}

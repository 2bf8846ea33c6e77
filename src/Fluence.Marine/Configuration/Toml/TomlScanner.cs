using Fluence.Marine.Configuration.Tree;

namespace Fluence.Marine.Configuration.Toml;

/// <summary>Walks over the characters of a TOML text and counts lines.</summary>
internal ref struct TomlScanner(string file, ReadOnlySpan<char> text)
{
    private readonly ReadOnlySpan<char> _text = text;
    private int _position;

    /// <summary>The current line, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>Whether everything is read.</summary>
    public readonly bool IsAtEnd => _position == _text.Length;

    /// <summary>The next character; a null character at the end.</summary>
    public readonly char Peek => IsAtEnd ? '\0' : _text[_position];

    /// <summary>What is left.</summary>
    public readonly ReadOnlySpan<char> Rest => _text[_position..];

    /// <summary>Moves on.</summary>
    public void Skip(int count = 1)
    {
        Line += _text.Slice(_position, count).Count('\n');
        _position += count;
    }

    /// <summary>Takes a character if it comes next.</summary>
    public bool Take(char expected)
    {
        bool found = !IsAtEnd && Peek == expected;
        if (found)
        {
            Skip();
        }

        return found;
    }

    /// <summary>Takes a text if it comes next.</summary>
    public bool Take(string expected)
    {
        bool found = Rest.StartsWith(expected);
        if (found)
        {
            Skip(expected.Length);
        }

        return found;
    }

    /// <summary>Takes a character that must come.</summary>
    public void Expect(char expected)
    {
        if (!Take(expected))
        {
            throw Error($"expected '{expected}' {Found()}");
        }
    }

    /// <summary>Takes all characters of a set.</summary>
    public ReadOnlySpan<char> TakeWhile(Func<char, bool> isPart)
    {
        int start = _position;
        while (!IsAtEnd && isPart(Peek))
        {
            Skip();
        }

        return _text[start.._position];
    }

    /// <summary>Skips spaces and tabs.</summary>
    public void SkipSpaces() => TakeWhile(static next => next is ' ' or '\t');

    /// <summary>Skips spaces, line ends and comments.</summary>
    public void SkipLines()
    {
        while (true)
        {
            TakeWhile(static next => next is ' ' or '\t' or '\r' or '\n');
            if (Peek != '#' || IsAtEnd)
            {
                return;
            }

            TakeWhile(static next => next != '\n');
        }
    }

    /// <summary>Skips to the next line, on which nothing but a comment may stand before.</summary>
    public void ExpectLineEnd()
    {
        SkipSpaces();
        if (Peek == '#')
        {
            TakeWhile(static next => next != '\n');
        }

        Take('\r');
        if (!IsAtEnd)
        {
            Expect('\n');
        }
    }

    /// <summary>What comes next, for messages.</summary>
    public readonly string Found() => IsAtEnd ? "but the file ends" : Peek is '\r' or '\n' ? "but the line ends" : $"before '{Peek}'";

    /// <summary>An error at the current line.</summary>
    public readonly MarineConfigException Error(string problem) => new(file, Line, problem);

    /// <summary>A scalar at the current line.</summary>
    public readonly ConfigScalar Scalar(ConfigScalarKind kind, string text) => new(Line, kind, text);
}

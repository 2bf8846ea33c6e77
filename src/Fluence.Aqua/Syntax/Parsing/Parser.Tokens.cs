using System.Buffers;
using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Characters, words, names, spaces and lines.</summary>
internal sealed partial class Parser
{
    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    private char Current => _position < _text.Length ? _text[_position] : '\0';

    private bool Take(string text)
    {
        if (_text.AsSpan(_position).StartsWith(text, StringComparison.Ordinal))
        {
            _position += text.Length;
            return true;
        }

        Missing($"`{text}`");
        return false;
    }

    /// <summary>Spaces and tabs; whether there was one.</summary>
    private bool Spaces()
    {
        int start = _position;
        while (Current is ' ' or '\t')
        {
            _position++;
        }

        return _position > start;
    }

    private bool RequireSpaces()
    {
        if (Spaces())
        {
            return true;
        }

        Missing("a space");
        return false;
    }

    /// <summary>A word and the spaces behind it.</summary>
    private bool Word(string word)
    {
        int start = _position;
        if (Take(word) && RequireSpaces())
        {
            return true;
        }

        _position = start;
        return false;
    }

    /// <summary>A sign with spaces around it, if any.</summary>
    private bool Spaced(string sign)
    {
        int start = _position;
        Spaces();
        if (Take(sign))
        {
            Spaces();
            return true;
        }

        _position = start;
        return false;
    }

    private bool Newline()
    {
        ReadOnlySpan<char> rest = _text.AsSpan(_position);
        int length = rest.StartsWith("\n\r") || rest.StartsWith("\r\n") ? 2 : rest.StartsWith("\n") ? 1 : 0;
        _position += length;
        return length > 0;
    }

    /// <summary>The end of a line: spaces and a comment, if any, and the newline.</summary>
    private bool LineEnd()
    {
        int start = _position;
        Spaces();
        if (_text.AsSpan(_position).StartsWith("--"))
        {
            int end = _text.AsSpan(_position).IndexOfAny('\n', '\r');
            while (end >= 0 && !IsNewlineAt(_position + end))
            {
                int next = _text.AsSpan(_position + end + 1).IndexOfAny('\n', '\r');
                end = next < 0 ? -1 : end + 1 + next;
            }

            if (end < 0)
            {
                _position = start;
                return false;
            }

            _position += end;
        }

        if (Newline())
        {
            return true;
        }

        _position = start;
        return false;
    }

    private bool IsNewlineAt(int position) => _text[position] == '\n' || _text.AsSpan(position).StartsWith("\r\n");

    /// <summary>Ends of lines; whether there was one.</summary>
    private bool Newlines()
    {
        int start = _position;
        while (LineEnd())
        {
        }

        return _position > start;
    }

    /// <summary>Either ends of lines or spaces.</summary>
    private void Gap()
    {
        if (!Newlines())
        {
            Spaces();
        }
    }

    private NameSyntax? Name() => Identifier(char.IsAsciiLetterLower, "a name");

    private NameSyntax? ClassName() => Identifier(char.IsAsciiLetterUpper, "a name with a capital");

    private NameSyntax? AnyName() => Identifier(char.IsAsciiLetter, "a name");

    private NameSyntax? Identifier(Func<char, bool> isFirst, string what)
    {
        int start = _position;
        if (!isFirst(Current))
        {
            Missing(what);
            return null;
        }

        int length = _text.AsSpan(start).IndexOfAnyExcept(WordCharacters);
        _position = length < 0 ? _text.Length : start + length;
        return new NameSyntax(From(start), _text[start.._position]);
    }

    /// <summary>A name in capitals, as constants have.</summary>
    private NameSyntax? ConstantName()
    {
        int start = _position;
        if (!char.IsAsciiLetterUpper(Current))
        {
            Missing("a name in capitals");
            return null;
        }

        while (char.IsAsciiLetterUpper(Current) || char.IsAsciiDigit(Current) || Current == '_')
        {
            _position++;
        }

        return new NameSyntax(From(start), _text[start.._position]);
    }

    /// <summary>Names joined by dots.</summary>
    private NameSyntax? Dotted(Func<NameSyntax?> part)
    {
        int start = _position;
        if (part() is null)
        {
            return null;
        }

        for (int end = _position; ; end = _position)
        {
            if (Current != '.' || ++_position < 0 || part() is null)
            {
                _position = end;
                return new NameSyntax(From(start), _text[start..end]);
            }
        }
    }

    private NameSyntax? QualifiedName() => Dotted(AnyName);

    /// <summary>At least one part, with commas between, behind which lines may end.</summary>
    private ImmutableArray<T>? List<T>(Func<T?> part)
        where T : class
    {
        if (part() is not { } first)
        {
            return null;
        }

        ImmutableArray<T>.Builder parts = ImmutableArray.CreateBuilder<T>();
        parts.Add(first);
        while (true)
        {
            int end = _position;
            if (!Take(","))
            {
                return parts.ToImmutable();
            }

            Spaces();
            Newlines();
            if (part() is not { } next)
            {
                _position = end;
                return parts.ToImmutable();
            }

            parts.Add(next);
        }
    }
}

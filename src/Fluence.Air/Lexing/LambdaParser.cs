using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fluence.Air.Syntax;

namespace Fluence.Air.Lexing;

/// <summary>Parses <c>.length</c> and <c>.$.field.[0].[scalar]!</c>; a <c>!</c> after an accessor means nothing.</summary>
internal ref struct LambdaParser
{
    private readonly ReadOnlySpan<char> _text;
    private readonly int _start;
    private readonly SymbolTable _symbols;
    private int _position;

    private LambdaParser(ReadOnlySpan<char> text, int start, SymbolTable symbols)
    {
        _text = text;
        _start = start;
        _symbols = symbols;
        _position = 2;
    }

    /// <summary>Parses a lambda that begins with its dot; null, and a problem, if it is none.</summary>
    public static Lambda? Parse(ReadOnlySpan<char> text, int start, SymbolTable symbols, out AirProblem? problem)
    {
        problem = null;
        if (text is ".length")
        {
            return Lambda.Length;
        }

        Lambda? lambda = null;
        if (text.StartsWith(".$", StringComparison.Ordinal))
        {
            lambda = new LambdaParser(text, start, symbols).ParsePath();
        }

        if (lambda is null)
        {
            problem = AirProblem.BadLambda(new Span(start, start + text.Length));
        }

        return lambda;
    }

    private Lambda? ParsePath()
    {
        var path = ImmutableArray.CreateBuilder<Accessor>(4);
        while (_position < _text.Length)
        {
            Accessor? accessor = ParseAccessor();
            if (accessor is null)
            {
                return null;
            }

            path.Add(accessor);
            Accept('!');
        }

        return path.Count == 0 ? null : Lambda.Of(path.ToImmutable());
    }

    private Accessor? ParseAccessor()
    {
        bool hasDot = Accept('.');
        if (Accept('['))
        {
            Accessor? accessor = Index() is { } index ? new IndexAccessor(index)
                : Name() is { IsEmpty: false } name ? Scalar(name)
                : null;
            return Accept(']') ? accessor : null;
        }

        ReadOnlySpan<char> field = hasDot && !AtDigit ? Name() : default;
        return field.IsEmpty ? null : new FieldAccessor(_symbols.Share(field));
    }

    private readonly bool AtDigit => _position < _text.Length && char.IsAsciiDigit(_text[_position]);

    private readonly ScalarAccessor Scalar(ReadOnlySpan<char> name)
    {
        Symbol symbol = _symbols.Get(name);
        return new ScalarAccessor(symbol.Name, symbol.Slot);
    }

    private bool Accept(char c)
    {
        if (_position < _text.Length && _text[_position] == c)
        {
            _position++;
            return true;
        }

        return false;
    }

    private uint? Index()
    {
        int end = _position;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        if (end == _position
            || !uint.TryParse(_text[_position..end], NumberStyles.None, CultureInfo.InvariantCulture, out uint index))
        {
            return null;
        }

        _position = end;
        return index;
    }

    /// <summary>A name that does not start with a digit. One that ends in a character of several bytes is none: AquaVM traps on
    /// it.</summary>
    private ReadOnlySpan<char> Name()
    {
        if (AtDigit)
        {
            return default;
        }

        int begin = _position;
        bool endsInAscii = true;
        while (_position < _text.Length
            && Rune.DecodeFromUtf16(_text[_position..], out Rune rune, out int length) == OperationStatus.Done
            && AirCharacters.IsNameCharacter(rune))
        {
            endsInAscii = rune.IsAscii;
            _position += length;
        }

        return endsInAscii ? _text[begin.._position] : default;
    }
}

using System.Globalization;
using System.Text;
using Fluence.Air.Syntax;

namespace Fluence.Air.Lexing;

/// <summary>
/// Reads a number, or a variable with its lambda. A word is a number for as long as nothing but a leading sign, digits and
/// one dot have been met, and a variable from then on. Offsets that decide anything are in bytes of UTF-8, as AquaVM has them.
/// </summary>
internal ref struct VariableReader(ReadOnlySpan<char> word, int start, SymbolTable symbols)
{
    private const int LongestFloat = 11;

    private readonly ReadOnlySpan<char> _word = word;
    private TokenKind _kind = TokenKind.Scalar;
    private bool _isTagged;
    private bool _isNumber = true;
    private bool _hasDigit;
    private int _dot = -1;

    /// <summary>What is wrong with the word.</summary>
    public AirProblem? Problem { get; private set; }

    public void Read(ref Token token)
    {
        int offset = 0;
        int bytes = 0;
        while (offset < _word.Length)
        {
            if (Rune.DecodeFromUtf16(_word[offset..], out Rune rune, out int length) != System.Buffers.OperationStatus.Done)
            {
                Problem = AirProblem.BadCharacter(At(offset));
                return;
            }

            if (!(_isNumber ? AcceptInNumber(rune, offset, bytes) : AcceptInVariable(rune, offset, bytes)))
            {
                return;
            }

            offset += length;
            bytes += rune.Utf8SequenceLength;
        }

        if (_isNumber)
        {
            ReadNumber(ref token);
        }
        else
        {
            ReadVariable(ref token);
        }
    }

    private bool AcceptInNumber(Rune rune, int offset, int bytes)
    {
        if (offset == 0 && rune.Value is '-' or '+')
        {
            return true;
        }

        if (Rune.IsNumber(rune))
        {
            _hasDigit = true;
            return true;
        }

        if (rune.Value == '.' && _dot < 0)
        {
            _dot = offset;
            return _hasDigit || Reject(AirProblem.LeadingDot(At(offset)));
        }

        if (_dot >= 0)
        {
            return Reject(AirProblem.BadNumberCharacter(At(offset)));
        }

        _isNumber = false;
        return AcceptInVariable(rune, offset, bytes);
    }

    private bool AcceptInVariable(Rune rune, int offset, int bytes)
    {
        if (bytes == 1 && (rune.Value == '%' || (rune.Value == '$' && _kind == TokenKind.CanonStream)))
        {
            _kind = rune.Value == '%' ? TokenKind.CanonStreamMap : TokenKind.CanonStream;
            _isTagged = true;
            return _word.Length > 2 || Reject(AirProblem.EmptyName(At(offset)));
        }

        if (bytes == 0 && rune.Value is '$' or '#' or '%')
        {
            _kind = rune.Value switch { '$' => TokenKind.Stream, '#' => TokenKind.CanonStream, _ => TokenKind.StreamMap };
            _isTagged = true;
            return _word.Length > 1 || Reject(AirProblem.EmptyName(At(offset)));
        }

        if (_dot >= 0)
        {
            return AirCharacters.IsLambdaCharacter(rune) || (rune.Value == '!' && offset == _word.Length - 1)
                || Reject(AirProblem.BadLambdaCharacter(At(offset)));
        }

        if (rune.Value == '.')
        {
            _dot = offset;
            return !(_isTagged && bytes <= 2) || Reject(AirProblem.ShortTaggedName(At(offset)));
        }

        return AirCharacters.IsNameCharacter(rune) || Reject(AirProblem.BadCharacter(At(offset)));
    }

    private void ReadNumber(ref Token token)
    {
        var whole = new Span(start, start + _word.Length);
        if (_dot < 0)
        {
            token.Kind = TokenKind.Int;
            if (!long.TryParse(_word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out token.Int))
            {
                Problem = AirProblem.BadInteger(whole);
            }
        }
        else if (_word.Length > LongestFloat)
        {
            Problem = AirProblem.LongFloat(whole);
        }
        else
        {
            token.Kind = TokenKind.Float;
            const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
            if (!double.TryParse(_word, Style, CultureInfo.InvariantCulture, out token.Float))
            {
                Problem = AirProblem.BadFloat(whole);
            }
        }
    }

    private void ReadVariable(ref Token token)
    {
        token.Kind = _kind;
        if (_dot < 0)
        {
            token.Symbol = symbols.Get(_word);
            return;
        }

        token.Symbol = symbols.Get(_word[.._dot]);
        token.Lambda = LambdaParser.Parse(_word[_dot..], start + _dot, symbols, out AirProblem? problem);
        Problem = problem;
    }

    private readonly Span At(int offset) => new(start + offset, start + offset + 1);

    private bool Reject(AirProblem problem)
    {
        Problem = problem;
        return false;
    }
}

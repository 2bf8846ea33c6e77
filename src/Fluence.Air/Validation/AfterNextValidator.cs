using Fluence.Air.Lexing;
using Fluence.Air.Syntax;

namespace Fluence.Air.Validation;

/// <summary>
/// Checks that in a fold over a stream or stream map nothing follows <c>next</c>. Every instruction passes up the iterator
/// whose <c>next</c> it ends in, or null. The rules, odd as some are, are AquaVM's: they decide which scripts a network accepts.
/// </summary>
internal sealed class AfterNextValidator(ScopeValidator problems)
{
    private bool _isDisabled;

    /// <summary>Of <c>seq</c> and <c>par</c>.</summary>
    public Symbol? Merge(Symbol? left, Symbol? right, Span span)
    {
        if (_isDisabled || left is null || left == right)
        {
            return left ?? right;
        }

        left.AfterNext ??= span;
        return null;
    }

    /// <summary>Of <c>xor</c>: with a <c>next</c> in both branches nothing can be told, so checking ends for the whole script.</summary>
    public Symbol? Choose(Symbol? left, Symbol? right)
    {
        _isDisabled |= left is not null && right is not null;
        return left ?? right;
    }

    /// <summary>Of folds over streams and stream maps.</summary>
    public Symbol? Fold(Symbol iterator, Symbol? body)
    {
        if (_isDisabled)
        {
            return body;
        }

        if (iterator.AfterNext is { } span)
        {
            problems.Report(AirProblem.AfterNext(span));
        }

        if (body == iterator)
        {
            iterator.AfterNext = null;
            return null;
        }

        return body;
    }
}

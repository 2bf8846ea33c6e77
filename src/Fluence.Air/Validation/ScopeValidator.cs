using Fluence.Air.Lexing;
using Fluence.Air.Syntax;

namespace Fluence.Air.Validation;

/// <summary>
/// Checks the use of names. A name may be used by an instruction if one that starts further left defines it; there are no
/// scopes in this. As in AquaVM, which must accept the same scripts, only one use of every name is judged: the first, with
/// nested instructions before their block, that meets no definition before it; and only the first <c>next</c> of every iterator.
/// </summary>
internal sealed class ScopeValidator(SymbolTable symbols)
{
    private const int MaxProblems = 32;

    public List<AirProblem> Problems { get; } = [];

    /// <summary>A <c>new</c> begins.</summary>
    public void EnterNew(Variable variable, Span span)
    {
        if (symbols.Get(variable.Slot).Fold is not null)
        {
            Report(AirProblem.NewOnIterator(span, variable.Name));
        }
    }

    /// <summary>A fold begins.</summary>
    public FoldScope EnterFold(Scalar iterator, Span span)
    {
        Symbol symbol = symbols.Get(iterator.Slot);
        if (symbol.Fold is not null)
        {
            Report(AirProblem.MultipleIterables(span, iterator.Name));
        }

        return symbol.Fold = new FoldScope(symbol);
    }

    /// <summary>A fold ends.</summary>
    public static void LeaveFold(FoldScope fold) => fold.Iterator.Fold = fold.Outer;

    /// <summary>Checks an instruction; those nested in it have been checked already.</summary>
    public void Check(Instruction instruction)
    {
        switch (instruction)
        {
            case Call call:
                CheckCall(call);
                break;
            case Ap ap:
                Use(ap.Argument, ap);
                Define(ap.Target, ap);
                break;
            case ApMap ap:
                Use(ap.Key, ap);
                Define(ap.Map, ap);
                break;
            case Canon canon:
                Define(canon.Target, canon);
                break;
            case CanonMap canon:
                Define(canon.Target, canon);
                break;
            case CanonMapToScalar canon:
                Define(canon.Target, canon);
                break;
            case Match match:
                Use(match.Left, match);
                Use(match.Right, match);
                break;
            case Mismatch mismatch:
                Use(mismatch.Left, mismatch);
                Use(mismatch.Right, mismatch);
                break;
            case New @new:
                Define(@new.Argument, @new);
                break;
            case FoldScalar fold:
                CheckFold(fold.Iterable, fold.Iterator, fold);
                break;
            case FoldStream fold:
                CheckFold(fold.Iterable, fold.Iterator, fold);
                break;
            case FoldStreamMap fold:
                CheckFold(fold.Iterable, fold.Iterator, fold);
                break;
            case Next next:
                CheckNext(next);
                break;
            case Fail { Operand: FailLiteral { Code: 0 } } fail:
                Report(AirProblem.FailCodeZero(fail.Span));
                break;
        }
    }

    /// <summary>Reports the names that no instruction defines in time.</summary>
    public void Finish()
    {
        foreach (Symbol symbol in symbols.Symbols)
        {
            if (symbol.EarlyUse is { } use && symbol.Definition >= use.Span.Start)
            {
                Report(AirProblem.UndefinedVariable(use.Span, symbol.Name));
            }
        }
    }

    /// <summary>Adds a problem, unless there are enough already.</summary>
    public void Report(AirProblem problem)
    {
        if (Problems.Count < MaxProblems)
        {
            Problems.Add(problem);
        }
    }

    private void CheckCall(Call call)
    {
        Use(call.Peer, call);
        Use(call.Service, call);
        Use(call.Function, call);
        foreach (Value argument in call.Arguments)
        {
            Use(argument, call);
        }

        if (call.Output is not null)
        {
            Define(call.Output, call);
        }
    }

    private void CheckFold(Value iterable, Scalar iterator, Instruction fold)
    {
        Use(iterable, fold);
        Define(iterator, fold);
    }

    private void CheckNext(Next next)
    {
        Symbol iterator = symbols.Get(next.Iterator.Slot);
        if (iterator.Fold is null)
        {
            if (!iterator.HasNext)
            {
                Report(AirProblem.UndefinedIterable(next.Span, iterator.Name));
            }
        }
        else if (iterator.Fold.HasNext)
        {
            Report(AirProblem.MultipleNext(next.Span, iterator.Name));
        }
        else
        {
            iterator.Fold.HasNext = true;
        }

        iterator.HasNext = true;
    }

    private void Use(Value value, Instruction user)
    {
        if (value is not Variable variable)
        {
            return;
        }

        Use(variable.Slot, user);
        if (variable.Lambda is { } lambda)
        {
            foreach (Accessor accessor in lambda.Path)
            {
                if (accessor is ScalarAccessor scalar)
                {
                    Use(scalar.Slot, user);
                }
            }
        }
    }

    private void Use(int slot, Instruction user)
    {
        Symbol symbol = symbols.Get(slot);
        if (symbol.Definition >= user.Span.Start)
        {
            symbol.EarlyUse ??= user;
        }
    }

    private void Define(Variable variable, Instruction definer)
    {
        Symbol symbol = symbols.Get(variable.Slot);
        symbol.Definition = Math.Min(symbol.Definition, definer.Span.Start);
    }
}

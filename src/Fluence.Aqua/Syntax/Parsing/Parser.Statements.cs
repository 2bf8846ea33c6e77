using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Statements, each read up to the colon that opens its body or to its end.</summary>
internal sealed partial class Parser
{
    private Func<StatementSyntax?>[]? _statements;
    private Func<StatementSyntax?>[]? _parStatements;

    /// <summary>
    /// A statement. The order is that of the original: a name can be a word that begins a statement, so the call comes last.
    /// </summary>
    private StatementSyntax? Statement() => FirstOf(_statements ??=
    [
        ServiceId, Push, () => Opens(For), () => Opens(On), () => Opens(If), () => Opens(Else), () => Opens(Otherwise), () => Opens(Try),
        () => Opens(Catch), () => Opens(ParSeq), Par, Co, Join, DeclareStream, () => Opens(Closure), Assignment, CallStatement,
    ]);

    private static StatementSyntax? FirstOf(Func<StatementSyntax?>[] alternatives)
    {
        foreach (Func<StatementSyntax?> alternative in alternatives)
        {
            if (alternative() is { } statement)
            {
                return statement;
            }
        }

        return null;
    }

    private T? Opens<T>(Func<T?> block)
        where T : BlockSyntax
    {
        int start = _position;
        return block() is { } read && Spaced(":") ? read : Back<T>(start);
    }

    private ForSyntax? For()
    {
        int start = _position;
        if (!Word("for") || ItemNames() is not { } names || !Spaced("<-") || Value() is not { } iterable)
        {
            return Back<ForSyntax>(start);
        }

        ForMode mode = Mode();
        return new ForSyntax(From(start), names.Item, names.Second, iterable, mode);
    }

    private ForMode Mode()
    {
        int start = _position;
        if (Spaces())
        {
            foreach ((string word, ForMode mode) in
                (ReadOnlySpan<(string, ForMode)>)[("par", ForMode.Par), ("try", ForMode.Try), ("rec", ForMode.Rec)])
            {
                if (Take(word))
                {
                    return mode;
                }
            }
        }

        _position = start;
        return ForMode.Sequence;
    }

    private (NameSyntax Item, NameSyntax? Second)? ItemNames()
    {
        if (Name() is not { } first)
        {
            return null;
        }

        int end = _position;
        if (Spaced(",") && Name() is { } second)
        {
            return (first, second);
        }

        _position = end;
        return (first, null);
    }

    private OnSyntax? On()
    {
        int start = _position;
        return Place() is { } place ? new OnSyntax(From(start), place.Peer, place.Via) : Back<OnSyntax>(start);
    }

    /// <summary><c>on peer via relay</c>.</summary>
    private (ValueSyntax Peer, ImmutableArray<ValueSyntax> Via)? Place()
    {
        if (!Word("on") || Value() is not { } peer)
        {
            return null;
        }

        ImmutableArray<ValueSyntax> via = [];
        while (true)
        {
            int end = _position;
            if (!Spaces() || !Word("via") || Value() is not { } relay)
            {
                _position = end;
                return (peer, via);
            }

            via = via.Add(relay);
        }
    }

    private IfSyntax? If()
    {
        int start = _position;
        return Word("if") && Value() is { } condition ? new IfSyntax(From(start), condition) : Back<IfSyntax>(start);
    }

    private ElseSyntax? Else() => Keyword("else") is { } span ? new ElseSyntax(span) : null;

    private OtherwiseSyntax? Otherwise() => Keyword("otherwise") is { } span ? new OtherwiseSyntax(span) : null;

    private TrySyntax? Try() => Keyword("try") is { } span ? new TrySyntax(span) : null;

    private TextSpan? Keyword(string word)
    {
        int start = _position;
        return Take(word) ? From(start) : null;
    }

    private CatchSyntax? Catch()
    {
        int start = _position;
        return Word("catch") && Name() is { } name ? new CatchSyntax(From(start), name) : Back<CatchSyntax>(start);
    }

    private ParSeqSyntax? ParSeq()
    {
        int start = _position;
        return Word("parseq") && ItemNames() is { } names && Spaced("<-") && Value() is { } iterable && RequireSpaces()
            && Place() is { } place
            ? new ParSeqSyntax(From(start), names.Item, names.Second, iterable, place.Peer, place.Via)
            : Back<ParSeqSyntax>(start);
    }

    private StatementSyntax? Par()
    {
        int start = _position;
        return Word("par") && ParStatement() is { } statement ? new ParSyntax(From(start), statement) : Back<StatementSyntax>(start);
    }

    private StatementSyntax? Co()
    {
        int start = _position;
        return Word("co") && ParStatement() is { } statement ? new CoSyntax(From(start), statement) : Back<StatementSyntax>(start);
    }

    private StatementSyntax? ParStatement() => FirstOf(_parStatements ??= [() => Opens(On), () => Opens(For), Join, CallStatement]);

    private StatementSyntax? Join()
    {
        int start = _position;
        return Word("join") && List(Atom) is { } values ? new JoinSyntax(From(start), values) : Back<StatementSyntax>(start);
    }

    private ClosureSyntax? Closure()
    {
        int start = _position;
        if (Name() is not { } name || !RequireSpaces() || !Take("="))
        {
            return Back<ClosureSyntax>(start);
        }

        int end = _position;
        bool isDetached = Spaces() && Take("func");
        if (!isDetached)
        {
            _position = end;
        }

        return NamedArrow(Type) is { } arrow ? new ClosureSyntax(From(start), name, isDetached, arrow) : Back<ClosureSyntax>(start);
    }
}

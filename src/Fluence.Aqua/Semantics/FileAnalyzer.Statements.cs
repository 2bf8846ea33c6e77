using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Semantics;

/// <summary>Bodies: statements, and those that belong to the one before.</summary>
internal sealed partial class FileAnalyzer
{
    /// <summary>The steps of a body; null where one has a mistake. All are looked at in any case.</summary>
    private RawTag? Body(ImmutableArray<StatementSyntax> body)
    {
        List<RawTag> steps = [];
        bool isComplete = true;
        foreach (StatementSyntax statement in body)
        {
            if (Statement(statement) is not { } step)
            {
                isComplete = false;
                continue;
            }

            isComplete &= Attach(statement, step, steps, isComplete);
        }

        return isComplete ? Tags.Sequence(steps) : null;
    }

    /// <summary>Adds a step behind the others, or to the last of them.</summary>
    private bool Attach(StatementSyntax statement, RawTag step, List<RawTag> steps, bool isComplete)
    {
        (string word, string? needed) = statement switch
        {
            ElseSyntax => ("else", "`if`"),
            CatchSyntax => ("catch", "`try`"),
            OtherwiseSyntax => ("otherwise", "a statement"),
            ParSyntax => ("par", "a statement"),
            _ => ("", null),
        };
        if (needed is null)
        {
            steps.Add(step);
            return true;
        }

        RawTag? last = steps.Count > 0 ? steps[^1] : null;
        RawTag? joined = (statement, last) switch
        {
            (ElseSyntax, IfTag i) => new IfTag(i.Condition) { Children = i.Children.Add(step) },
            (CatchSyntax, TryTag t) => new TryTag { Children = t.Children.Add(step) },
            (OtherwiseSyntax, TryTag t) => new TryTag { Children = t.Children.Add(step) },
            (OtherwiseSyntax, not null) => new TryTag { Children = [last, step] },
            (ParSyntax, ParTag p) => new ParTag { Children = p.Children.Add(step) },
            (ParSyntax, not null) => new ParTag { Children = [last, step] },
            _ => null,
        };
        if (joined is null)
        {
            // after a mistake before it the statement may have had what it needs
            if (isComplete)
            {
                _sink.Error(statement.Span, "unattached", $"`{word}` without {needed} before it");
            }

            return false;
        }

        steps[^1] = joined;
        return true;
    }

    private RawTag? Statement(StatementSyntax statement) => statement switch
    {
        ReturnSyntax r => Return(r),
        CallStatementSyntax call => CallStatement(call),
        AssignmentSyntax assignment => Assignment(assignment),
        PushSyntax push => Push(push),
        DeclareStreamSyntax declare => DeclareStream(declare),
        JoinSyntax join => Join(join),
        ServiceIdSyntax service => ServiceId(service),
        ClosureSyntax closure => Closure(closure),
        OnSyntax on => On(on),
        ForSyntax f => For(f),
        ParSeqSyntax parseq => ParSeq(parseq),
        IfSyntax i => If(i),
        CatchSyntax c => Catch(c),
        TrySyntax t => Scoped(t) is { } body ? new TryTag { Children = [body] } : null,
        ElseSyntax or OtherwiseSyntax => Scoped((BlockSyntax)statement),
        ParSyntax par => Statement(par.Statement),
        CoSyntax co => Statement(co.Statement) is { } step ? new DetachTag { Children = [step] } : null,
        _ => throw new InvalidOperationException($"a statement of an unknown kind: {statement.GetType().Name}"),
    };

    private RawTag? Scoped(BlockSyntax block)
    {
        OpenScope();
        RawTag? body = Body(block.Body);
        CloseScope();
        return body;
    }
}

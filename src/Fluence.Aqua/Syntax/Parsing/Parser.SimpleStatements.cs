using System.Collections.Immutable;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Statements without a body.</summary>
internal sealed partial class Parser
{
    private StatementSyntax? ServiceId()
    {
        int start = _position;
        return char.IsAsciiLetterUpper(Current) && Dotted(ClassName) is { } service && RequireSpaces() && Value() is { } id
            ? new ServiceIdSyntax(From(start), service, id)
            : Back<StatementSyntax>(start);
    }

    private StatementSyntax? Push()
    {
        int start = _position;
        if (Name() is not { } stream || !Spaced("<<-") || Value() is not { } value)
        {
            return Back<StatementSyntax>(start);
        }

        int end = _position;
        if (Spaced(",") && Value() is { } second)
        {
            // the comma of a pair has no space of its own before the second value
            return new PushSyntax(From(start), stream, value, second);
        }

        _position = end;
        return new PushSyntax(From(start), stream, value, null);
    }

    private StatementSyntax? DeclareStream()
    {
        int start = _position;
        return Name() is { } name && Spaced(":") && BasicType() is { } type
            ? new DeclareStreamSyntax(From(start), name, type)
            : Back<StatementSyntax>(start);
    }

    private StatementSyntax? Assignment()
    {
        int start = _position;
        if (AnyName() is not { } name || !Spaced("=") || Value() is not { } value)
        {
            return Back<StatementSyntax>(start);
        }

        if (value is CollectionSyntax { Items.IsEmpty: true })
        {
            Missing("a collection that is not empty, whose type can be known; `[]` may be used in place");
            return Back<StatementSyntax>(start);
        }

        return new AssignmentSyntax(From(start), name, value);
    }

    private StatementSyntax? CallStatement()
    {
        int start = _position;
        ImmutableArray<NameSyntax> results = [];
        if (List(AnyName) is { } names && Spaced("<-"))
        {
            results = names;
        }
        else
        {
            _position = start;
        }

        return Value() is { } value ? new CallStatementSyntax(From(start), results, value) : Back<StatementSyntax>(start);
    }

    private StatementSyntax? Return()
    {
        int start = _position;
        return Word("<-") && List(Value) is { } values ? new ReturnSyntax(From(start), values) : Back<StatementSyntax>(start);
    }
}

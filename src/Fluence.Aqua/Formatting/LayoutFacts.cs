using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Formatting;

/// <summary>What the tree says about places of a source, which its tokens alone do not.</summary>
internal sealed class LayoutFacts
{
    private readonly Dictionary<int, int> _depths = [];
    private readonly HashSet<int> _binary = [];
    private readonly HashSet<int> _not = [];
    private readonly HashSet<int> _index = [];
    private readonly HashSet<int> _called = [];

    internal LayoutFacts(FileSyntax file)
    {
        foreach (HeaderSyntax line in file.Header)
        {
            _depths[line.Span.Start] = 0;
        }

        foreach (ItemSyntax item in file.Items)
        {
            Item(item);
        }
    }

    /// <summary>How deep the line is nested that begins at a place; null where none begins.</summary>
    internal int? DepthAt(int start) => _depths.TryGetValue(start, out int depth) ? depth : null;

    /// <summary>Whether the sign there stands between two values.</summary>
    internal bool IsBinary(int start) => _binary.Contains(start);

    /// <summary>Whether the <c>!</c> there negates the value behind it.</summary>
    internal bool IsNot(int start) => _not.Contains(start);

    /// <summary>Whether the bracket there takes an item of the value before it.</summary>
    internal bool IsIndex(int start) => _index.Contains(start);

    /// <summary>Whether a name that ends there is followed by its arguments or parameters.</summary>
    internal bool IsCalled(int end) => _called.Contains(end);

    private void Item(ItemSyntax item)
    {
        _depths[item.Span.Start] = 0;
        switch (item)
        {
            case FuncSyntax func:
                _called.Add(func.Name.Span.End);
                Body(func.Body, 1);
                break;
            case ServiceSyntax service:
                _called.Add(service.Name.Span.End);
                Value(service.Id);
                Members(service.Members);
                break;
            case AbilitySyntax ability:
                Members(ability.Members);
                break;
            case DataSyntax data:
                Members(data.Members);
                break;
            case ConstSyntax constant:
                Value(constant.Value);
                break;
        }
    }

    private void Members(IEnumerable<MemberSyntax> members)
    {
        foreach (MemberSyntax member in members)
        {
            _depths[member.Span.Start] = 1;
            _called.Add(member.Name.Span.End);
        }
    }

    private void Body(IEnumerable<StatementSyntax> body, int depth)
    {
        foreach (StatementSyntax statement in body)
        {
            _depths[statement.Span.Start] = depth;
            Statement(statement, depth);
        }
    }

    private void Statement(StatementSyntax statement, int depth)
    {
        switch (statement)
        {
            case CallStatementSyntax call:
                Value(call.Value);
                break;
            case AssignmentSyntax assignment:
                Value(assignment.Value);
                break;
            case PushSyntax push:
                Value(push.Value);
                Value(push.Second);
                break;
            case JoinSyntax join:
                Values(join.Values);
                break;
            case ReturnSyntax result:
                Values(result.Values);
                break;
            case ServiceIdSyntax service:
                Value(service.Id);
                break;
            case ParSyntax par:
                Statement(par.Statement, depth);
                break;
            case CoSyntax co:
                Statement(co.Statement, depth);
                break;
            case OnSyntax on:
                Value(on.Peer);
                Values(on.Via);
                break;
            case ForSyntax loop:
                Value(loop.Iterable);
                break;
            case ParSeqSyntax loop:
                Value(loop.Iterable);
                Value(loop.Peer);
                Values(loop.Via);
                break;
            case IfSyntax condition:
                Value(condition.Condition);
                break;
        }

        if (statement is BlockSyntax block)
        {
            Body(block.Body, depth + 1);
        }
    }

    private void Values(IEnumerable<ValueSyntax> values)
    {
        foreach (ValueSyntax value in values)
        {
            Value(value);
        }
    }

    private void Value(ValueSyntax? value)
    {
        // long rows of operators lean to the left
        while (value is BinarySyntax binary)
        {
            _binary.Add(binary.OperatorSpan.Start);
            Value(binary.Right);
            value = binary.Left;
        }

        switch (value)
        {
            case CollectionSyntax collection:
                Values(collection.Items);
                break;
            case CallSyntax call:
                Call(call);
                break;
            case ConstructorSyntax constructor:
                _called.Add(constructor.Type.Span.End);
                Arguments(constructor.Arguments);
                break;
            case NotSyntax not:
                _not.Add(not.Span.Start);
                Value(not.Operand);
                break;
            case ParenthesesSyntax parentheses:
                Value(parentheses.Value);
                break;
            case PropertySyntax property:
                Value(property.Value);
                Accesses(property.Accesses);
                break;
        }
    }

    private void Accesses(IEnumerable<AccessSyntax> accesses)
    {
        foreach (AccessSyntax access in accesses)
        {
            switch (access)
            {
                case CallAccessSyntax call:
                    Call(call.Call);
                    break;
                case CopyAccessSyntax copy:
                    _called.Add(copy.Word.End);
                    Arguments(copy.Arguments);
                    break;
                case ConstructAccessSyntax construct:
                    _called.Add(construct.Span.Start);
                    Arguments(construct.Arguments);
                    break;
                case IndexAccessSyntax index:
                    _index.Add(index.Span.Start);
                    Value(index.Index);
                    break;
            }
        }
    }

    private void Call(CallSyntax call)
    {
        _called.Add(call.Function.Span.End);
        Values(call.Arguments);
    }

    private void Arguments(IEnumerable<NamedArgumentSyntax> arguments)
    {
        foreach (NamedArgumentSyntax argument in arguments)
        {
            Value(argument.Value);
        }
    }
}

using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Inlining;

/// <summary>Conditions: the other branch is taken only when the values did not match, not after an error in the first branch.</summary>
internal sealed partial class Inliner
{
    private const string IfError = "-if-error-";
    private const string ElseError = "-else-error-";
    private const string IfElseError = "-if-else-error-";

    // what AquaVM says when values do not match, and when they match and should not
    private const long DoNotMatch = 10001;
    private const long DoMatch = 10002;

    private Op If(IfTag tag)
    {
        (Value Value, Op? Before) left, right;
        bool isMatch = true;
        if (tag.Condition is RawBinary { Operator: BinaryOperator.Equal or BinaryOperator.NotEqual } equality)
        {
            left = CanonicalStream(Model(equality.Left));
            right = CanonicalStream(Model(equality.Right));
            isMatch = equality.Operator == BinaryOperator.Equal;
        }
        else
        {
            left = Model(tag.Condition);
            right = (LiteralValue.True, null);
        }

        Op? before = Ops.Before(new[] { left.Before, right.Before }.OfType<Op>());
        ImmutableArray<Op> branches = [.. tag.Children.Select(Scoped).Where(branch => branch is not EmptyOp)];
        return Prefixed(before, branches.IsEmpty ? EmptyOp.Instance
            : _options.NoXor ? Ops.Xor(Ops.Match(left.Value, right.Value, isMatch, branches[0]), Ops.Sequence(branches.Skip(1)))
            : WithErrors(left.Value, right.Value, isMatch, branches));
    }

    private static Op WithErrors(Value left, Value right, bool isMatch, ImmutableArray<Op> branches)
    {
        ImmutableArray<Op> otherwise = branches.RemoveAt(0);
        bool hasElse = !otherwise.IsEmpty;
        Op falseCase = Ops.Match(
            Ops.LastErrorCode, LiteralValue.Number(isMatch ? DoNotMatch : DoMatch), isMatch: true, hasElse ? otherwise : [NullOp.Instance]);
        Op errorCase = !hasElse ? Fail(IfError) : Ops.Sequence(
            Save(ElseError),
            Ops.Xor(
                Ops.Match(Ops.LastErrorCode, LiteralValue.Number(DoNotMatch), isMatch: true, Rename(IfError, IfElseError)),
                Rename(ElseError, IfElseError)),
            Fail(IfElseError));
        Op whole = Ops.Xor(
            Ops.Match(left, right, isMatch, branches[0]),
            Ops.Sequence(Save(IfError), Ops.Xor(falseCase, errorCase)));
        string[] errors = hasElse ? [IfError, ElseError, IfElseError] : [IfError];
        return errors.Aggregate(whole, (op, error) => Ops.Restrict(error, RawVariable.ErrorType, op));
    }

    private static FlattenOp Save(string name) => new(Ops.LastError, name);

    private static FlattenOp Rename(string from, string to) => new(new VariableValue(from, RawVariable.ErrorType), to);

    private static FailOp Fail(string name) => new(new VariableValue(name, RawVariable.ErrorType));
}

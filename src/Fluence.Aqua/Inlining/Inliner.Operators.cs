using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Operators; with literals they are computed while compiling.</summary>
internal sealed partial class Inliner
{
    private (Value, Steps) Not(RawNot not)
    {
        (Value value, Steps steps) = Unfold(not.Value);
        if (value is LiteralValue { Bool: { } known })
        {
            return (LiteralValue.Of(!known), steps);
        }

        string name = _mangler.Take("not");
        Op op = Ops.Xor(
            Ops.Match(value, LiteralValue.True, isMatch: true, new FlattenOp(LiteralValue.False, name)),
            new FlattenOp(LiteralValue.True, name));
        return (new VariableValue(name, ScalarType.Bool), Steps.One(Ops.Sequence(steps.Ops.Add(op))));
    }

    private (Value, Steps) Binary(RawBinary binary, bool accessesAllowed)
    {
        (Value Value, Steps Steps) left = Unfold(binary.Left, accessesAllowed), right = Unfold(binary.Right, accessesAllowed);
        return binary.Operator switch
        {
            BinaryOperator.And or BinaryOperator.Or => Logic(binary, left, right),
            BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(binary, left, right),
            BinaryOperator.GreaterOrEqual or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.Less =>
                Comparison(binary, left, right),
            _ => Arithmetic(binary, left, right),
        };
    }

    private (Value, Steps) Logic(RawBinary binary, (Value Value, Steps Steps) left, (Value Value, Steps Steps) right)
    {
        // what the left value has to be for the right one not to matter
        bool deciding = binary.Operator == BinaryOperator.Or;
        if (left.Value is LiteralValue { Bool: { } known })
        {
            return known == deciding ? (LiteralValue.Of(deciding), left.Steps) : (right.Value, Steps.Both(left.Steps, right.Steps));
        }

        if (right.Value is LiteralValue { Bool: { } knownRight } && right.Steps.Ops.IsEmpty)
        {
            return (knownRight == deciding ? LiteralValue.Of(deciding) : left.Value, left.Steps);
        }

        string name = _mangler.Take(deciding ? "or" : "and");
        Op op = Ops.Xor(
            Ops.Match(left.Value, LiteralValue.Of(deciding), isMatch: true, new FlattenOp(left.Value, name)),
            Ops.Sequence(right.Steps.Ops.Add(new FlattenOp(right.Value, name))));
        return (new VariableValue(name, binary.Type), Steps.One(Ops.Sequence(left.Steps.Ops.Add(op))));
    }

    private (Value, Steps) Equality(RawBinary binary, (Value Value, Steps Steps) left, (Value Value, Steps Steps) right)
    {
        bool isEqual = binary.Operator == BinaryOperator.Equal;
        (Value leftValue, Op? leftCanon) = CanonicalStream((left.Value, null));
        (Value rightValue, Op? rightCanon) = CanonicalStream((right.Value, null));
        Steps leftSteps = left.Steps.Append(leftCanon), rightSteps = right.Steps.Append(rightCanon);
        if (leftValue is LiteralValue a && rightValue is LiteralValue b)
        {
            return (LiteralValue.Of((a.Text == b.Text) == isEqual), Steps.Join(leftSteps, rightSteps, inSequence: false));
        }

        string name = _mangler.Take(isEqual ? "eq" : "neq");
        Op op = Ops.Xor(
            Ops.Match(leftValue, rightValue, isEqual, new FlattenOp(LiteralValue.True, name)), new FlattenOp(LiteralValue.False, name));
        return (new VariableValue(name, binary.Type), Steps.One(Ops.Sequence([.. leftSteps.Ops, .. rightSteps.Ops, op])));
    }

    private (Value, Steps) Comparison(RawBinary binary, (Value Value, Steps Steps) left, (Value Value, Steps Steps) right)
    {
        if (left.Value is LiteralValue { Integer: { } a } && right.Value is LiteralValue { Integer: { } b })
        {
            bool result = binary.Operator switch
            {
                BinaryOperator.Less => a < b,
                BinaryOperator.LessOrEqual => a <= b,
                BinaryOperator.Greater => a > b,
                _ => a >= b,
            };
            return (LiteralValue.Of(result), Steps.Both(left.Steps, right.Steps));
        }

        string function = binary.Operator switch
        {
            BinaryOperator.Less => "lt",
            BinaryOperator.LessOrEqual => "lte",
            BinaryOperator.Greater => "gt",
            _ => "gte",
        };
        return Computed("cmp", function, binary.Type, left, right);
    }

    private (Value, Steps) Arithmetic(RawBinary binary, (Value Value, Steps Steps) left, (Value Value, Steps Steps) right)
    {
        if (left.Value is LiteralValue { Integer: { } a } && right.Value is LiteralValue { Integer: { } b }
            && Compute(binary, a, b) is { } result)
        {
            return (LiteralValue.Number(result), Steps.Both(left.Steps, right.Steps));
        }

        string function = binary.Operator switch
        {
            BinaryOperator.Add => "add",
            BinaryOperator.Subtract => "sub",
            BinaryOperator.Multiply => binary.IsFloat ? "fmul" : "mul",
            BinaryOperator.Divide => "div",
            BinaryOperator.Remainder => "rem",
            _ => "pow",
        };
        return Computed("math", function, binary.Type, left, right);
    }

    /// <summary>The result; null where it is left to the peer.</summary>
    private static long? Compute(RawBinary binary, long left, long right) => binary.Operator switch
    {
        BinaryOperator.Add => unchecked(left + right),
        BinaryOperator.Subtract => unchecked(left - right),
        BinaryOperator.Multiply => binary.IsFloat ? null : unchecked(left * right),
        BinaryOperator.Divide => right == 0 ? null : Integers.Divide(left, right),
        BinaryOperator.Remainder => right == 0 ? null : Integers.Remainder(left, right),
        _ => right < 0 ? null : Integers.Power(left, right),
    };

    private (Value, Steps) Computed(
        string service, string function, AquaType type, (Value Value, Steps Steps) left, (Value Value, Steps Steps) right)
    {
        Target result = new(_mangler.Take(function), type);
        CallOp call = new(LiteralValue.Quote(service), function, [left.Value, right.Value], result);
        return (result.AsValue, Steps.One(Ops.Sequence([.. left.Steps.Ops, .. right.Steps.Ops, call])));
    }
}

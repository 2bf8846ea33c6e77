using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Syntax.Parsing;

/// <summary>Operators, from those that bind least.</summary>
internal sealed partial class Parser
{
    private static readonly (string, BinaryOperator)[] OrOperators = [("||", BinaryOperator.Or)];
    private static readonly (string, BinaryOperator)[] AndOperators = [("&&", BinaryOperator.And)];
    private static readonly (string, BinaryOperator)[] EqualityOperators = [("==", BinaryOperator.Equal), ("!=", BinaryOperator.NotEqual)];

    private static readonly (string, BinaryOperator)[] ComparisonOperators =
    [
        (">=", BinaryOperator.GreaterOrEqual), ("<=", BinaryOperator.LessOrEqual),
        (">", BinaryOperator.Greater), ("<", BinaryOperator.Less),
    ];

    private static readonly (string, BinaryOperator)[] SumOperators = [("+", BinaryOperator.Add), ("-", BinaryOperator.Subtract)];

    private static readonly (string, BinaryOperator)[] ProductOperators =
        [("*", BinaryOperator.Multiply), ("/", BinaryOperator.Divide), ("%", BinaryOperator.Remainder)];

    private static readonly (string, BinaryOperator)[] PowerOperators = [("**", BinaryOperator.Power)];

    private ValueSyntax? Or() => LeftAssociative(And, OrOperators);

    private ValueSyntax? And() => LeftAssociative(Equality, AndOperators);

    private ValueSyntax? Equality() => LeftAssociative(Comparison, EqualityOperators);

    private ValueSyntax? Comparison() => Once(Sum, Sum, ComparisonOperators);

    private ValueSyntax? Sum() => LeftAssociative(Product, SumOperators);

    private ValueSyntax? Product() => LeftAssociative(Power, ProductOperators);

    private ValueSyntax? Power() => Once(Atom, () => Deeper(Power), PowerOperators);

    private ValueSyntax? LeftAssociative(Func<ValueSyntax?> operand, (string, BinaryOperator)[] operators)
    {
        ValueSyntax? left = operand();
        for (int count = 0; left is not null && Operation(left, operand, operators) is { } value; count++)
        {
            if (count == MaxDepth)
            {
                _isTooDeep = true;
                Missing("fewer operators");
                return null;
            }

            left = value;
        }

        return left;
    }

    private ValueSyntax? Once(Func<ValueSyntax?> first, Func<ValueSyntax?> second, (string, BinaryOperator)[] operators) =>
        first() is { } left ? Operation(left, second, operators) ?? left : null;

    private BinarySyntax? Operation(ValueSyntax left, Func<ValueSyntax?> operand, (string, BinaryOperator)[] operators)
    {
        int start = _position;
        Gap();
        foreach ((string sign, BinaryOperator op) in operators)
        {
            if (_text.AsSpan(_position).StartsWith(sign))
            {
                TextSpan span = new(_position, _position + sign.Length);
                _position = span.End;
                Gap();
                return operand() is { } right ? new BinarySyntax(op, span, left, right) : Back<BinarySyntax>(start);
            }
        }

        return Back<BinarySyntax>(start);
    }
}

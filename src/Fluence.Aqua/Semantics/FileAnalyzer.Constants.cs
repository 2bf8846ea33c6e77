using System.Globalization;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;

namespace Fluence.Aqua.Semantics;

/// <summary>Warnings about what is reckoned while compiling, or by a peer, and gives another number than its author expects.</summary>
internal sealed partial class FileAnalyzer
{
    private static readonly Int128 _least = long.MinValue, _greatest = long.MaxValue;

    private void CheckNumbers(BinarySyntax binary, RawBinary value)
    {
        if (value.IsFloat)
        {
            _sink.Warning(
                binary.Span, "float-product", "the product of floats is an i64: peers round it down",
                "call a service of yours to multiply without rounding");
            return;
        }

        if (Constant(value.Left) is not { } left || Constant(value.Right) is not { } right)
        {
            return;
        }

        if (right == 0 && value.Operator is BinaryOperator.Divide or BinaryOperator.Remainder)
        {
            _sink.Warning(binary.Span, "division-by-zero", "division by 0: the function fails here");
        }
        else if (Reckon(value.Operator, left, right) is { } result && !IsInRange(result))
        {
            _sink.Warning(binary.Span, "integer-overflow", "the result does not fit 64 bits; the bits above them are lost");
        }
    }

    /// <summary>The number that a value of literals is; null for other values and where it does not fit.</summary>
    private static Int128? Constant(RawValue value) => value switch
    {
        RawLiteral literal when Int128.TryParse(
            literal.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 number) && IsInRange(number) => number,
        RawBinary { IsFloat: false } binary when Constant(binary.Left) is { } left && Constant(binary.Right) is { } right =>
            Reckon(binary.Operator, left, right) is { } result && IsInRange(result) ? result : null,
        _ => null,
    };

    /// <summary>A result that is exact, or too great as the exact one is; null where there is none.</summary>
    private static Int128? Reckon(BinaryOperator op, Int128 left, Int128 right) => op switch
    {
        BinaryOperator.Add => left + right,
        BinaryOperator.Subtract => left - right,
        BinaryOperator.Multiply => left * right,
        BinaryOperator.Divide when right != 0 => left / right,
        BinaryOperator.Remainder when right != 0 => left % right,
        BinaryOperator.Power when right >= 0 => Power(left, right),
        _ => null,
    };

    private static Int128 Power(Int128 number, Int128 exponent)
    {
        if (number >= -1 && number <= 1)
        {
            return number == -1 && exponent % 2 == 0 || exponent == 0 ? 1 : number;
        }

        Int128 result = 1;
        for (Int128 left = exponent; left > 0 && IsInRange(result); left--)
        {
            result *= number;
        }

        return result;
    }

    private static bool IsInRange(Int128 number) => number >= _least && number <= _greatest;
}

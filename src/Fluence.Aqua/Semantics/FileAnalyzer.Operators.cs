using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Semantics;

/// <summary>Operators between two values.</summary>
internal sealed partial class FileAnalyzer
{
    private RawBinary? Binary(BinarySyntax binary)
    {
        RawValue? left = Value(binary.Left), right = Value(binary.Right);
        if (left is null || right is null)
        {
            return null;
        }

        return binary.Operator switch
        {
            BinaryOperator.Or or BinaryOperator.And =>
                Fits(binary.Left, ScalarType.Bool, left.Type) & Fits(binary.Right, ScalarType.Bool, right.Type)
                    ? new RawBinary(binary.Operator, left, right, ScalarType.Bool)
                    : null,
            BinaryOperator.Equal or BinaryOperator.NotEqual => Equality(binary, left, right),
            _ => Arithmetic(binary, left, right),
        };
    }

    private RawBinary? Equality(BinarySyntax binary, RawValue left, RawValue right) =>
        AreComparable(left.Type, right.Type)
            ? new RawBinary(binary.Operator, left, right, ScalarType.Bool)
            : Error<RawBinary>(binary.Span, "not-comparable", $"{left.Type} and {right.Type} cannot be compared");

    private static bool AreComparable(AquaType left, AquaType right) => (left, right) switch
    {
        (ScalarType l, ScalarType r) when ScalarType.Numbers.Contains(l) && ScalarType.Numbers.Contains(r) => true,
        (ScalarType l, LiteralType r) when ScalarType.Numbers.Contains(l) && ReferenceEquals(r, LiteralType.Signed) => true,
        (LiteralType l, ScalarType r) when ScalarType.Numbers.Contains(r) && ReferenceEquals(l, LiteralType.Signed) => true,
        (CollectionType l, CollectionType r) => AreComparable(l.Element, r.Element),
        (NamedType { Kind: NamedKind.Ability }, NamedType { Kind: NamedKind.Ability }) or (ArrowType, ArrowType) => false,
        (LiteralType l, LiteralType r) => l.OneOf.Any(scalar => r.OneOf.Contains(scalar)),
        _ => !ReferenceEquals(TypeCombination.Unite(left, right), ExtremeType.Top),
    };

    private RawBinary? Arithmetic(BinarySyntax binary, RawValue left, RawValue right)
    {
        bool isFloat = binary.Operator == BinaryOperator.Multiply
            && (left.Type.Accepts(LiteralType.Float) || right.Type.Accepts(LiteralType.Float));
        IReadOnlyList<ScalarType> leftTypes = isFloat ? ScalarType.Floats : ScalarType.Integers;
        IReadOnlyList<ScalarType> rightTypes = binary.Operator == BinaryOperator.Power ? ScalarType.Unsigned : leftTypes;
        if (!IsOneOf(binary.Left, leftTypes, left.Type) | !IsOneOf(binary.Right, rightTypes, right.Type))
        {
            return null;
        }

        AquaType type = binary.Operator is >= BinaryOperator.GreaterOrEqual and <= BinaryOperator.Less ? ScalarType.Bool
            : isFloat ? ScalarType.I64
            : NumberType(binary, left.Type, right.Type);
        RawBinary value = new(binary.Operator, left, right, type, isFloat);
        CheckNumbers(binary, value);
        return value;
    }

    private AquaType NumberType(BinarySyntax binary, AquaType left, AquaType right)
    {
        AquaType united = TypeCombination.Unite(left, right);
        if (united is ScalarType or LiteralType)
        {
            return united;
        }

        _sink.Warning(binary.Span, "unknown-number-type", $"no integer type holds both {left} and {right}; the result is taken for i64");
        return ScalarType.I64;
    }

    private bool IsOneOf(ValueSyntax place, IReadOnlyList<ScalarType> expected, AquaType given)
    {
        if (expected.Any(type => type.Accepts(given)))
        {
            return true;
        }

        _sink.Error(
            place.Span, "type-mismatch", $"the value is of another type: expected one of {string.Join(", ", expected)}, found {given}");
        return false;
    }
}

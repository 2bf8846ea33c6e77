using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Puts the literals of sums and differences together: <c>x + 1 - 3</c> becomes <c>x - 2</c>.</summary>
internal sealed class Folding
{
    private readonly ConditionalWeakTable<RawValue, RawValue> _folded = [];

    /// <summary>A value with the sums in it folded.</summary>
    internal RawValue Fold(RawValue value)
    {
        if (_folded.TryGetValue(value, out RawValue? known))
        {
            return known;
        }

        RawValue folded = Gather(value) switch
        {
            (long literal, null) => new RawLiteral(Integers.Write(literal), LiteralType.OfInteger(literal)),
            (null or 0, { } other) => other,
            (> 0 and long literal, { } other) => Sum(BinaryOperator.Add, other, literal),
            var (literal, other) => Sum(BinaryOperator.Subtract, other!, unchecked(-literal!.Value)),
        };
        _folded.AddOrUpdate(value, folded);
        _folded.AddOrUpdate(folded, folded);
        return folded;
    }

    private static RawBinary Sum(BinaryOperator op, RawValue left, long right)
    {
        RawLiteral literal = new(Integers.Write(right), LiteralType.OfInteger(right));
        return new RawBinary(op, left, literal, left.Type);
    }

    /// <summary>The sum of the literals, if there are any, and what is added to it, if there is anything.</summary>
    private (long? Literal, RawValue? Other) Gather(RawValue value)
    {
        switch (value)
        {
            case RawBinary { Operator: BinaryOperator.Add } sum:
                return Add(Gather(sum.Left), Gather(sum.Right), sum);
            case RawBinary { Operator: BinaryOperator.Subtract, Right: RawLiteral subtrahend } difference
                when Integers.Read(subtrahend.Text, subtrahend.Type) is { } number:
                return Add(Gather(difference.Left), (unchecked(-number), null), difference);
            case RawLiteral literal when Integers.Read(literal.Text, literal.Type) is { } number:
                return (number, null);
            default:
                return (null, Within(value));
        }
    }

    private static (long?, RawValue?) Add((long? Literal, RawValue? Other) left, (long? Literal, RawValue? Other) right, RawBinary sum)
    {
        long? literal = left.Literal is null ? right.Literal : unchecked(left.Literal + (right.Literal ?? 0));
        RawValue? other = left.Other is null ? right.Other
            : right.Other is null ? left.Other
            : new RawBinary(BinaryOperator.Add, left.Other, right.Other, sum.Type);
        return (literal, other);
    }

    /// <summary>The same value with what is in it folded.</summary>
    private RawValue Within(RawValue value) => value switch
    {
        RawProperty property => new RawProperty(Fold(property.Value), Within(property.Access)),
        RawCollection collection => new RawCollection(Fold(collection.Values), collection.Type),
        RawStream stream => new RawStream(Fold(stream.Values), stream.Name, stream.Type),
        RawRecord record => new RawRecord(Fold(record.Fields), record.Type),
        RawBinary binary => new RawBinary(binary.Operator, Fold(binary.Left), Fold(binary.Right), binary.Type, binary.IsFloat),
        RawNot not => new RawNot(Fold(not.Value)),
        RawCall call => new RawCall(call.Function, Fold(call.Arguments), call.Arrow),
        RawServiceCall call => new RawServiceCall(Fold(call.Service), call.Function, Fold(call.Arguments), call.Arrow),
        _ => value,
    };

    private RawAccess Within(RawAccess access) => access switch
    {
        RawMethod method => new RawMethod(method.Name, method.Arrow, Fold(method.Arguments)),
        RawCopy copy => new RawCopy(copy.Type, Fold(copy.Fields)),
        RawIndex index => new RawIndex(Fold(index.Index), index.Type),
        _ => access,
    };

    private ImmutableArray<RawValue> Fold(ImmutableArray<RawValue> values) => [.. values.Select(Fold)];

    private ImmutableSortedDictionary<string, RawValue> Fold(ImmutableSortedDictionary<string, RawValue> values) =>
        values.ToImmutableSortedDictionary(item => item.Key, item => Fold(item.Value), StringComparer.Ordinal);
}

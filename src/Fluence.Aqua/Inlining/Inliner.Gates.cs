using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>An item of a stream: it is waited until the stream has so many.</summary>
internal sealed partial class Inliner
{
    private (VariableValue, Steps) Gate(string stream, CollectionType type, RawValue index)
    {
        RawBinary next = new(BinaryOperator.Add, index, new RawLiteral("1", LiteralType.Unsigned), index.Type);
        (Value size, Steps sizeSteps) = Unfold(next);
        Value item;
        Steps itemSteps = Steps.None;
        if (size is LiteralValue { Integer: { } number } literal)
        {
            item = new LiteralValue(Integers.Write(unchecked(number - 1)), literal.Type);
        }
        else
        {
            Target result = new(_mangler.Take($"{stream}_idx"), size.Type);
            item = result.AsValue;
            itemSteps = Steps.One(new CallOp(LiteralValue.Quote("math"), "sub", [size, LiteralValue.Number(1)], result));
        }

        (VariableValue gate, Op op) = WaitFor(stream, type, size);
        return (gate.With(AsIndex(item, type.Element)), new Steps([.. sizeSteps.Ops, op, .. itemSteps.Ops], InSequence: true));
    }

    private (VariableValue, Op) WaitFor(string stream, CollectionType type, Value size)
    {
        CollectionType canonType = type.ToCanon();
        Target canon = new(_mangler.Take($"{stream}_result_canon"), canonType);
        string result = _mangler.Take($"{stream}_gate");
        Target test = new(_mangler.Take($"{stream}_test"), type);
        Target turnCanon = new(_mangler.Take($"{stream}_iter_canon"), canonType);
        VariableValue item = new(_mangler.Take($"{stream}_fold_var"), type.Element);
        ForOp loop = new(item.Name, new VariableValue(stream, type), waitsForMore: true)
        {
            Children =
            [
                new PushOp(item, test),
                new CanonOp(test.AsValue, turnCanon),
                Ops.Xor(Ops.Match(turnCanon.AsValue.With(ValueAccess.Length), size, isMatch: true), new NextOp(item.Name)),
            ],
        };
        Op op = Ops.Restrict(test.Name, type, loop, new CanonOp(test.AsValue, canon), new FlattenOp(canon.AsValue, result));
        return (new VariableValue(result, CollectionType.Array(type.Element)), op);
    }
}

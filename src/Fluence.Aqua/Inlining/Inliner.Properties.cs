using System.Collections.Immutable;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Members, items, lengths and copies.</summary>
internal sealed partial class Inliner
{
    private (Value, Steps) Properties(RawProperty property, bool accessesAllowed)
    {
        Stack<RawAccess> stack = new();
        RawValue value = property;
        while (value is RawProperty outer)
        {
            stack.Push(outer.Access);
            value = outer.Value;
        }

        ImmutableArray<RawAccess> accesses = [.. stack];
        switch (value, accesses[0])
        {
            case (RawVariable { Type: CollectionType { Form: CollectionForm.Stream } type } variable, RawIndex index)
                when Unfold(variable).Value is VariableValue stream:
                (VariableValue gate, Steps gateSteps) = Gate(stream.Name, type, index.Index);
                return Take(gateSteps, gate, accesses[1..], accessesAllowed);
            case (RawVariable { Type: CollectionType { Form: CollectionForm.StreamMap } type } variable, RawMethod method)
                when Unfold(variable).Value is VariableValue map:
                (VariableValue result, Steps mapSteps) = MapFunction(method, map.Name, type);
                return Take(mapSteps, result, accesses[1..], accessesAllowed);
        }

        (Value model, Steps steps) = Unfold(value);
        if (model is LiteralValue literal)
        {
            (model, steps) = FlatLiteral(literal, steps, []);
        }

        return Take(steps, (VariableValue)model, accesses, accessesAllowed);
    }

    /// <summary>A literal under a name, so that something can be taken out of it.</summary>
    private (VariableValue, Steps) FlatLiteral(LiteralValue literal, Steps before, ImmutableArray<ValueAccess> accesses)
    {
        string name = _mangler.Take("literal_ap"), result = _mangler.Take("literal_props");
        VariableValue value = new(name, literal.Type, accesses);
        Op op = Ops.Sequence(new FlattenOp(literal, name), new FlattenOp(value, result));
        return (new VariableValue(result, value.Type), Steps.Both(before, Steps.One(op)));
    }

    private (Value, Steps) Take(Steps before, VariableValue value, ImmutableArray<RawAccess> accesses, bool accessesAllowed)
    {
        (ImmutableArray<ValueAccess?> indices, Steps indexSteps) = Indices(accesses);
        Steps steps = Steps.Join(before, indexSteps, inSequence: true);
        foreach ((RawAccess access, ValueAccess? index) in accesses.Zip(indices))
        {
            if (value.Type is NamedType { IsAbility: true } type)
            {
                (value, Steps memberSteps) = Member(value, type, access);
                steps = new Steps(steps.Ops.AddRange(memberSteps.Ops), InSequence: true);
                continue;
            }

            if (index is not null)
            {
                value = value.With(index);
                continue;
            }

            (value, Steps next) = Take(value, access);
            steps = new Steps(steps.Ops.AddRange(next.Ops), InSequence: true);
            if (!accessesAllowed && !value.Accesses.IsEmpty)
            {
                (value, Steps flat) = Flat(value);
                steps = steps with { Ops = steps.Ops.AddRange(flat.Ops) };
            }
        }

        return (value, steps);
    }

    /// <summary>The numbers and variables of the items among what is taken, which can be computed side by side.</summary>
    private (ImmutableArray<ValueAccess?>, Steps) Indices(ImmutableArray<RawAccess> accesses)
    {
        ImmutableArray<ValueAccess?>.Builder indices = ImmutableArray.CreateBuilder<ValueAccess?>(accesses.Length);
        Steps steps = Steps.None;
        foreach (RawAccess access in accesses)
        {
            if (access is not RawIndex raw)
            {
                indices.Add(null);
                continue;
            }

            (Value index, Steps indexSteps) = Unfold(raw.Index, accessesAllowed: false);
            steps = Steps.Both(steps, indexSteps);
            if (index is VariableValue variable)
            {
                (index, Steps flat) = Flat(variable);
                steps = Steps.Both(steps, flat);
            }

            indices.Add(AsIndex(index, raw.Type));
        }

        return (indices.ToImmutable(), steps);
    }

    private static ValueAccess AsIndex(Value index, AquaType type) =>
        ValueAccess.Index(index is LiteralValue literal ? literal.Text : ((VariableValue)index).Name, type);

    private (VariableValue, Steps) Member(VariableValue ability, NamedType type, RawAccess access)
    {
        switch (access)
        {
            case RawMethod method:
                string name = $"{ability.Name}.{method.Name}";
                ArrowType arrow = (ArrowType)type.Fields[method.Name];
                (Value result, Steps steps) = CallValue(name, method.Arguments, new RawCall(name, [], arrow).Type);
                if (result is VariableValue variable)
                {
                    return (variable, steps);
                }

                (VariableValue flat, Steps flatSteps) = FlatLiteral((LiteralValue)result, steps, []);
                Define(flat.Name, flat);
                return (flat, flatSteps);
            case RawField { Type: NamedType { Kind: NamedKind.Ability } inner } field:
                return (new VariableValue($"{ability.Name}.{field.Name}", inner), Steps.None);
            case RawField field when _values.TryGetValue($"{ability.Name}.{field.Name}", out Value? value):
                return value is VariableValue found ? (found, Steps.None) : FlatLiteral((LiteralValue)value, Steps.None, []);
            default:
                throw new LoweringException($"`{ability.Name}` has no such member");
        }
    }

    private (VariableValue, Steps) Take(VariableValue value, RawAccess access)
    {
        if (access is RawField field)
        {
            return (value.With(ValueAccess.Field(field.Name, field.Type)), Steps.None);
        }

        (VariableValue flat, Steps before) = Flat(value);
        switch (access)
        {
            case RawFunctor:
                (VariableValue length, Steps functor) = Length(flat);
                return (length, new Steps(before.Ops.AddRange(functor.Ops), InSequence: true));
            case RawCopy copy:
                (VariableValue copied, Steps steps) = Copy(flat, copy);
                return (copied, new Steps([Ops.Sequence(before.Ops.AddRange(steps.Ops))], InSequence: true));
            default:
                throw new LoweringException($"nothing can be taken of `{value.Name}` by {access.GetType().Name}");
        }
    }

    /// <summary>A variable for a value out of which something was taken.</summary>
    private (VariableValue, Steps) Flat(VariableValue value)
    {
        if (value.Accesses.IsEmpty)
        {
            return (value, Steps.None);
        }

        string name = _mangler.Take($"{value.Name}_flat");
        return (new VariableValue(name, value.Type), Steps.One(new FlattenOp(value, name)));
    }

    private (VariableValue, Steps) Length(VariableValue value)
    {
        string name = _mangler.Take($"{value.Name}_to_functor"), result = _mangler.Take($"{value.Name}_{ValueAccess.Length.Name}");
        bool isStream = value.BaseType is CollectionType { Form: CollectionForm.Stream };
        AquaType type = value.BaseType switch
        {
            CollectionType { Form: CollectionForm.Stream } stream => stream.ToCanon(),
            CollectionType { Form: CollectionForm.Canon } canon => CollectionType.Array(canon.Element),
            AquaType other => other,
        };
        Op flat = isStream ? new CanonOp(value, new Target(name, type)) : new FlattenOp(value, name);
        Op length = new FlattenOp(new VariableValue(name, type, [ValueAccess.Length]), result);
        return (new VariableValue(result, ValueAccess.Length.Type), new Steps([Ops.Sequence(flat, length)], InSequence: true));
    }
}

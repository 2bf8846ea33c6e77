using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Fluence.Aqua.Raw;
using Fluence.Aqua.Syntax.Tree;
using Fluence.Aqua.Types;

namespace Fluence.Aqua.Inlining;

/// <summary>Steps of a body.</summary>
internal sealed partial class Inliner
{
    private Op Tag(RawTag tag)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        return tag switch
        {
            SequenceTag => Ops.Sequence(Tags(tag)),
            ParTag => Ops.Par(Tags(tag)),
            DetachTag => new DetachOp { Children = Tags(tag) },
            OnTag on => On(on),
            IfTag i => If(i),
            TryTag => Ops.Xor([.. tag.Children.Select(Scoped)]),
            ForTag loop => For(loop),
            NextTag next => Next(next),
            CallTag call => Call(call),
            PushTag push => Push(push),
            CanonicalizeTag canon => Canonicalize(canon),
            FlattenTag flatten => Flatten(flatten),
            JoinTag join => Prefixed(Ops.Before(Models(join.Values).Select(model => model.Before).OfType<Op>())),
            AssignmentTag assignment => Assign(assignment),
            ClosureTag closure => Closure(closure),
            DeclareStreamTag declare => Declare(declare),
            ServiceIdTag service => ServiceId(service),
            _ => EmptyOp.Instance,
        };
    }

    private ImmutableArray<Op> Tags(RawTag tag) => [.. tag.Children.Select(Tag)];

    /// <summary>A step, with the streams that it makes existing only in it.</summary>
    private Op Scoped(RawTag tag)
    {
        int mark = _streams.Mark;
        Op op = Tag(tag);
        return _streams.Close(mark, op);
    }

    private static Op Prefixed(Op? before, params IEnumerable<Op> ops) => Ops.Sequence(before is null ? ops : ops.Prepend(before));

    private Op On(OnTag on)
    {
        (Value peer, Op? peerBefore) = Model(on.Peer);
        ImmutableArray<(Value Value, Op? Before)> via = [.. Models(on.Via).Select(Canonical)];
        Op? before = Ops.Before(via.Select(relay => relay.Before).Prepend(peerBefore).OfType<Op>());
        OnOp op = new(peer, [.. via.Select(relay => relay.Value)], on.ReturnsToRelay) { Children = Tags(on) };
        return Prefixed(before, _options.NoXor ? op : Ops.Xor(op, new FailOp(Ops.LastError)));
    }

    private Op For(ForTag loop)
    {
        (Value Value, Op? Before) iterable = Model(loop.Iterable);
        if (loop.Mode != ForMode.Rec)
        {
            iterable = Canonical(iterable);
        }

        AquaType element = ((CollectionType)loop.Iterable.Type).Element;
        string given = Name(loop.Item), item = _mangler.Take(given);
        VariableValue value = new(item, element);
        Define(given, value);
        List<Op> children = [];
        if (loop.Pair is { } pair)
        {
            children.Add(Ops.Sequence(
                TakePart(value, "key", pair.Key, ScalarType.String), TakePart(value, "value", pair.Value, element)));
        }

        children.AddRange(loop.Children.Select(Scoped));
        return Prefixed(
            iterable.Before,
            new ForOp(item, iterable.Value, loop.Mode is ForMode.Par or ForMode.Rec) { Children = [.. children] });
    }

    private FlattenOp TakePart(VariableValue item, string field, string name, AquaType type)
    {
        string given = Name(name), fresh = _mangler.Take(given);
        Define(given, new VariableValue(fresh, type));
        return new FlattenOp(item.With(ValueAccess.Field(field, type)), fresh);
    }

    private Op Next(NextTag next) =>
        _values.GetValueOrDefault(Name(next.Item)) is VariableValue item ? new NextOp(item.Name) : EmptyOp.Instance;

    private Op Call(CallTag tag)
    {
        switch (tag.Value)
        {
            case RawServiceCall service:
                return ServiceCall(service, tag.Exports);
            case RawCall call:
                return Ops.Sequence(CallByName(Name(call.Function), call.Arguments, tag.Exports).Steps.Groups());
            case RawProperty { Access: RawMethod method } property when Model(property.Value) is (VariableValue owner, var before):
                Steps steps = CallByName($"{owner.Name}.{method.Name}", method.Arguments, tag.Exports).Steps;
                return Ops.Sequence(steps.Prepend(before).Groups());
            default:
                throw new LoweringException($"no call: {tag.Value.GetType().Name}");
        }
    }

    private Op Push(PushTag push)
    {
        (Value Value, Op? Before)? key = push.Key is null ? null : Model(push.Key);
        (Value value, Op? before) = Model(push.Value);
        VariableValue stream = (VariableValue)Resolve(Variable(new RawVariable(push.Stream.Name, push.Stream.Type)));
        Target target = new(stream.Name, stream.BaseType);
        return key is { } found
            ? Ops.Sequence(new[] { found.Before, before, new InsertOp(found.Value, value, target) }.OfType<Op>())
            : Prefixed(before, new PushOp(value, target));
    }

    private Op Canonicalize(CanonicalizeTag canon)
    {
        (Value value, Op? before) = Model(canon.Value);
        Target result = new(Name(canon.Result.Name), canon.Result.Type);
        if (value is LiteralValue)
        {
            Define(result.Name, value);
            return Prefixed(before);
        }

        Define(result.Name, result.AsValue);
        return Prefixed(before, new CanonOp(value, result));
    }

    private Op Flatten(FlattenTag flatten)
    {
        (Value value, Op? before) = Model(flatten.Value);
        string name = Name(flatten.Name);
        if (value is not LiteralValue)
        {
            return Prefixed(before, new FlattenOp(value, name));
        }

        Define(name, value);
        return Prefixed(before);
    }

    private Op Assign(AssignmentTag assignment)
    {
        (Value value, Op? before) = Model(assignment.Value, accessesAllowed: false);
        Define(Name(assignment.Name), value);
        return Prefixed(before);
    }

    private Op Closure(ClosureTag closure)
    {
        RawFunction function = closure.Function;
        string name = Name(function.Name);
        ImmutableDictionary<string, Value>.Builder values = ImmutableDictionary.CreateBuilder<string, Value>(StringComparer.Ordinal);
        ImmutableDictionary<string, InlineFunction>.Builder functions = _functions.Clear().ToBuilder();
        foreach (string free in _cache.FreeOf(function).Select(Name))
        {
            CaptureName(free, values, functions);
        }

        _functions = _functions.SetItem(name, new InlineFunction
        {
            Name = name, Type = function.Type, Body = function.Body, Results = function.Results,
            Renaming = _renaming.Except(function.Type.Domain.WithLabels().Select(item => item.Label)),
            Values = values.ToImmutable(), Functions = functions.ToImmutable(), Topology = closure.IsDetached ? null : name,
        });
        return closure.IsDetached ? EmptyOp.Instance : new CaptureTopologyOp(name);
    }

    private void CaptureName(
        string name, ImmutableDictionary<string, Value>.Builder values, ImmutableDictionary<string, InlineFunction>.Builder functions)
    {
        if (_functions.TryGetValue(name, out InlineFunction? function))
        {
            functions[name] = function;
        }

        if (!_values.TryGetValue(name, out Value? value))
        {
            return;
        }

        values[name] = value;
        if (value is VariableValue { Type: ArrowType } arrow && _functions.TryGetValue(arrow.Name, out function))
        {
            functions[arrow.Name] = function;
        }

        if (value.Type is NamedType { IsAbility: true } type)
        {
            foreach ((string field, _) in type.AllFields())
            {
                CaptureName($"{name}.{field}", values, functions);

                // the members of an ability that a function has given back are known under its name there
                if (value is VariableValue ability && !values.ContainsKey($"{name}.{field}")
                    && LastValue($"{ability.Name}.{field}") is { } member)
                {
                    values[$"{name}.{field}"] = member;
                    if (member is VariableValue inner && _functions.TryGetValue(inner.Name, out function))
                    {
                        functions[inner.Name] = function;
                    }
                }
            }
        }
    }

    private EmptyOp Declare(DeclareStreamTag declare)
    {
        string name = Name(declare.Name);
        Define(name, new VariableValue(name, declare.Type));
        return EmptyOp.Instance;
    }

    private Op ServiceId(ServiceIdTag tag)
    {
        (Value id, Op? before) = Model(tag.Id);
        string name = Name(tag.Name);
        foreach ((string method, AquaType type) in tag.Service.Fields)
        {
            string wrapper = _mangler.Take($"{name}-{method}");
            _functions = _functions.SetItem(wrapper, InlineFunction.OfMethod(wrapper, method, (ArrowType)type, id));
            _values = _values.SetItem($"{name}.{method}", new VariableValue(wrapper, type));
        }

        Define(name, new VariableValue(name, tag.Service));
        return Prefixed(before);
    }
}
